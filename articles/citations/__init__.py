"""Citations: stored marks in texts, numbered in reading order for a page."""
