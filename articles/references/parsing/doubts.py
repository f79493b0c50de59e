"""Find out why a reading is doubtful although it fits: text that often stands for another field."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.references.parsing.author_names import SCRIPT_WITHOUT_SPACES, is_group
from articles.references.parsing.locators import MONTH_WORD
from articles.references.parsing.titles import is_journal
from articles.references.source import Source, SourceKind

DAY = re.compile(rf"\b(?:{MONTH_WORD}\.?\s\d{{1,2}}|\d{{1,2}}\s{MONTH_WORD})\b")
NEWSPAPER = re.compile(
    r"\b(?:times|post|news|newspaper|herald|guardian|tribune|gazette|daily|telegraph|observer|age"
    r"|chronicle|zeitung|allgemeine|spiegel|monde|figaro|país|mundo|comercio|magazine|weekly)\b",
    re.IGNORECASE,
)
PAGE_ALONE = re.compile(r"[A-Z]\d{1,3}")
MIXED_CONTAINER = re.compile(
    rf"\b(?:[Vv]ol|[Nn]o|pp)\.?(?:\s|$)|;|\.,|\(\d|\s–$|[a-z]{{3}}\d{{5}}|^in\s"
    rf"|\b(?:Special Issue|Online first|[Aa]dvance (?:access|article)|[Ee]dited by|[Ee]ds?\.\s)"
    rf"|\s\d{{1,3}}$|\d:\d|\bV\.?\d|\bSeiten\b|\[|,\s[IVX]+$|\b(?:Spring|Summer|Autumn|Fall|Winter)$|{DAY.pattern}"
)
# A journal ends in a full stop here, and a publisher in a semicolon or comma.
STOP_BEFORE_YEAR = re.compile(r"\.\s(?:1[6-9]|20)\d\d\W*$")
CITY_AT_END = re.compile(r"^[^,]{3,40},\s[A-Z][^\W\d_]+$")
SENTENCE_IN_NAME = re.compile(r"[^\W\d_]{4,}\.\s\w")
TWO_SENTENCES = re.compile(r"[^\W\d_]{2,}[.?!]\s\w")
ODD_TITLE = re.compile(
    r"[^\W_]\.,|[^.]\.\.$|\.\s\d+$|[.,:]\sIn$|\[Internet\]|^[^\[].*\]$|,[’”]+\s\w"
    r"|\b(?:edn?|edition|utg|aufl|printing|updated|n\.d)\.?$",
    re.IGNORECASE,
)
CUT_PUBLISHER = re.compile(r"[:.,]\s(?!Inc\b)[A-Z][a-z]{2,5}$")


class Doubt(NamedTuple):
    """A field that may be wrong, and what was seen."""

    field: str
    message: Promise


def find_doubt(source: Source, text: str) -> Doubt | None:
    """Return the first doubt about a source that was read from a text."""
    for field, is_doubtful, message in RULES:
        if is_doubtful(source, text):
            return Doubt(field, message)
    return None


def _is_mixed_container(source: Source, _text: str) -> bool:
    name = source.container
    return bool(MIXED_CONTAINER.search(name)) or name.count("(") != name.count(")")


def _has_sentence_in_container(source: Source, _text: str) -> bool:
    is_loose = source.kind == SourceKind.CHAPTER or not (source.volume or source.issue)
    return is_loose and bool(SENTENCE_IN_NAME.search(source.container))


def _is_odd_title(source: Source, _text: str) -> bool:
    return bool(ODD_TITLE.search(source.title))


def _may_hold_a_name(source: Source, _text: str) -> bool:
    """Return True if the second sentence of a title may be a journal or site."""
    is_book = source.kind in {SourceKind.BOOK, SourceKind.REPORT}
    has_place = source.kind == SourceKind.CHAPTER or (
        not is_book and bool(source.pages or source.volume)
    )
    return not has_place and bool(TWO_SENTENCES.search(source.title))


def _has_page_for_volume(source: Source, text: str) -> bool:
    """Return True for the page of a newspaper, "The Times. 1939;5", which looks like a volume."""
    if source.kind != SourceKind.ARTICLE or source.issue or source.pages or not source.volume:
        return False
    if PAGE_ALONE.fullmatch(source.volume):
        return True
    return not source.doi and bool(NEWSPAPER.search(source.container) or DAY.search(text))


def _may_be_a_book(source: Source, text: str) -> bool:
    """Return True for an article without any place, in what has no name of a journal."""
    if source.kind != SourceKind.ARTICLE or source.volume or source.issue or source.pages:
        return False
    has_number = source.doi or source.pmid or source.url or DAY.search(text)
    return not (has_number or is_journal(source.container) or STOP_BEFORE_YEAR.search(text))


def _ends_in_city(source: Source, _text: str) -> bool:
    is_news = source.kind == SourceKind.ARTICLE and not source.volume
    return is_news and bool(CITY_AT_END.match(source.container))


def _has_odd_author(source: Source, _text: str) -> bool:
    """Return True for a group that has no word of groups: part of a title, or a name in full."""
    groups = [author.group for author in source.authors if author.group and not author.is_et_al]
    return any(
        ("(" in group) != (")" in group)
        or re.search(r"\d{3}|[a-z]{3}\.\s[A-Z]", group)
        or not (is_group(group, require_keyword=True) or SCRIPT_WITHOUT_SPACES.fullmatch(group))
        for group in groups
    )


def _has_mixed_publisher(source: Source, _text: str) -> bool:
    """Return True for "Springer, Berlin, Heidelberg", unless the place is known as well."""
    parts = re.split(r",\s(?!Inc|Ltd|LLC|Co\b|&)", source.publisher)
    return source.publisher == "Proceedings" or (len(parts) > 1 and not source.place)


def _has_cut_publisher(source: Source, _text: str) -> bool:
    return source.publisher.count("(") != source.publisher.count(")") or (
        bool(source.publisher) and bool(CUT_PUBLISHER.search(source.title))
    )


Rule = tuple[str, Callable[[Source, str], bool], Promise]
RULES: tuple[Rule, ...] = (
    (
        "container",
        _is_mixed_container,
        _("The journal, book or site holds other words, perhaps a volume, a date or editors."),
    ),
    (
        "container",
        _has_sentence_in_container,
        _("The journal, book or site has two sentences. One of them is probably something else."),
    ),
    ("container", _ends_in_city, _("The journal ends in a name, perhaps of its city.")),
    ("title", _is_odd_title, _("The title ends in something else, perhaps an edition or series.")),
    (
        "title",
        _may_hold_a_name,
        _("The title has two sentences. The second is perhaps the name of a journal or site."),
    ),
    ("volume", _has_page_for_volume, _("The volume is perhaps the page of a newspaper.")),
    (
        "container",
        _may_be_a_book,
        _("“Journal” is perhaps the publisher of a book: there is no volume, page or number."),
    ),
    (
        "authors",
        _has_odd_author,
        _("An author looks neither like a person nor like a group. Compare it with the source."),
    ),
    ("publisher", _has_cut_publisher, _("The publisher was perhaps cut at an abbreviation.")),
    (
        "publisher",
        _has_mixed_publisher,
        _("The publisher holds other words, perhaps the place or a part of the title."),
    ),
)
