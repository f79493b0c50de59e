"""The library of sources at work: use, merging, import, export and choosing."""
