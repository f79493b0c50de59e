"""One module per way of running the site; `base` holds what they share."""
