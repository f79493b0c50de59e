"""The clinic: its home page, standing pages, settings, users and pictures."""
