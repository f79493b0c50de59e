"""AMA style, after the 11th edition of the "AMA Manual of Style"."""

from collections.abc import Iterator

from articles.references.authors import Author
from articles.references.citation_parts import (
    CitedTitle,
    Sentence,
    SentenceWriter,
    expand_pages,
    format_edition,
    format_issue_and_pages,
    format_names,
    is_page_count,
    is_whole_book,
    journal_name,
    needs_full_date,
)
from articles.references.publication_dates import format_day, format_month_first
from articles.references.source import THESES, Source, SourceKind

AUTHORS_BEFORE_ET_AL = 3


def sentences(source: Source) -> Iterator[Sentence]:
    """Yield the sentences of a tidy source; some may be empty."""
    names = format_names(source.authors, AUTHORS_BEFORE_ET_AL)
    yield (names or (_editors(source.editors) if is_whole_book(source) else ""),)
    yield (source.title,)
    yield from _AFTER_TITLE.get(source.kind, _article)(source)
    if source.accessed and not source.doi:
        yield (f"Accessed {format_day(source.accessed)}",)


def identifiers(source: Source) -> str:
    """Return the DOI or else the URL, without a full stop."""
    return f"doi:{source.doi}" if source.doi else source.url


def _article(source: Source) -> Iterator[Sentence]:
    yield (CitedTitle(journal_name(source)),)
    yield (format_issue_and_pages(source, expand_pages(source.pages), _date_of_article(source)),)


def _date_of_article(source: Source) -> str:
    """Return the year; of news the day, and of a paper that has no volume yet that day online."""
    if not needs_full_date(source):
        return str(source.year or "")
    date = format_month_first(source)
    return f"Published online {date}" if date and source.doi else date


def _preprint(source: Source) -> Iterator[Sentence]:
    yield (CitedTitle(source.container_short or source.container),)
    if source.year:
        yield (f"Preprint posted online {format_month_first(source)}",)
    elif source.title:
        yield ("Preprint",)


def _book(source: Source) -> Iterator[Sentence]:
    if source.kind == SourceKind.BOOK:
        yield (_volume(source),)
    yield (_edition(source),)
    if source.kind in THESES and source.title:
        yield ("Dissertation" if source.kind == SourceKind.DISSERTATION else "Master's thesis",)
    if source.authors:
        yield (_editors(source.editors),)
    yield from _imprint(source, "" if is_page_count(source) else expand_pages(source.pages))
    yield (CitedTitle(source.container),)
    if source.kind == SourceKind.REPORT:
        number = source.issue or source.volume
        yield (f"Report No. {number}" if number else "",)


def _chapter(source: Source) -> Iterator[Sentence]:
    editors = _editors(source.editors)
    if editors:
        yield "In: ", editors
    if source.container:
        yield "" if editors else "In: ", CitedTitle(source.container)
    yield (_volume(source),)
    yield (_edition(source),)
    yield from _imprint(source, expand_pages(source.pages))


def _web_page(source: Source) -> Iterator[Sentence]:
    yield (CitedTitle(source.container),)
    yield (source.publisher if source.publisher != source.container else "",)
    yield (f"Published {format_month_first(source)}" if source.year else "",)


def _trial(source: Source) -> Iterator[Sentence]:
    identifier = f"identifier: {source.registration}" if source.registration else ""
    space = " " if source.container and identifier else ""
    yield CitedTitle(source.container), space + identifier
    yield (f"Posted {source.year}" if source.year else "",)


_AFTER_TITLE: dict[str, SentenceWriter] = {
    SourceKind.PREPRINT: _preprint,
    SourceKind.BOOK: _book,
    SourceKind.REPORT: _book,
    SourceKind.DISSERTATION: _book,
    SourceKind.THESIS: _book,
    SourceKind.CHAPTER: _chapter,
    SourceKind.WEB_PAGE: _web_page,
    SourceKind.TRIAL: _trial,
}


def _editors(editors: tuple[Author, ...]) -> str:
    named = format_names(editors, AUTHORS_BEFORE_ET_AL)
    return f"{named}, {'ed' if len(editors) == 1 else 'eds'}" if named else ""


def _volume(source: Source) -> str:
    return f"Vol {source.volume}" if source.volume else ""


def _edition(source: Source) -> str:
    """Return the edition; AMA omits a first edition."""
    text = format_edition(source)
    return "" if text.lower() in ("1st ed", "first ed") else text


def _imprint(source: Source, pages: str) -> Iterator[Sentence]:
    """Yield "McGraw-Hill; 2001:67-80"; AMA omits the place of publication."""
    year = str(source.year or "")
    if year and pages:
        year, pages = f"{year}:{pages}", ""
    yield ("; ".join(filter(None, (source.publisher, year))),)
    yield (f"p. {pages}" if pages else "",)
