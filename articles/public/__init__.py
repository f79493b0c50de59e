"""Public output of articles: lists, feeds, structured data, Markdown and files."""
