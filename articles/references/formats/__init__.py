"""Read references from RIS, PubMed, BibTeX and CSL-JSON files and from lists; write two."""
