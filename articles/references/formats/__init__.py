"""Files of references: RIS, PubMed, BibTeX and CSL-JSON, each read into records."""
