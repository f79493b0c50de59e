"""A WSGI cache of whole pages in front of Django. See README.md beside this file."""
