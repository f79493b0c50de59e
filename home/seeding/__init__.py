"""Thousands of articles for benchmarks, stored as if each had been written and published."""
