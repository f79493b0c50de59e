"""Read SVG drawings from outside: only what is known to be harmless is kept.

Drawings are parsed and written afresh from lists of allowed elements, attributes and values, so
that nothing unknown gets through. `sanitise_svg` is the entry.
"""
