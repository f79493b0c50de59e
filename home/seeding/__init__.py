"""Thousands of articles to measure with, stored as if each had been written and published."""
