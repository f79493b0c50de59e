"""The picture that stands for a page where it is shared: its drawing, its title, the clinic.

Nothing here knows of pages or addresses: a `Card` says what to show, `draw` makes a file of it.
"""
