"""The blocks of article bodies; `body` puts them together."""
