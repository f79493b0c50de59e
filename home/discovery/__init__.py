"""Help people and programs find pages: search, feeds, sitemap, metadata, share images."""
