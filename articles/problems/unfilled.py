"""Places to fill in: [words in square brackets], with which drafts and starter pages begin.

They are text for staff and never become public. Articles are left out: they begin without such
places, and quotations in them may need square brackets.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import ngettext
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from articles.blocks.walk import iter_texts, plain_text
from articles.problems.required_content import BlockingIssue

# Two letters at least: “[1]”, “[18F]” and “[…]” are no places to fill in.
PLACE = re.compile(r"\[[^\[\]]*[^\W\d_]{2}[^\[\]]*\]")
QUOTED_ERROR = "[sic]"
# The fields of all pages that are texts. Others of them, such as the path, are not typed as such.
PAGE_FIELDS = ("title", "seo_title", "search_description")
MAX_NAMED = 5


def find_places(text: str) -> list[str]:
    """Return the places to fill in of a text, with their brackets."""
    return [place for place in PLACE.findall(text) if place != QUOTED_ERROR]


def find_unfilled(page: Any, *, with_rows: bool = True) -> list[str]:
    """Return the places to fill in of a page, each once and in order."""
    texts = _texts(page, with_rows)
    return list(dict.fromkeys(place for text in texts for place in find_places(text)))


def check_filled(page: Any, *, with_rows: bool = True) -> list[BlockingIssue]:
    """Return the issue that a page has places to fill in, or none."""
    places = find_unfilled(page, with_rows=with_rows)
    if not places:
        return []
    names = ", ".join(places[:MAX_NAMED]) + (" …" if len(places) > MAX_NAMED else "")
    message = ngettext(
        "This is still to be filled in: %(names)s. Replace or delete it. If you mean the brackets,"
        " use round ones.",
        "%(number)d places are still to be filled in: %(names)s. Replace or delete them. If you"
        " mean the brackets, use round ones.",
        len(places),
    )
    return [BlockingIssue("", message % {"names": names, "number": len(places)})]


def _texts(page: Any, with_rows: bool) -> Iterator[str]:
    """Yield what was typed into the fields of a page, and of its rows."""
    for field in type(page)._meta.concrete_fields:
        if field.model is not Page or field.name in PAGE_FIELDS:
            yield from _field_texts(page, field)
    names = (relation.get_accessor_name() for relation in get_all_child_relations(type(page)))
    for name in names if with_rows else ():
        for row in getattr(page, name).all() if name != COMMENTS_RELATION_NAME else ():
            for field in type(row)._meta.concrete_fields:
                yield from _field_texts(row, field)


def _field_texts(instance: Any, field: Any) -> Iterator[str]:
    if isinstance(field, StreamField):
        yield from iter_texts(getattr(instance, field.name))
    elif isinstance(field, RichTextField):
        yield plain_text(getattr(instance, field.name) or "")
    elif isinstance(field, models.CharField | models.TextField):
        yield getattr(instance, field.name) or ""
