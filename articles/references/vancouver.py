"""Vancouver style, after "Citing Medicine" of the National Library of Medicine."""

from collections.abc import Iterator

from articles.references.authors import Author
from articles.references.citation_parts import (
    CitedTitle,
    Sentence,
    SentenceWriter,
    abbreviate_pages,
    format_edition,
    format_issue_and_pages,
    format_names,
    is_page_count,
    is_whole_book,
    journal_name,
    needs_full_date,
)
from articles.references.publication_dates import MONTHS, format_year_first
from articles.references.source import THESES, Source, SourceKind

AUTHORS_BEFORE_ET_AL = 6


def sentences(source: Source) -> Iterator[Sentence]:
    """Yield the sentences of a tidy source; some may be empty."""
    names = format_names(source.authors, AUTHORS_BEFORE_ET_AL)
    yield (names or (_editors(source.editors) if is_whole_book(source) else ""),)
    yield from _AFTER_NAMES.get(source.kind, _article)(source)


def identifiers(source: Source) -> str:
    """Return DOI, PubMed IDs or URL; a URL has no full stop, so that it can be copied whole."""
    numbers = (("PMID", source.pmid), ("PMCID", source.pmcid))
    pubmed = "; ".join(f"{label}: {number}" for label, number in numbers if number)
    parts = [f"{part}." for part in (source.doi and f"doi: {source.doi}", pubmed) if part]
    if source.url and not source.doi:
        parts.append(f"Available from: {source.url}")
    return " ".join(parts)


def _article(source: Source) -> Iterator[Sentence]:
    journal = journal_name(source)
    medium = " [Preprint]" if source.kind == SourceKind.PREPRINT else _internet(source)
    yield (source.title, "" if journal or not source.title else medium)
    yield CitedTitle(journal), medium if journal else ""
    date = format_year_first(source) if needs_full_date(source) else str(source.year or "")
    date = " ".join(filter(None, (date, _cited(source))))
    yield (format_issue_and_pages(source, abbreviate_pages(source.pages), date),)


def _book(source: Source) -> Iterator[Sentence]:
    yield (source.title, _medium(source) if source.title else "")
    yield (format_edition(source),)
    if source.kind == SourceKind.BOOK:
        yield (_volume(source),)
    if source.authors:
        yield (_editors(source.editors),)
    yield (_imprint(source),)
    if source.kind == SourceKind.REPORT:
        number = source.issue or source.volume
        yield (f"Report No.: {number}" if number else "",)
    yield (f"{source.pages} p" if is_page_count(source) else _pages(source),)
    if source.container:
        yield "(", CitedTitle(source.container), ")"


def _chapter(source: Source) -> Iterator[Sentence]:
    yield (source.title,)
    editors = _editors(source.editors)
    if editors:
        yield "In: ", editors
    if source.container:
        yield "" if editors else "In: ", CitedTitle(source.container), _internet(source)
    yield (format_edition(source),)
    yield (_volume(source),)
    yield (_imprint(source),)
    yield (_pages(source),)


def _web_page(source: Source) -> Iterator[Sentence]:
    yield (source.title, " [Internet]" if source.title else "")
    yield (CitedTitle(source.container),)
    yield (_imprint(source),)


def _trial(source: Source) -> Iterator[Sentence]:
    yield (source.title,)
    yield CitedTitle(source.container), " [Internet]" if source.container else ""
    yield (_imprint(source),)
    yield (f"Identifier: {source.registration}" if source.registration else "",)


_AFTER_NAMES: dict[str, SentenceWriter] = {
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
    if not named:
        return ""
    stop = "." if named.endswith("et al") else ""
    return f"{named}{stop}, {'editor' if len(editors) == 1 else 'editors'}"


def _volume(source: Source) -> str:
    return f"Vol. {source.volume}" if source.volume else ""


def _pages(source: Source) -> str:
    return f"p. {abbreviate_pages(source.pages)}" if source.pages else ""


def _imprint(source: Source) -> str:
    """Return "London: NICE; 2021 [cited 2026 Nov 22]", without missing parts."""
    house = ": ".join(filter(None, (source.place, source.publisher)))
    is_page = source.kind == SourceKind.WEB_PAGE
    year = format_year_first(source) if is_page else str(source.year or "")
    date = " ".join(filter(None, (year, _cited(source))))
    return "; ".join(filter(None, (house, date)))


def _internet(source: Source) -> str:
    """Return the medium of a source that is found at an address."""
    return " [Internet]" if not source.doi and (source.url or source.accessed) else ""


def _medium(source: Source) -> str:
    """Return the medium of a whole book; of a dissertation with its kind."""
    if source.kind not in THESES:
        return _internet(source)
    kind = "dissertation" if source.kind == SourceKind.DISSERTATION else "master's thesis"
    return f" [{kind} on the Internet]" if _internet(source) else f" [{kind}]"


def _cited(source: Source) -> str:
    """Return the day of access, which a source with a DOI does not need."""
    day = source.accessed
    if not day or source.doi:
        return ""
    return f"[cited {day.year} {MONTHS[day.month - 1][:3]} {day.day}]"
