"""A cache of whole pages in front of Django; README.md beside this file explains it."""
