"""Setting up a site of your own."""
