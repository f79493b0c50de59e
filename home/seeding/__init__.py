"""Articles by the thousand, to measure with: what `manage.py seed_articles` writes."""
