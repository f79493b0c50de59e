"""Plain functions about sources: formatting and naming. No Wagtail, no database."""
