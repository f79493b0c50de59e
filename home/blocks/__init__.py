"""Blocks of the clinic's own pages."""
