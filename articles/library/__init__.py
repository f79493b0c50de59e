"""The library of sources: use, merging, import, export, and the citation dialog."""
