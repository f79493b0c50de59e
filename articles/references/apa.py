"""APA style, after the 7th edition of the "Publication Manual" of the APA."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from articles.references.authors import Author, is_initials
from articles.references.citation_parts import (
    CitedTitle,
    Sentence,
    SentenceWriter,
    expand_pages,
    format_edition,
    format_volume_and_issue,
    is_page_count,
    is_whole_book,
    needs_full_date,
)
from articles.references.publication_dates import MONTHS, format_day, get_published
from articles.references.source import THESES, Source, SourceKind

# Of more authors than this, the first ones and the last one are named.
MAX_NAMED_AUTHORS = 20
ARTICLE_NUMBER = re.compile(r"[A-Za-z]*\d{5,}|[Ee]\d+|[A-Za-z]{1,3}\d{3,}")
KINDS_WITH_FULL_DATE = (SourceKind.WEB_PAGE, SourceKind.TRIAL)


def sentences(source: Source) -> Iterator[Sentence]:
    """Yield the sentences of a tidy source; some may be empty."""
    names = _names(source.authors)
    if not names and is_whole_book(source) and source.editors:
        names = f"{_names(source.editors)} {_editor_mark(source.editors)}"
    title = tuple(_TITLES.get(source.kind, _plain_title)(source))
    if not source.title:
        title = tuple(text.strip() for text in title if text)
    is_named = bool(names or source.title or source.year)
    date = f"({_date(source)})" if is_named else ""
    if names:
        yield (names if names.endswith(".") else f"{names}.", " ", date)
        yield title
    else:
        yield title
        yield (date,)
    yield from _AFTER_TITLE.get(source.kind, _article)(source)


def identifiers(source: Source) -> str:
    """Return the DOI as an address, or else the URL, without a full stop.

    It continues the sentence "Retrieved May 3, 2026" of a page without a date.
    """
    if source.doi:
        return f"https://doi.org/{quote(source.doi, safe='/:;()._-')}"
    return f"from {source.url}" if source.url and _is_retrieved(source) else source.url


def _plain_title(source: Source) -> Iterator[str]:
    yield source.title


def _book_title(source: Source) -> Iterator[str]:
    """Yield the title of a whole book, and behind it edition, volume, pages or number."""
    yield source.title
    is_report = source.kind == SourceKind.REPORT
    number = source.issue or source.volume
    details = [
        format_edition(source) and f"{format_edition(source)}.",
        f"Vol. {source.volume}" if source.kind == SourceKind.BOOK and source.volume else "",
        "" if is_page_count(source) else _page_range(source.pages),
        f"Report No. {number}" if is_report and number else "",
    ]
    yield _in_brackets(details)


def _dissertation_title(source: Source) -> Iterator[str]:
    yield source.title
    kind = "Doctoral dissertation" if source.kind == SourceKind.DISSERTATION else "Master's thesis"
    if source.title:
        yield f" [{', '.join(filter(None, (kind, source.publisher)))}]"


def _preprint_title(source: Source) -> Iterator[str]:
    yield source.title
    yield " [Preprint]" if source.title else ""


def _trial_title(source: Source) -> Iterator[str]:
    yield source.title
    label = " ".join(filter(None, (source.container, "Identifier", source.registration)))
    yield _in_brackets([label if source.registration else ""])


def _article(source: Source) -> Iterator[Sentence]:
    number = format_volume_and_issue(source)
    pages = _dashes(expand_pages(source.pages))
    if ARTICLE_NUMBER.fullmatch(pages):
        pages = f"Article {pages}"
    journal = source.container or source.container_short
    place = ", ".join(filter(None, (number, pages)))
    yield CitedTitle(journal), ", " if journal and place else "", place


def _book(source: Source) -> Iterator[Sentence]:
    names = {author.group for author in source.authors}
    if source.authors and source.editors:
        yield (f"{_names_in_order(source.editors)}, {_editor_mark(source.editors).strip('()')}",)
    yield ("" if source.publisher in names else source.publisher,)
    yield (CitedTitle(source.container),)


def _chapter(source: Source) -> Iterator[Sentence]:
    edition, volume = format_edition(source), source.volume
    pages = _page_range(source.pages)
    details = [edition and f"{edition}.", f"Vol. {volume}" if volume else "", pages]
    editors = _names_in_order(source.editors)
    if editors:
        editors = f"In {editors} {_editor_mark(source.editors)}"
    if source.container:
        lead = f"{editors}, " if editors else "In "
        yield lead, CitedTitle(source.container), _in_brackets(details)
    else:
        yield (f"{editors}{_in_brackets(details)}".strip(),)
    yield (source.publisher,)


def _dissertation(source: Source) -> Iterator[Sentence]:
    yield ("" if source.title else source.publisher,)
    yield (CitedTitle(source.container),)


def _web_page(source: Source) -> Iterator[Sentence]:
    names = {author.group for author in source.authors}
    yield (CitedTitle("" if source.container in names else source.container),)
    yield ("" if source.publisher in {*names, source.container} else source.publisher,)
    if source.accessed and _is_retrieved(source):
        yield (f"Retrieved {format_day(source.accessed)}",)


_TITLES: dict[str, Callable[[Source], Iterator[str]]] = {
    SourceKind.BOOK: _book_title,
    SourceKind.REPORT: _book_title,
    SourceKind.DISSERTATION: _dissertation_title,
    SourceKind.THESIS: _dissertation_title,
    SourceKind.PREPRINT: _preprint_title,
    SourceKind.TRIAL: _trial_title,
}
_AFTER_TITLE: dict[str, SentenceWriter] = {
    SourceKind.BOOK: _book,
    SourceKind.REPORT: _book,
    SourceKind.CHAPTER: _chapter,
    **dict.fromkeys(THESES, _dissertation),
    SourceKind.WEB_PAGE: _web_page,
    SourceKind.TRIAL: _web_page,
}


def _is_retrieved(source: Source) -> bool:
    """Return True for a page whose text may change and that has no date."""
    return source.kind in KINDS_WITH_FULL_DATE and bool(source.accessed) and not source.year


def _date(source: Source) -> str:
    """Return "2021", or "2021, August 16" for news and pages."""
    is_news = source.kind == SourceKind.ARTICLE and needs_full_date(source) and not source.doi
    published = get_published(source)
    if published and (is_news or source.kind in KINDS_WITH_FULL_DATE):
        day = f" {published.day}" if published.day else ""
        return f"{published.year}, {MONTHS[published.month - 1]}{day}"
    return str(source.year or "n.d.")


def _names(authors: tuple[Author, ...]) -> str:
    """Return "Wood, P. B., & Doe, A."; of many authors the first ones, an ellipsis and the last."""
    names = [_inverted_name(author) for author in authors]
    if len(names) > MAX_NAMED_AUTHORS:
        return f"{', '.join(names[: MAX_NAMED_AUTHORS - 1])}, . . . {names[-1]}"
    if len(names) > 1 and authors[-1].is_et_al:
        return f"{', '.join(names[:-1])}, et al."
    if len(names) == 2 and authors[0].group:
        return " & ".join(names)
    return ", & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _inverted_name(author: Author) -> str:
    parts = (author.family, _initials(author), _suffix(author))
    return author.unspaced_name or author.group or ", ".join(filter(None, parts))


def _names_in_order(authors: tuple[Author, ...]) -> str:
    """Return "J. G. Hardman & L. E. Limbird", as editors are named within a sentence."""
    names = [
        author.group or " ".join(filter(None, (_initials(author), author.family, _suffix(author))))
        for author in authors
    ]
    if len(names) > MAX_NAMED_AUTHORS:
        return f"{', '.join(names[: MAX_NAMED_AUTHORS - 1])}, . . . {names[-1]}"
    joint = ", & " if len(names) > 2 else " & "
    return joint.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _editor_mark(editors: tuple[Author, ...]) -> str:
    return "(Ed.)" if len(editors) == 1 else "(Eds.)"


def _suffix(author: Author) -> str:
    suffix = author.suffix.rstrip(".")
    return f"{suffix}." if suffix.lower() in ("jr", "sr") else suffix


def _initials(author: Author) -> str:
    """Return "P. B." of "Patrick B." or "PB", and "M.-A." of "Marie-Anne".

    Initials that are not understood, of a damaged list, are returned unchanged.
    """
    short = author.initials
    if any(map(str.islower, short)):
        return short
    if is_initials(author.given):
        parts = re.findall(r"-?[^\W\d_]", author.given)
    else:
        words = re.findall(r"(-?)([^\s.\-]+)", author.given)
        parts = [hyphen + word[0].upper() for hyphen, word in words]
    return " ".join(f"{part}." for part in parts).replace(" -", "-")


def _page_range(pages: str) -> str:
    """Return "p. 67" or "pp. 67–80"."""
    pages = _dashes(expand_pages(pages))
    return f"{'pp.' if re.search('[–,]', pages) else 'p.'} {pages}" if pages else ""


def _dashes(pages: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", "–", pages) if "(" not in pages else pages


def _in_brackets(details: list[str]) -> str:
    text = ", ".join(filter(None, details))
    return f" ({text})" if text else ""
