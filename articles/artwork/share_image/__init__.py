"""The picture of a page where it is shared: its title, its plate and the clinic.

Nothing here knows about pages: a `Card` says what to show, `draw_card` makes a PNG of it.
"""
