"""Helpers that know nothing of articles: mail, dates, request origin."""
