"""Plates: drawings grown from a seed, plant and nerve cell at once.

Every page with a category hue has its own plate, shown where other sites have a stock photograph.
Nothing here knows about pages, so plates can be drawn and tested without a database.
"""
