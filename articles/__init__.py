"""The domain of the site: evidence-based articles, their sources and their people.

Knows nothing of the `home` app; what an article needs of the clinic reaches it from outside.
"""
