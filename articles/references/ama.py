"""AMA style, as the 11th edition of the "AMA Manual of Style" describes it."""

from collections.abc import Iterator

from articles.references.authors import Author
from articles.references.citation_parts import (
    MONTHS,
    CitedTitle,
    Sentence,
    format_edition,
    format_issue_and_pages,
    format_names,
    is_page_count,
)
from articles.references.page_ranges import expand_pages
from articles.references.source import Source, SourceKind

AUTHORS_BEFORE_ET_AL = 3


def sentences(source: Source) -> Iterator[Sentence]:
    """What the style says of a tidy source, sentence by sentence; some may be empty."""
    match source.kind:
        case SourceKind.BOOK | SourceKind.REPORT:
            yield from _book(source)
        case SourceKind.CHAPTER:
            yield from _chapter(source)
        case SourceKind.PREPRINT:
            yield from _preprint(source)
        case SourceKind.WEB_PAGE:
            yield from _web_page(source)
        case SourceKind.TRIAL:
            yield from _trial(source)
        case _:
            yield from _article(source)
    yield (_accessed(source),)


def identifiers(source: Source) -> str:
    """The DOI, else the address; neither has a stop behind it."""
    return f"doi:{source.doi}" if source.doi else source.url


def _article(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    yield (source.title,)
    yield (CitedTitle(source.container_short or source.container),)
    yield (format_issue_and_pages(source, expand_pages(source.pages)),)


def _preprint(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    yield (source.title,)
    yield (CitedTitle(source.container_short or source.container),)
    if source.year:
        yield (f"Preprint posted online {source.year}",)
    else:
        yield ("Preprint" if source.title else "",)


def _book(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL) or _editors(source.editors),)
    yield (source.title,)
    if source.kind == SourceKind.BOOK:
        yield (_volume(source),)
    yield (_edition(source),)
    if source.authors:
        yield (_editors(source.editors),)
    yield from _imprint(source, "" if is_page_count(source) else expand_pages(source.pages))
    yield (CitedTitle(source.container),)
    if source.kind == SourceKind.REPORT:
        number = source.issue or source.volume
        yield (f"Report No. {number}" if number else "",)


def _chapter(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    yield (source.title,)
    editors = _editors(source.editors)
    if editors:
        yield "In: ", editors
    if source.container:
        yield "" if editors else "In: ", CitedTitle(source.container)
    yield (_volume(source),)
    yield (_edition(source),)
    yield from _imprint(source, expand_pages(source.pages))


def _web_page(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    yield (source.title,)
    yield (CitedTitle(source.container),)
    yield (source.publisher if source.publisher != source.container else "",)
    yield (f"Published {source.year}" if source.year else "",)


def _trial(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    yield (source.title,)
    if source.registration:
        identifier = f"identifier: {source.registration}"
        yield CitedTitle(source.container), f" {identifier}" if source.container else identifier
    else:
        yield (CitedTitle(source.container),)
    yield (f"Posted {source.year}" if source.year else "",)


def _editors(editors: tuple[Author, ...]) -> str:
    named = format_names(editors, AUTHORS_BEFORE_ET_AL)
    return f"{named}, {'ed' if len(editors) == 1 else 'eds'}" if named else ""


def _volume(source: Source) -> str:
    return f"Vol {source.volume}" if source.volume else ""


def _edition(source: Source) -> str:
    """The edition, unless it is the first, which the style does not print."""
    text = format_edition(source)
    return "" if text.lower() in ("1st ed", "first ed") else text


def _imprint(source: Source, pages: str) -> Iterator[Sentence]:
    """ "McGraw-Hill; 2001:67-80". The style leaves the place of publication out."""
    year = str(source.year or "")
    if year and pages:
        year, pages = f"{year}:{pages}", ""
    yield ("; ".join(filter(None, (source.publisher, year))),)
    yield (f"p. {pages}" if pages else "",)


def _accessed(source: Source) -> str:
    """The day of the visit, which a DOI makes needless."""
    day = source.accessed
    if not day or source.doi:
        return ""
    return f"Accessed {MONTHS[day.month - 1]} {day.day}, {day.year}"
