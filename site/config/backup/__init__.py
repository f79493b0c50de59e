"""Backups of the database and the uploads, together, and the way back."""
