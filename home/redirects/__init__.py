"""Redirects from former addresses: created automatically, and resolved to a public page."""
