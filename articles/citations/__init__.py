"""Citations: which source stands where in an article, and under which number."""
