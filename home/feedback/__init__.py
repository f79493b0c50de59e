"""The question "Was this clear?" below articles: weekly sums and readers' words."""
