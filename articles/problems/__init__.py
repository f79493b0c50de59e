"""Checks of an article, and the hash of the text that a sign-off covers."""
