"""Sections that staff save under a name, to put copies of them into other pages."""
