"""Places to fill in: [words in square brackets], with which drafts and starter pages begin.

They are text for staff and never become public. Articles are left out: they begin without such
places, and quotations in them may need square brackets.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from articles.blocks.walk import get_sections, plain_text
from articles.problems.problem import Problem, ProblemCode, Severity, get_spot
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
    return list(dict.fromkeys(place for each in texts for place in find_places(each.text)))


def find_unfilled_problems(page: Any) -> list[Problem]:
    """Return a problem for each place to fill in, in the order of the page's fields."""
    return [
        Problem(
            ProblemCode.UNFILLED,
            Severity.ERROR,
            each.path,
            each.where,
            _("“%(place)s” is still to be filled in.") % {"place": match[0]},
            spot=get_spot(each.text, match.start(), match.end()),
        )
        for each in _texts(page, with_rows=True)
        for match in PLACE.finditer(each.text)
        if match[0] != QUOTED_ERROR
    ]


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


class _Text(NamedTuple):
    """A text with its place, as in `Problem`."""

    path: tuple[str, ...]
    where: str
    text: str


def _texts(page: Any, with_rows: bool) -> Iterator[_Text]:
    """Yield what was typed into the fields of a page, and of its rows."""
    for field in type(page)._meta.concrete_fields:
        if field.model is not Page or field.name in PAGE_FIELDS:
            yield from _field_texts(page, field)
    names = (str(each.get_accessor_name()) for each in get_all_child_relations(type(page)))
    for name in names if with_rows else ():
        for row in getattr(page, name).all() if name != COMMENTS_RELATION_NAME else ():
            for field in type(row)._meta.concrete_fields:
                for each in _field_texts(row, field):
                    yield each._replace(path=(name, *each.path))


def _field_texts(instance: Any, field: Any) -> Iterator[_Text]:
    if isinstance(field, StreamField):
        for section in get_sections(getattr(instance, field.name)):
            yield from (_Text(part.path, section.name, part.text) for part in section.parts)
    elif isinstance(field, models.CharField | models.TextField):
        text = str(getattr(instance, field.name) or "")
        if isinstance(field, RichTextField):
            text = plain_text(text)
        yield _Text((field.name,), capfirst(str(field.verbose_name)), text)
