"""CSL-JSON: what citation software passes around, and what Crossref answers with.

`read(write(sources))` gives the same sources: `custom` holds what has no variable in CSL.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from articles.references.authors import Author, parse_author
from articles.references.formats.decoding import UnreadableError
from articles.references.formats.record import (
    MOST_AUTHORS,
    Record,
    build,
    capped,
    failed,
    left_out,
    person,
    tidy,
)
from articles.references.identifiers import find_pmids
from articles.references.source import Kind, Source

# The variable that is written first; the others are read too.
VARIABLES = {
    "title": ("title",),
    "container": ("container-title",),
    "container_short": ("container-title-short", "journalAbbreviation", "short-container-title"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page", "article-number"),
    "publisher": ("publisher",),
    "place": ("publisher-place", "publisher-location"),
    "edition": ("edition",),
    "doi": ("DOI",),
    "pmid": ("PMID",),
    "pmcid": ("PMCID",),
    "issn": ("ISSN",),
    "isbn": ("ISBN",),
    "url": ("URL",),
}
CUSTOM = ("registration", "study_type", "state", "state_note")
# Types of CSL and of Crossref, the one that is written first.
KIND_TYPES = {
    Kind.ARTICLE: (
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "journal-article",
        "review",
        "review-book",
    ),
    Kind.BOOK: ("book", "classic", "collection", "edited-book", "monograph", "reference-book"),
    Kind.CHAPTER: (
        "chapter",
        "book-chapter",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "paper-conference",
        "proceedings-article",
        "reference-entry",
    ),
    Kind.REPORT: ("report", "document", "pamphlet", "standard", "thesis", "dissertation"),
    Kind.WEB_PAGE: ("webpage", "post", "post-weblog"),
    Kind.PREPRINT: ("article", "manuscript", "posted-content"),
}
KINDS = {name: kind for kind, names in KIND_TYPES.items() for name in names}
# A registration is a report to CSL, and its genre tells the two apart.
TRIAL_GENRE = "Clinical trial registration"
MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc)>|<span(?:\s[^<>]*)?>|</span>", re.IGNORECASE)
MARKED = ("title", "container", "container_short")
PMCID = re.compile(r"\bPMC\d+")
BLANK = re.compile(r"[\s,]*")

Item = dict[str, Any]


def read(text: str) -> list[Record]:
    """A record for each object of a list, or for the one object.

    Where the file breaks off the objects before stay; without any it is an UnreadableError.
    """
    return capped(_records(text))


def write(sources: Iterable[Source]) -> str:
    """The sources as a list of CSL-JSON items."""
    items = [_item(number, source) for number, source in enumerate(sources, 1)]
    return json.dumps(items, ensure_ascii=False, indent=2)


# -- Reading --------------------------------------------------------------------------------------


def _records(text: str) -> Iterator[Record]:
    started = False
    try:
        for item, original in _items(text):
            started = True
            yield _record(item, original)
    except UnreadableError as error:
        if not started:
            raise
        yield failed("", str(error))


def _items(text: str) -> Iterator[tuple[Any, str]]:
    """Each value of a list, or each of several in a row, with the text it was read from."""
    decoder = json.JSONDecoder(strict=False)
    position = _next(text, 0)
    if in_list := text.startswith("[", position):
        position = _next(text, position + 1)
    while position < len(text) and not (in_list and text[position] == "]"):
        start = position
        try:
            item, position = decoder.raw_decode(text, start)
        except RecursionError:
            raise UnreadableError(_("This is nested too deeply to be references.")) from None
        except ValueError as error:
            line = text.count("\n", 0, getattr(error, "pos", start)) + 1
            message = _("This JSON is broken in line %(line)d; it cannot be read from there on.")
            raise UnreadableError(message % {"line": line}) from None
        yield item, text[start:position]
        position = _next(text, position)


def _next(text: str, position: int) -> int:
    """The place of the next value, behind blanks and commas."""
    return position + len(BLANK.match(text, position)[0])  # type: ignore[index]


def _record(item: Any, original: str) -> Record:
    if not isinstance(item, dict):
        return failed(original, _("This is not a reference: it has no fields such as a title."))
    notes: list[str] = []
    custom = item["custom"] if isinstance(item.get("custom"), dict) else {}
    values: dict[str, Any] = {
        name: _text(item, name, variables, notes) for name, variables in VARIABLES.items()
    }
    values |= {name: _unmarked(values[name]) for name in MARKED}
    values |= {
        "kind": _kind(item),
        "authors": _names(item.get("author"), notes),
        "editors": _names(item.get("editor"), notes),
        "year": _date(item.get("issued")),
        "accessed": _date(item.get("accessed")),
        "issn": _serial_numbers(item.get("ISSN")),
        "isbn": _serial_numbers(item.get("ISBN")),
    }
    if values["kind"] == Kind.TRIAL:
        values["registration"] = _text(item, "registration", ("number",), notes)
    # Zotero keeps these two in its notes.
    remarks = item["note"] if isinstance(item.get("note"), str) else ""
    values["pmid"] = values["pmid"] or find_pmids(remarks)
    values["pmcid"] = values["pmcid"] or PMCID.findall(remarks)
    own = {name: custom.get(name) for name in (*CUSTOM, *MARKED)}
    values |= {name: value for name, value in own.items() if isinstance(value, str)}
    return build(values, original, notes)


def _text(item: Item, field: str, variables: Iterable[str], notes: list[str]) -> str:
    """The first variable that holds text; Crossref puts titles into lists."""
    for variable in variables:
        value = item.get(variable)
        if isinstance(value, list):
            value = next((part for part in value if part), "")
        if type(value) in (int, float) and field != "title":
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value
        if value:
            notes.append(left_out(variable, _("It is not text.")))
    return ""


def _unmarked(text: str) -> str:
    """The text without the tags and entities that titles may have in CSL."""
    return MARKUP.sub("", unescape(text))


def _kind(item: Item) -> Kind:
    genre, name = (tidy(item.get(variable)) for variable in ("genre", "type"))
    if genre.lower() == TRIAL_GENRE.lower():
        return Kind.TRIAL
    if name in KINDS:
        return KINDS[name]
    if item.get("container-title"):
        return Kind.ARTICLE
    return Kind.WEB_PAGE if item.get("URL") else Kind.REPORT


def _names(value: Any, notes: list[str]) -> list[Author]:
    if not isinstance(value, list):
        if value:
            notes.append(left_out(tidy(value), _("The names are not in a list.")))
        return []
    return [_author(name) for name in value[: MOST_AUTHORS + 1]]


def _author(name: Any) -> Author:
    """A person of its parts, with the particles ("van", "de la") in front; a literal is a group."""
    if not isinstance(name, dict):
        return parse_author(tidy(name))
    if literal := tidy(name.get("literal") or name.get("name")):
        return Author(group=literal)
    parts = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(tidy(name.get(part)) for part in parts)
    return person(family, name.get("given"), name.get("suffix"))


def _date(value: Any) -> str:
    """A date as text: "2024-5-3" of date-parts, or whatever stands in "raw" or "literal"."""
    if not isinstance(value, dict):
        return tidy(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(tidy(part) for part in parts[0] if isinstance(part, int | str))
    return tidy(value.get("raw") or value.get("literal"))


def _serial_numbers(value: Any) -> list[str]:
    """ISSNs or ISBNs of a list or a text, which Crossref may give as addresses."""
    texts = value if isinstance(value, list) else [value]
    numbers = (number for text in texts for number in re.split(r"[,;]", tidy(text)))
    return [number.rsplit("/", 1)[-1] for number in numbers]


# -- Writing --------------------------------------------------------------------------------------


def _item(number: int, source: Source) -> Item:
    kind = Kind(source.kind)
    item: Item = {
        "id": str(number),
        "type": KIND_TYPES.get(kind, KIND_TYPES[Kind.REPORT])[0],
        "genre": TRIAL_GENRE if kind == Kind.TRIAL else "",
        "number": source.registration if kind == Kind.TRIAL else "",
        "author": [_name(author) for author in source.authors],
        "editor": [_name(author) for author in source.editors],
        "issued": {"date-parts": [[source.year]]} if source.year else None,
    }
    item |= {variables[0]: tidy(getattr(source, name)) for name, variables in VARIABLES.items()}
    if day := source.accessed:
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    custom = {name: tidy(getattr(source, name)) for name in CUSTOM}
    # A title that would lose something to a reader of CSL is also kept to the letter.
    titles = {name: tidy(getattr(source, name)) for name in MARKED}
    custom |= {name: title for name, title in titles.items() if _unmarked(title) != title}
    item["custom"] = _filled(custom)
    return _filled(item)


def _name(author: Author) -> dict[str, str]:
    return _filled(
        {
            "family": author.family,
            "given": author.given,
            "suffix": author.suffix,
            "literal": author.group,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
