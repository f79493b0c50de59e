"""Helpers that know nothing of articles: mail, dates, names, escaping, request origin."""
