"""Sources as plain data: read, parsed, checked, formatted, exported. No Wagtail, no database."""
