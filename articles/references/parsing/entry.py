"""One reference: its fields, what is damaged in it, or why it could not be read."""

import re
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from articles.references.diagnosis import Damage, examine
from articles.references.parsing.articles import read_article, read_dated
from articles.references.parsing.books import read_book, read_chapter
from articles.references.parsing.pages import read_trial, read_web_page
from articles.references.parsing.sentences import END
from articles.references.parsing.trailers import take_ends
from articles.references.source import Source

LONGEST_ENTRY = 4_000
# Stops, of initials too: fifty authors as "Wood P. B." and some sentences.
MOST_STOPS = 150
READERS = (read_chapter, read_article, read_trial, read_book, read_dated, read_web_page)
# Every reference has a year, a number or an address, or says that it has none on paper.
POSSIBLE = re.compile(r"\d|://|www\.|\[Internet\]|Preprint")
FIELDS = {item.name for item in fields(Source)}
QUOTED = 200


@dataclass(frozen=True)
class Parsed:
    """What became of one reference of a list.

    Either `source` is what was read, with its `damage`, or `unread` says why nothing was.
    """

    text: str
    source: Source | None = None
    damage: list[Damage] = field(default_factory=list)
    unread: str = ""


def parse_entry(text: str) -> Parsed:
    """One reference in one line. Nothing is repaired: what was written is what the source has."""
    if len(text) > LONGEST_ENTRY or len(END.findall(text)) > MOST_STOPS:
        return Parsed(
            text if len(text) <= LONGEST_ENTRY else f"{text[:LONGEST_ENTRY]}…",
            unread=_("This is too long for one reference. Put an empty line between references."),
        )
    if not POSSIBLE.search(text):
        return Parsed(text, unread=_unreadable(False))
    rest, known = take_ends(text)
    if not re.search(r"[^\W\d_]{2}", rest):
        return Parsed(text, unread=_unreadable(bool(known)))
    for reader in READERS:
        found = reader(rest, known)
        if found and found["title"]:
            return _parsed(text, known | {k: v for k, v in found.items() if v})
    return Parsed(text, unread=_unreadable(False))


def _parsed(text: str, found: dict[str, Any]) -> Parsed:
    source = Source(**{name: value for name, value in found.items() if name in FIELDS})
    damage = examine(source, text)
    left = found.get("left", "").strip(" .,;")
    # A single word is a language or "Review", for which a source has no field.
    if " " in left and re.search(r"\w{3}", left):
        message = _("This part of the text was not taken over: “%(text)s”.") % {
            "text": left if len(left) <= QUOTED else f"{left[:QUOTED]}…"
        }
        damage.append(Damage("left-over", "", message))
    return Parsed(text, source, damage)


def _unreadable(has_number: bool) -> str:
    if has_number:
        return _("This has only a number or an address. Add authors, title and year.")
    return _("No authors, title and year could be told apart here. Fill in the fields by hand.")
