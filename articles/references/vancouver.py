"""Vancouver style, as the National Library of Medicine's "Citing Medicine" describes it."""

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
from articles.references.page_ranges import abbreviate_pages
from articles.references.source import Source, SourceKind

AUTHORS_BEFORE_ET_AL = 6


def sentences(source: Source) -> Iterator[Sentence]:
    """What the style says of a tidy source, sentence by sentence; some may be empty."""
    match source.kind:
        case SourceKind.BOOK | SourceKind.REPORT:
            yield from _book(source)
        case SourceKind.CHAPTER:
            yield from _chapter(source)
        case SourceKind.WEB_PAGE:
            yield from _web_page(source)
        case SourceKind.TRIAL:
            yield from _trial(source)
        case _:
            yield from _article(source)


def identifiers(source: Source) -> str:
    """Where the source is found; an address has no stop behind it, to be copied whole."""
    pubmed = "; ".join(
        f"{label}: {number}"
        for label, number in (("PMID", source.pmid), ("PMCID", source.pmcid))
        if number
    )
    address = source.url if source.url and not source.doi else ""
    parts = (
        f"doi: {source.doi}." if source.doi else "",
        f"{pubmed}." if pubmed else "",
        f"Available from: {address}" if address else "",
    )
    return " ".join(filter(None, parts))


def _article(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    journal = source.container_short or source.container
    medium = " [Preprint]" if source.kind == SourceKind.PREPRINT else _internet(source)
    yield (source.title, "" if journal or not source.title else medium)
    yield CitedTitle(journal), medium if journal else ""
    yield (format_issue_and_pages(source, abbreviate_pages(source.pages), _cited(source)),)


def _book(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL) or _editors(source.editors),)
    yield (source.title, _internet(source) if source.title else "")
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
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
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
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    yield (source.title, " [Internet]" if source.title else "")
    yield (CitedTitle(source.container),)
    yield (_imprint(source),)


def _trial(source: Source) -> Iterator[Sentence]:
    yield (format_names(source.authors, AUTHORS_BEFORE_ET_AL),)
    yield (source.title,)
    yield CitedTitle(source.container), " [Internet]" if source.container else ""
    yield (_imprint(source),)
    yield (f"Identifier: {source.registration}" if source.registration else "",)


def _editors(editors: tuple[Author, ...]) -> str:
    named = format_names(editors, AUTHORS_BEFORE_ET_AL)
    if not named:
        return ""
    role = "editor" if len(editors) == 1 else "editors"
    return f"{named}{'.' if named.endswith('et al') else ''}, {role}"


def _volume(source: Source) -> str:
    return f"Vol. {source.volume}" if source.volume else ""


def _pages(source: Source) -> str:
    return f"p. {abbreviate_pages(source.pages)}" if source.pages else ""


def _imprint(source: Source) -> str:
    """ "London: NICE; 2021 [cited 2026 Nov 22]", as far as it is known."""
    house = ": ".join(filter(None, (source.place, source.publisher)))
    date = " ".join(filter(None, (str(source.year or ""), _cited(source))))
    return "; ".join(filter(None, (house, date)))


def _internet(source: Source) -> str:
    return " [Internet]" if _cited(source) else ""


def _cited(source: Source) -> str:
    """The day of the visit, which a DOI makes needless."""
    day = source.accessed
    if not day or source.doi:
        return ""
    return f"[cited {day.year} {MONTHS[day.month - 1][:3]} {day.day}]"
