"""Plates: drawings grown from a seed, half plant and half nerve cell.

Every page with a category hue has its own plate, shown where other sites have a stock photograph.
Nothing here knows about pages, so plates can be drawn and tested without a database.
"""
