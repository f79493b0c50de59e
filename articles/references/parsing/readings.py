"""The ways to read one reference, each for a family of styles."""

import re
from collections.abc import Iterator
from typing import Any

from articles.references.authors import Author
from articles.references.parsing.articles import read_article, read_article_without_volume
from articles.references.parsing.author_dates import find_author_dates, read_authors_only
from articles.references.parsing.author_lists import is_author_list, read_author_list
from articles.references.parsing.bodies import read_body
from articles.references.parsing.books_and_pages import (
    read_book,
    read_chapter,
    read_trial,
    read_web_page,
)
from articles.references.parsing.imprints import EDITORS_FIRST
from articles.references.parsing.leading_authors import (
    leading_authors,
    leading_group,
    read_given_first,
)

Authors = tuple[Author, ...]
VANCOUVER_READERS = (
    read_chapter,
    read_article,
    read_trial,
    read_book,
    read_article_without_volume,
    read_web_page,
)
OPENING_QUOTES = '“"«‘'
# "2006;7(9):611", which only these styles have.
PLACE_OF_VANCOUVER = re.compile(r"\b(?:1[6-9]|20)\d\d(?:\s\w{3,9}){0,2};\s?[\w ]{1,12}[(:]")
MARKS = re.compile(r"\[(?:Internet|Preprint)\]|[.?!”]\sIn:\s.{3,400}?\b(?:editors?|eds?)\.")
QUOTE = re.compile(r"(?:^|[.,:)]\s)(?=[“\"«‘])")


def find_readings(text: str, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the fields of each reading of a text, the likely ones first."""
    families = [_read_dated, _read_vancouver, _read_undated]
    if is_marked(text, known) or PLACE_OF_VANCOUVER.search(text):
        families = [_read_vancouver, _read_dated, _read_undated]
    elif QUOTE.search(text):
        families = [_read_dated, _read_undated, _read_vancouver]
    for read in families:
        yield from read(text, known)


def _read_dated(text: str, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the readings of styles with the year behind the authors: APA, Harvard, Springer."""
    for dated in find_author_dates(text):
        found = known | dated.fields | {"authors": dated.authors}
        if dated.title:
            for reading in read_body(f"{dated.title}. {dated.rest}", found):
                yield dated.fields | reading
        else:
            for reading in read_body(dated.rest, found):
                yield dated.fields | {"authors": dated.authors} | reading


def _read_vancouver(text: str, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the first reading as Vancouver, AMA and the styles made after them."""
    for reader in VANCOUVER_READERS:
        found = reader(text, known)
        if found and found["title"]:
            yield found | ({"is_marked": True} if is_marked(text, known) else {})
            return


def is_marked(text: str, known: dict[str, Any]) -> bool:
    """Return True for words that only Vancouver and AMA have, or a trial's registration."""
    if known.keys() & {"registration", "posted"}:
        return True
    return ("[" in text or "In:" in text) and bool(MARKS.search(text))


def _read_undated(text: str, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the readings of styles with the year at the end: IEEE, MLA, Nature, BMC."""
    match = EDITORS_FIRST.match(text)
    editors = read_author_list(match["editors"]) if match else ()
    if match and is_author_list(editors):
        for reading in read_body(text[match.end() :], known):
            yield {"editors": editors} | reading
    quote = QUOTE.search(text)
    for authors, rest in _split_authors(text, quote):
        if authors or (quote and rest[:1] in OPENING_QUOTES):
            for reading in read_body(rest, known | {"authors": authors}):
                yield {"authors": authors} | reading
    yield from read_body(text, known)


def _split_authors(text: str, quote: re.Match[str] | None) -> Iterator[tuple[Authors, str]]:
    """Yield the different ways to split a text into authors and the rest."""
    splits = [_authors_before_quote(text, quote)] if quote else []
    yield from splits
    for read in (leading_authors, read_given_first, leading_group):
        if (split := read(text)) not in splits:
            splits.append(split)
            yield split


def _authors_before_quote(text: str, quote: re.Match[str]) -> tuple[Authors, str]:
    """Return the authors in front of a title in quotation marks, and the text from there on."""
    before, rest = text[: quote.start()].strip(" ,."), text[quote.end() :]
    authors = read_authors_only(before) if before else ()
    return (authors or (), rest) if not before or authors else ((), text)
