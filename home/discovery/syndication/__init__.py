"""What programs read: feeds, sitemap, robots.txt, security.txt, llms.txt and Markdown."""
