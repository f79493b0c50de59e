"""One module for each way of running the site; `base` holds the shared settings."""
