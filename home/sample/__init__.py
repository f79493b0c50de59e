"""Loader of the sample clinic, from the files in `site/sample`."""
