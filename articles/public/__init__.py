"""Public views of articles: lists, feeds, structured data, Markdown and files."""
