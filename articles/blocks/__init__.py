"""The blocks an article is made of, one module per idea; `body` puts them together."""
