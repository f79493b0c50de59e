"""Draw a sanitised drawing of one colour in another one."""

import re
from xml.etree.ElementTree import Element

from django.core.exceptions import ValidationError

from home.brand.svg.sanitiser import sanitise_svg
from home.brand.svg.vocabulary import PAINTS

DECLARATION = re.compile(rf"(?<![\w-])({'|'.join(sorted(PAINTS))})\s*:\s*([^;{{}}]+)")
NO_PAINT = frozenset({"none", "transparent", "inherit", "currentcolor"})
# Their colours are not those that are seen.
INDIRECT = frozenset({"mask", "image", "pattern"})


def recolour_svg(svg: bytes, colour: str) -> bytes:
    """Return the drawing with every paint replaced, or nothing if it has several paints."""
    try:
        drawing = sanitise_svg(svg)
    except ValidationError:
        return b""
    elements = list(drawing.root.iter())
    paints = {paint for element in elements for paint in paints_of(element)}
    if len(paints) > 1 or any(element.tag in INDIRECT for element in elements):
        return b""
    for element in elements:
        for name in PAINTS.intersection(element.keys()):
            element.set(name, repaint(element.get(name, ""), colour))
        if style := element.get("style"):
            element.set("style", repaint_style(style, colour))
        if element.tag == "style":
            element.text = repaint_style(element.text or "", colour)
    # What has no paint of its own is black otherwise.
    drawing.root.attrib.setdefault("fill", colour)
    drawing.root.set("color", colour)
    return drawing.svg


def paints_of(element: Element) -> list[str]:
    """Return the colours that an element or a style sheet names."""
    found = [value for name, value in element.items() if name in PAINTS]
    for text in (element.get("style", ""), element.text or "" if element.tag == "style" else ""):
        found += [match[2] for match in DECLARATION.finditer(text)]
    return [paint for value in found if (paint := value.strip().lower()) and is_colour(paint)]


def is_colour(paint: str) -> bool:
    return paint not in NO_PAINT and "url(" not in paint


def repaint(paint: str, colour: str) -> str:
    return colour if is_colour(paint.strip().lower()) else paint


def repaint_style(text: str, colour: str) -> str:
    return DECLARATION.sub(lambda found: f"{found[1]}:{repaint(found[2], colour)}", text)
