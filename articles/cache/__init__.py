"""In-process caches that are invalidated when public content changes."""
