"""Feeds, sitemap, robots.txt, security.txt, llms.txt and Markdown for programs."""
