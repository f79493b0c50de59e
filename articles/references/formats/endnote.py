"""EndNote's own two formats: tagged lines (%A, %T; also "Refer") and XML."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from articles.references.authors import Author
from articles.references.formats.decoding import UnreadableError
from articles.references.formats.record import (
    Record,
    build_record,
    guess_kind,
    invert_kinds,
    limit_records,
    read_person,
    single_line,
    split_serial_numbers,
)
from articles.references.formats.tagged_lines import Values, first_value, values_by_tag
from articles.references.identifiers import find_pmids
from articles.references.source import SourceKind

TAGGED_START = re.compile(r"\s*%[0ABDTJ] \S[^\n]*\n\s*%\S ")
XML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<xml>\s*<records>", re.IGNORECASE)
LINE = re.compile(r"%(\S) ?(.*)")
# In the words of both formats. A type that is not here follows from the fields.
KIND_NAMES = {
    SourceKind.ARTICLE: "journal article|magazine article|newspaper article|electronic article",
    SourceKind.BOOK: "book|edited book|electronic book|serial|ancient text|classical work",
    SourceKind.CHAPTER: "book section|electronic book section|conference paper"
    "|conference proceedings|encyclopedia|dictionary",
    SourceKind.REPORT: "report|government document|standard|pamphlet|bill|case|statute",
    SourceKind.DISSERTATION: "thesis",
    SourceKind.WEB_PAGE: "web page|blog|online multimedia|online database|electronic source",
    SourceKind.PREPRINT: "unpublished work|manuscript",
}
KIND_BY_NAME = invert_kinds(KIND_NAMES, "|")
MASTERS = re.compile(r"master|m\.?sc\b", re.IGNORECASE)
# Fields by the tags of lines, and by the paths of XML.
FIELD_TAGS = {
    "title": "T",
    "volume": "V",
    "issue": "N",
    "pages": "P",
    "publisher": "I",
    "place": "C",
    "edition": "7",
    "doi": "R",
    "url": "U",
    "accessed": "[",
}
FIELD_PATHS = {
    "title": "titles/title",
    "volume": "volume",
    "issue": "number",
    "pages": "pages",
    "publisher": "publisher",
    "place": "pub-location",
    "edition": "edition",
    "doi": "electronic-resource-num",
    "url": "urls/related-urls/url|urls/web-urls/url",
    "accessed": "access-date",
    "pmcid": "custom2",
}


def read_tagged(text: str) -> list[Record]:
    """Return a record for each %0, or for each block of lines."""
    return limit_records(_tagged_record(lines) for lines in _split_records(text))


def _split_records(text: str) -> Iterator[list[str]]:
    """Yield the lines of each record; a second %0 without fields between belongs to the first."""
    lines: list[str] = []
    has_fields = is_open = False
    for line in text.split("\n"):
        is_type = line.startswith("%0 ")
        is_start = (is_type and has_fields) or (line.startswith("%") and not is_open)
        if lines and is_start:
            yield lines
            lines, has_fields = [], False
        if line.strip() and (lines or line.startswith("%")):
            lines.append(line)
            has_fields = has_fields or not is_type
        is_open = bool(line.strip())
    if lines:
        yield lines


def _tagged_record(lines: list[str]) -> Record:
    matches = [(LINE.match(line), line) for line in lines]
    given = values_by_tag((match[1], match[2]) if match else ("", line) for match, line in matches)
    values: dict[str, Any] = {name: first_value(given, tag) for name, tag in FIELD_TAGS.items()}
    kind = _kind(given.get("0", ()), first_value(given, "9"), values, first_value(given, "J", "B"))
    values |= {
        "kind": kind,
        "authors": map(read_person, given.get("A", ())),
        "editors": map(read_person, given.get("E", ())),
        "container": _longest(given.get("J", [])) or first_value(given, "B", "S"),
        "container_short": _shorter(given.get("J", [])),
        "year": first_value(given, "D", "8"),
        "published": _dates(first_value(given, "D"), given.get("8", ())),
        "pmid": find_pmids(" ".join(given.get("Z", []) + given.get("M", []))),
        **split_serial_numbers(given.get("@", ())),
    }
    return build_record(_arranged(values), "\n".join(lines))


def read_xml(text: str) -> list[Record]:
    """Return a record for each <record>, or raise UnreadableError."""
    try:
        root = fromstring(text)
    except (ParseError, DefusedXmlException, ValueError) as error:
        line = getattr(error, "position", (1, 0))[0]
        message = _("This XML is broken on line %(line)d. Export the references once more, as RIS.")
        raise UnreadableError(message % {"line": line}) from None
    return limit_records(map(_xml_record, root.iter("record")))


def _xml_record(element: Element) -> Record:
    given = Values((name, _text(element, path)) for name, path in FIELD_PATHS.items())
    values: dict[str, Any] = {name: first_value(given, name) for name in FIELD_PATHS}
    reference_type = element.find("ref-type")
    type_name = reference_type.get("name", "") if reference_type is not None else ""
    journal = _text(element, "periodical/full-title")
    secondary = _text(element, "titles/secondary-title")
    year, day = _text(element, "dates/year"), _text(element, "dates/pub-dates/date")
    kind = _kind([type_name], _text(element, "work-type"), values, journal or secondary)
    values |= {
        "kind": kind,
        "authors": _people(element, "contributors/authors/author"),
        "editors": _people(element, "contributors/secondary-authors/author"),
        "container": journal or secondary,
        "container_short": _text(element, "periodical/abbr-1")
        or _text(element, "titles/alt-title"),
        "year": year or day,
        "published": _dates(year, [day]),
        "pmid": find_pmids(f"{_text(element, 'notes')} {_text(element, 'accession-num')}"),
        **split_serial_numbers([_text(element, "isbn")]),
    }
    accession = _text(element, "accession-num")
    database = _text(element, "remote-database-name") + _text(element, "remote-database-provider")
    if (
        not values["pmid"]
        and accession.isdigit()
        and re.search("NLM|medline|pubmed", database, re.IGNORECASE)
    ):
        values["pmid"] = accession
    shown = (
        _text(element, path) for path in ("titles/title", "periodical/full-title", "dates/year")
    )
    return build_record(_arranged(values), ". ".join(filter(None, shown)))


def _text(element: Element, path: str) -> str:
    """Return the text of the first such element with all its styles, or an empty text."""
    found = (each for one in path.split("|") for each in element.iterfind(one))
    return next((text for each in found if (text := single_line("".join(each.itertext())))), "")


def _people(element: Element, path: str) -> list[Author]:
    names = (single_line("".join(each.itertext())) for each in element.iterfind(path))
    return [read_person(name) for name in names if name]


def _kind(types: Iterable[str], work: str, values: dict[str, Any], container: str) -> SourceKind:
    kinds = (KIND_BY_NAME.get(name.lower()) for name in types)
    kind = next(filter(None, kinds), None)
    if kind == SourceKind.DISSERTATION and MASTERS.search(work):
        return SourceKind.THESIS
    if kind is None and values["publisher"] and not container:
        return SourceKind.BOOK
    return kind or guess_kind(container, values["url"])


def _arranged(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a record with its only title as its title."""
    if not values["title"]:
        values["title"], values["container"] = values["container"], ""
    values["pages"] = re.sub(r"\s*(?:p|pp|s)\.$", "", values["pages"])
    return values


def _dates(year: str, days: Iterable[str]) -> list[str]:
    """Return what may have month and day, with and without the year apart from it."""
    return [each for day in days if day for each in (day, f"{year} {day}")]


def _longest(names: list[str]) -> str:
    return max(names, key=len, default="")


def _shorter(names: list[str]) -> str:
    """Return the abbreviation among several names of a journal."""
    return min(names, key=len) if len(set(map(len, names))) > 1 else ""
