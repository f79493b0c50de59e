"""Bound the work of drawing: elements that are drawn again and again by reference."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.brand.svg.parsing import too_detailed
from home.brand.svg.values import LOCAL_URL

MAX_DRAWN_ELEMENTS = 20_000
MAX_REFERENCE_DEPTH = 12


class Cost(NamedTuple):
    """The elements that are drawn for one, and how many references deep."""

    elements: int
    depth: int


def check_complexity(root: Element) -> None:
    """Raise `ValidationError` if references multiply the drawing, or form a circle."""
    by_id = {id_: element for element in root.iter() if (id_ := element.get("id"))}
    if (
        _Counter(by_id, sorted(set(_stylesheet_targets(root)))).cost(root).elements
        > MAX_DRAWN_ELEMENTS
    ):
        raise too_detailed()


class _Counter:
    def __init__(self, by_id: dict[str, Element], everywhere: list[str]) -> None:
        self.by_id = by_id
        self.everywhere = everywhere
        self.known: dict[Element, Cost] = {}
        self.open: set[Element] = set()

    def cost(self, element: Element, above: int = 0) -> Cost:
        """Return the cost of an element that is drawn `above` references deep."""
        if cost := self.known.get(element):
            return cost
        if above > MAX_REFERENCE_DEPTH:
            raise too_detailed()
        if element in self.open:
            message = _("This drawing contains itself, so it has no end. Export it again.")
            raise ValidationError(message, code="circle")
        self.open.add(element)
        elements, depth = 1, 0
        for target in self._targets(element):
            if target in self.open and not element.get("href"):
                continue  # a style rule that applies to what it refers to, which browsers ignore
            inner = self.cost(target, above + 1)
            elements, depth = elements + inner.elements, max(depth, inner.depth + 1)
        for child in element:
            inner = self.cost(child, above)
            elements, depth = elements + inner.elements, max(depth, inner.depth)
        if depth > MAX_REFERENCE_DEPTH:
            raise too_detailed()
        self.open.discard(element)
        # Numbers stay small, however often they are multiplied.
        cost = Cost(min(elements, MAX_DRAWN_ELEMENTS + 1), depth)
        self.known[element] = cost
        return cost

    def _targets(self, element: Element) -> Iterator[Element]:
        ids = [match["id"] for value in element.attrib.values() for match in _urls(value)]
        if element.tag not in ("svg", "g", "defs", "style", "stop"):
            ids += self.everywhere
        if href := element.get("href", ""):
            ids.append(href.removeprefix("#"))
        for id_ in ids:
            if id_ in self.by_id:
                yield self.by_id[id_]


def _urls(value: str) -> Iterator[re.Match[str]]:
    return LOCAL_URL.finditer(value)


def _stylesheet_targets(root: Element) -> Iterator[str]:
    """Yield the ids that style rules refer to, which may apply to any shape."""
    for style in root.iter("style"):
        for match in _urls(style.text or ""):
            yield match["id"]
