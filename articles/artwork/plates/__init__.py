"""Drawings that are grown from a seed: plant and nerve cell at once.

They stand where a stock photograph would. Nothing here knows of pages, so the drawings can be
made, measured and tested on their own; `views` alone speaks HTTP.
"""
