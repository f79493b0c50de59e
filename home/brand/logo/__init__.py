"""The clinic's logo: uploaded files, their colours, and where they can be read."""
