"""Logging in: limits, sessions and the second factor."""
