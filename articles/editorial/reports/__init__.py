"""Reports on published articles."""
