"""CSL-JSON, which citation software exchanges and Crossref returns.

`read(write(sources))` returns the same sources: fields without a CSL variable are in `custom`.
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
    MAX_AUTHORS,
    Record,
    build_person,
    build_record,
    guess_kind,
    invert_kinds,
    left_out_note,
    limit_records,
    single_line,
    unreadable_record,
)
from articles.references.identifiers import find_pmids
from articles.references.name_parts import is_cjk
from articles.references.publication_dates import get_published
from articles.references.source import Source, SourceKind

# The variables of a field; the first one is written.
VARIABLES = {
    "title": ("title",),
    "container": ("container-title",),
    "container_short": ("container-title-short", "journalAbbreviation", "short-container-title"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page", "article-number", "number-of-pages"),
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
CUSTOM_FIELDS = ("registration", "study_type", "state", "state_note")
# Types of CSL and Crossref; the first one of a kind is written.
KIND_TYPES = {
    SourceKind.ARTICLE: "article-journal article-magazine article-newspaper journal-article review"
    " review-book",
    SourceKind.BOOK: "book classic collection edited-book monograph reference-book",
    SourceKind.CHAPTER: "chapter book-chapter entry entry-dictionary entry-encyclopedia"
    " paper-conference proceedings-article reference-entry",
    SourceKind.REPORT: "report document pamphlet standard legislation legal_case bill dataset"
    " software",
    SourceKind.DISSERTATION: "thesis dissertation",
    SourceKind.WEB_PAGE: "webpage post post-weblog",
    SourceKind.PREPRINT: "article manuscript posted-content",
}
KIND_BY_TYPE = invert_kinds(KIND_TYPES)
# CSL has no types for these, so they are reports and theses of these genres.
TRIAL_GENRE = "Clinical trial registration"
GENRES = {
    SourceKind.TRIAL: TRIAL_GENRE,
    SourceKind.DISSERTATION: "Doctoral dissertation",
    SourceKind.THESIS: "Master's thesis",
}
MASTERS = re.compile(r"master|m\.?sc\b|m\.?a\. ", re.IGNORECASE)
MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc)>|<span(?:\s[^<>]*)?>|</span>", re.IGNORECASE)
PUBLISHER = "publisher"
# A key of citeproc-js, for a group whose name would be taken for a person's.
INSTITUTION = "isInstitution"
FIELDS_WITH_MARKUP = ("title", "container", "container_short")
PMCID = re.compile(r"\bPMC\d+")
SEPARATORS = re.compile(r"[\s,]*")

Item = dict[str, Any]


def read(text: str) -> list[Record]:
    """Return a record for each object of a list, or for the only object.

    The objects before a syntax error are returned; if there are none, raise UnreadableError.
    """
    return limit_records(_records(text))


def write(sources: Iterable[Source]) -> str:
    return json.dumps(items(sources), ensure_ascii=False, indent=2)


def items(sources: Iterable[Source]) -> list[Item]:
    """Return the objects that `write` writes."""
    return [_item(number, source) for number, source in enumerate(sources, 1)]


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
        yield unreadable_record("", str(error))


def _items(text: str) -> Iterator[tuple[Any, str]]:
    """Yield the values of a list, or several values in a row, each with its text."""
    decoder = json.JSONDecoder(strict=False)
    position = _skip_separators(text, 0)
    if in_list := text.startswith("[", position):
        position = _skip_separators(text, position + 1)
    while position < len(text) and not (in_list and text[position] == "]"):
        start = position
        try:
            item, position = decoder.raw_decode(text, start)
        except RecursionError:
            raise UnreadableError(_("This is nested too deeply to be references.")) from None
        except ValueError as error:
            line = text.count("\n", 0, getattr(error, "pos", start)) + 1
            message = _("This JSON is broken on line %(line)d and cannot be read from there on.")
            raise UnreadableError(message % {"line": line}) from None
        yield item, text[start:position]
        position = _skip_separators(text, position)


def _skip_separators(text: str, position: int) -> int:
    """Return the position of the next value, after blanks and commas."""
    return SEPARATORS.match(text, position).end()  # type: ignore[union-attr]


def _record(item: Any, original: str) -> Record:
    if not isinstance(item, dict):
        problem = _("This is not a reference: it has no fields such as a title.")
        return unreadable_record(original, problem)
    notes: list[str] = []
    custom = item["custom"] if isinstance(item.get("custom"), dict) else {}
    values: dict[str, Any] = {
        name: _text(item, name, variables, notes) for name, variables in VARIABLES.items()
    }
    values |= {name: _strip_markup(values[name]) for name in FIELDS_WITH_MARKUP}
    values |= {
        "kind": _kind(item),
        "authors": _names(item.get("author"), notes),
        "editors": _names(item.get("editor"), notes),
        "year": _date(item.get("issued")),
        "published": _date(item.get("issued")),
        "accessed": _date(item.get("accessed")),
        "issn": _serial_numbers(item.get("ISSN")),
        "isbn": _serial_numbers(item.get("ISBN")),
    }
    number = _text(item, "issue", ("number", "report-number"), notes)
    if values["kind"] == SourceKind.TRIAL:
        values["registration"] = number
    elif values["kind"] in (SourceKind.REPORT, SourceKind.ARTICLE) and number:
        name = "issue" if values["kind"] == SourceKind.REPORT else "pages"
        values[name] = values[name] or number
    elif values["kind"] == SourceKind.PREPRINT and not (values["container"] or PUBLISHER in custom):
        values["container"], values["publisher"] = values["publisher"] or _archive(item), ""
    # Zotero stores these two in its notes.
    remarks = item["note"] if isinstance(item.get("note"), str) else ""
    values["pmid"] = values["pmid"] or find_pmids(remarks)
    values["pmcid"] = values["pmcid"] or PMCID.findall(remarks)
    stored = (*CUSTOM_FIELDS, "published", *FIELDS_WITH_MARKUP)
    own = {name: custom.get(name) for name in stored}
    values |= {name: value for name, value in own.items() if isinstance(value, str)}
    return build_record(values, original, notes)


def _text(item: Item, field: str, variables: Iterable[str], notes: list[str]) -> str:
    """Return the first variable that holds text; Crossref puts titles into lists."""
    for variable in variables:
        value = item.get(variable)
        if isinstance(value, list):
            value = next((part for part in value if part), "")
        if type(value) in (int, float) and field != "title":
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value
        if value:
            notes.append(left_out_note(variable, _("It is not text.")))
    return ""


def _strip_markup(text: str) -> str:
    """Return the text without the tags and entities that CSL allows in titles."""
    return MARKUP.sub("", unescape(text))


def _archive(item: Item) -> str:
    """Return the server of a preprint, as those name it who do not as the container."""
    return single_line(item.get("archive") or item.get("group-title"))


def _kind(item: Item) -> SourceKind:
    genre, name = (single_line(item.get(variable)) for variable in ("genre", "type"))
    if genre.lower() == TRIAL_GENRE.lower():
        return SourceKind.TRIAL
    if KIND_BY_TYPE.get(name) == SourceKind.DISSERTATION and MASTERS.search(genre):
        return SourceKind.THESIS
    return KIND_BY_TYPE.get(name) or guess_kind(item.get("container-title"), item.get("URL"))


def _names(value: Any, notes: list[str]) -> list[Author]:
    if not isinstance(value, list):
        if value:
            notes.append(left_out_note(single_line(value), _("The names are not in a list.")))
        return []
    return [_author(name) for name in value[: MAX_AUTHORS + 1]]


def _author(name: Any) -> Author:
    """Return a person with the particles ("van", "de la") in front, or a literal as a group."""
    if not isinstance(name, dict):
        return parse_author(single_line(name))
    if literal := single_line(name.get("literal") or name.get("name")):
        is_person = is_cjk(literal) and not name.get(INSTITUTION)
        return Author(family=literal) if is_person else Author(group=literal)
    parts = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(single_line(name.get(part)) for part in parts)
    return build_person(family, name.get("given"), name.get("suffix"))


def _date(value: Any) -> str:
    """Return "2024-5-3" for date-parts, or else the text in "raw" or "literal"."""
    if not isinstance(value, dict):
        return single_line(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(single_line(part) for part in parts[0] if isinstance(part, int | str))
    return single_line(value.get("raw") or value.get("literal"))


def _serial_numbers(value: Any) -> list[str]:
    """Return ISSNs or ISBNs of a list or a text; Crossref may give them as URLs."""
    texts = value if isinstance(value, list) else [value]
    numbers = (number for text in texts for number in re.split(r"[,;]", single_line(text)))
    return [number.rsplit("/", 1)[-1] for number in numbers]


# -- Writing --------------------------------------------------------------------------------------


def _item(number: int, source: Source) -> Item:
    kind = SourceKind(source.kind)
    item: Item = {
        "id": str(number),
        "type": "thesis"
        if kind == SourceKind.THESIS
        else KIND_TYPES.get(kind, "report").split()[0],
        "genre": GENRES.get(kind, ""),
        "number": _number(source),
        "author": [_name(author) for author in source.authors],
        "editor": [_name(author) for author in source.editors],
        "issued": _issued(source),
    }
    item |= {
        variables[0]: single_line(getattr(source, name)) for name, variables in VARIABLES.items()
    }
    if day := source.accessed:
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    custom = {name: single_line(getattr(source, name)) for name in CUSTOM_FIELDS}
    if not get_published(source):
        custom["published"] = source.published
    if source.kind == SourceKind.PREPRINT and not source.container:
        custom[PUBLISHER] = source.publisher  # others write the server there
    # A title that reads as markup is also stored literally.
    titles = {name: single_line(getattr(source, name)) for name in FIELDS_WITH_MARKUP}
    custom |= {name: title for name, title in titles.items() if _strip_markup(title) != title}
    item["custom"] = _without_empty(custom)
    return _without_empty(item)


def _number(source: Source) -> str:
    """Return the number of a trial or report; that of a report is also its issue."""
    if source.kind == SourceKind.TRIAL:
        return source.registration
    return single_line(source.issue) if source.kind == SourceKind.REPORT else ""


def _issued(source: Source) -> dict[str, Any] | None:
    published = get_published(source)
    parts = [part for part in published or (source.year,) if part]
    return {"date-parts": [parts]} if parts else None


def _name(author: Author) -> dict[str, Any]:
    name = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return _without_empty(name | {"literal": author.group, INSTITUTION: is_cjk(author.group)})


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
