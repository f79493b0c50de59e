"""Search: how words are indexed, found, shown, suggested and counted."""
