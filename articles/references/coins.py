"""COinS: metadata of a source that reference managers such as Zotero read from a page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, urlencode

from articles.references.authors import MAX_CACHED_SOURCES, Author
from articles.references.citation_parts import expand_pages, tidy_text
from articles.references.source import Source, SourceKind

FORMAT = "info:ofi/fmt:kev:mtx:"
GENRES: dict[str, str] = {
    SourceKind.PREPRINT: "preprint",
    SourceKind.BOOK: "book",
    SourceKind.CHAPTER: "bookitem",
    SourceKind.REPORT: "report",
}
Pairs = Iterator[tuple[str, str]]


@lru_cache(MAX_CACHED_SOURCES)
def coins(source: Source) -> str:
    """Return the OpenURL ContextObject for the title of a `span.Z3988`, not yet escaped for HTML.

    Empty fields are left out; each author, person or group, is one `rft.au`.
    """
    match source.kind:
        case SourceKind.BOOK | SourceKind.CHAPTER | SourceKind.REPORT:
            pairs = _book(source)
        case SourceKind.DISSERTATION | SourceKind.THESIS:
            pairs = _dissertation(source)
        case SourceKind.WEB_PAGE | SourceKind.TRIAL:
            pairs = _dublin_core(source)
        case _:
            pairs = _journal(source)
    everything = [("ctx_ver", "Z39.88-2004"), *pairs, *_identifiers(source)]
    filled = [(name, text) for name, value in everything if (text := tidy_text(value))]
    return urlencode(filled, quote_via=quote)


def _journal(source: Source) -> Pairs:
    yield "rft_val_fmt", f"{FORMAT}journal"
    yield "rft.genre", GENRES.get(source.kind, "article")
    yield "rft.atitle", source.title
    yield "rft.jtitle", source.container or source.container_short
    yield "rft.stitle", source.container_short
    yield "rft.issn", source.issn
    yield from _date_and_pages(source)
    yield from _authors(source)


def _dissertation(source: Source) -> Pairs:
    yield "rft_val_fmt", f"{FORMAT}dissertation"
    yield "rft.title", source.title
    yield "rft.inst", source.publisher
    yield "rft.degree", str(SourceKind(source.kind).label)
    yield "rft.date", str(source.year or "")
    yield from _authors(source)


def _book(source: Source) -> Pairs:
    is_chapter = source.kind == SourceKind.CHAPTER
    yield "rft_val_fmt", f"{FORMAT}book"
    yield "rft.genre", GENRES[source.kind]
    yield "rft.atitle", source.title if is_chapter else ""
    yield "rft.btitle", source.container if is_chapter else source.title
    yield "rft.series", "" if is_chapter else source.container
    yield "rft.edition", source.edition
    yield "rft.place", source.place
    yield "rft.pub", source.publisher
    yield "rft.isbn", source.isbn
    yield "rft.issn", source.issn
    yield from _date_and_pages(source)
    yield from _authors(source)


def _dublin_core(source: Source) -> Pairs:
    """Yield Dublin Core, which has no fields for a first author or a registry."""
    yield "rft_val_fmt", f"{FORMAT}dc"
    yield "rft.type", "webpage"
    yield "rft.title", source.title
    yield "rft.source", source.container
    yield "rft.publisher", source.publisher
    yield "rft.date", str(source.year or "")
    yield "rft.identifier", source.registration
    for author in source.authors:
        yield "rft.creator", _full_name(author)


def _date_and_pages(source: Source) -> Pairs:
    yield "rft.date", str(source.year or "")
    yield "rft.volume", source.volume
    yield "rft.issue", source.issue
    yield "rft.pages", source.pages
    if ends := re.match(r"(\w+)(?:-(\w+))?$", expand_pages(source.pages)):
        yield "rft.spage", ends[1]
        yield "rft.epage", ends[2] or ""


def _authors(source: Source) -> Pairs:
    first = source.authors[0] if source.authors else Author()
    yield "rft.aulast", first.family
    yield "rft.aufirst", first.given
    yield "rft.ausuffix", first.suffix
    for author in source.authors:
        yield "rft.au", _full_name(author)


def _full_name(author: Author) -> str:
    """Return "Wood, PB"; without the comma, readers take the last word for the family name."""
    parts = (author.family, author.given, author.suffix)
    return "" if author.is_et_al else author.group or ", ".join(filter(None, parts))


def _identifiers(source: Source) -> Pairs:
    yield "rft_id", f"info:doi/{source.doi}" if source.doi else ""
    yield "rft_id", f"info:pmid/{source.pmid}" if source.pmid else ""
    yield "rft_id", source.url
