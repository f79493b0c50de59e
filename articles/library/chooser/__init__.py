"""Choosing sources while writing: what the editor's citation dialog asks of the server."""
