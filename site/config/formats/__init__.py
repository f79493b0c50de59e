"""Date formats that differ from Django's, one package for each language."""
