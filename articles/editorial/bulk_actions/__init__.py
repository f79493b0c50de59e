"""What can be done to many articles at once, from the list of pages."""
