"""Everything that can be wrong with an article, and the hash that a signature covers."""
