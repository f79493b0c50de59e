"""Search: indexing, matching, results, suggestions and query counts."""
