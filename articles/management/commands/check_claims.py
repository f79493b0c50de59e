"""`manage.py check_claims`: judge sentences of a file, or the texts of pages."""
