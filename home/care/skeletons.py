"""The sections with which a new service or condition begins.

Texts in [square brackets] say what to write. The gate publishes none of them
(`articles.problems.unfilled`), and the panel “What is missing” counts them.
"""

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from wagtail.models import Page

from home.care.condition import ConditionPage
from home.care.service import ServicePage

Section = tuple[str, dict[str, Any]]


def new_body(model: type[Page]) -> Any:
    """Return the body of a new page of the model."""
    body: Any = model._meta.get_field("body")
    return body.to_python([_block(kind, value) for kind, value in SKELETONS[model]()])


def _service_sections() -> list[Section]:
    steps = (
        (_("Before"), _("[What to bring, or to fill in]")),
        (_("In the room"), _("[Who is there, for how long, and what they do]")),
        (_("After"), _("[What people take home, and who hears of it]")),
    )
    return [
        (
            "suitability",
            {
                "suits": _items(_("[you have …, in words that patients use]")),
                "elsewhere": _items(_("[you need something else or faster: whom to call]")),
            },
        ),
        (
            "what_happens",
            {"steps": _items(*({"heading": name, "text": text} for name, text in steps))},
        ),
        ("risks", {"text": _paragraph(_("[What can go wrong, how often, and what you do then]"))}),
        (
            "other_ways",
            {"text": _paragraph(_("[What else helps, here or elsewhere, and what is free]"))},
        ),
    ]


def _condition_sections() -> list[Section]:
    points = (
        _("[What it is like to have it]"),
        _("[What is known of its cause, and what is not]"),
        _("[What helps most people, with its source]"),
    )
    ways = (
        (
            _("[A way that you offer]"),
            _("[What is known, with its source, or “not tested”]"),
            _("[Here, or who else offers it]"),
        ),
        (
            _("[A way that you do not offer]"),
            _("[What is known, with its source, or “not tested”]"),
            _("[Who offers it, such as your GP]"),
        ),
    )
    return [
        ("in_short", {"points": _items(*({"text": _paragraph(text)} for text in points))}),
        (
            "ways",
            {
                "ways": _items(
                    *(
                        {"way": way, "known": _paragraph(known), "where": where}
                        for way, known, where in ways
                    )
                )
            },
        ),
    ]


# By page type; functions, because the texts are in the language of whoever begins the page.
SKELETONS = {ServicePage: _service_sections, ConditionPage: _condition_sections}


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def _items(*values: Any) -> list[dict[str, Any]]:
    return [_block("item", value) for value in values]


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>"
