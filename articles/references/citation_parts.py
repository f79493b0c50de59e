"""Parts that the citation styles share.

A reference is a sequence of sentences, and a sentence is a sequence of texts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, fields, replace
from typing import Any

from articles.references.authors import Author
from articles.references.source import THESES, Source, SourceKind

# Vancouver and AMA name up to six authors; they differ in how they shorten a longer list.
MAX_NAMED_AUTHORS = 6
# A control character becomes a space. Lone surrogates cannot be sent to a browser, and marks that
# change the direction of writing would also change it for the text after the reference. Joiners
# and single direction marks stay: emoji and names in Persian need them.
CONTROL_OR_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
UNSAFE_CHARACTERS = re.compile(r"[\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
QUOTES = "\"'”’»"
END_MARKS = (".", "?", "!", "…", "。", "？", "！", "؟", "۔", "।")
PAGE_DASHES = re.compile("\\s*(?:[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]\\s*)+")
PAGES_LABEL = re.compile(r"^(?:pp?\.\s*|pp?\s+|pages?\s+)(?=\S)", re.IGNORECASE)
# "356-363", "e12-e19", "S12-9": letters, then digits, on both sides. Both styles print pages that
# end in a letter ("211A-218A") in full, and "12-1-12-9" is not a range of two numbers.
PAGE_RANGE = re.compile(
    r"(?<![\w.-])([A-Za-z]*)([0-9]+)-([A-Za-z]*)([0-9]+)(?![\w(-]|\.\w)", flags=re.ASCII
)


# "Nat. Test. Biol.", "Phys.Rev.C", "U.S.A."; the stop in "Health.com" belongs to an address.
STOPS_OF_LETTERS = re.compile(r"(?<![^\W\d_])([A-Z])\.(?=[A-Z]\.)")
STOP_WITHIN = re.compile(r"(?<=[^\W\d_])\.(?=[A-Z])")
STOP_AT_END = re.compile(r"(?<=[^\W\d_])\.(?=[\s)\],:;]|$)")


class CitedTitle(str):
    """The title of a journal, book or site within a sentence, which HTML shows in <cite>."""

    __slots__ = ()


Sentence = tuple[str, ...]
SentenceWriter = Callable[[Source], Iterator[Sentence]]


def tidy_source(source: Source, max_named: int = MAX_NAMED_AUTHORS) -> Source:
    """Return the source without control characters, stray commas and empty names.

    A list of more than `max_named` authors is cut to as many and the last one, enough to know that
    there are more.
    """
    texts: dict[str, Any] = {
        field.name: tidy_text(getattr(source, field.name))
        for field in fields(Source)
        if isinstance(getattr(source, field.name), str)
    }
    return replace(
        source,
        **texts,
        authors=_tidy_authors(source.authors, max_named),
        editors=_tidy_authors(source.editors, max_named),
    )


def tidy_text(text: str) -> str:
    """Return the text on one line, without invisible characters and trailing commas."""
    return CONTROL_OR_SPACE.sub(" ", UNSAFE_CHARACTERS.sub("", text)).strip().rstrip(" ,;:")


def _tidy_authors(authors: tuple[Author, ...], max_named: int) -> tuple[Author, ...]:
    some = authors if len(authors) <= max_named else (*authors[:max_named], authors[-1])
    tidy = (Author(*map(tidy_text, astuple(author))) for author in some)
    return tuple(author for author in tidy if author.name)


def journal_name(source: Source) -> str:
    """Return the abbreviated journal, or else its name, without the stops of abbreviations."""
    name = STOPS_OF_LETTERS.sub(r"\1", source.container_short or source.container)
    return STOP_AT_END.sub("", STOP_WITHIN.sub(" ", name))


def needs_full_date(source: Source) -> bool:
    """Return True for news and papers without a volume, which only their day tells apart."""
    return not (source.volume or source.issue)


def flatten_sentences(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield the texts of all sentences, with a full stop and a space after each sentence."""
    space = ""
    for sentence in sentences:
        texts = [text for text in sentence if text]
        if texts:
            yield from filter(None, (space, *texts))
            space = " "
            if not "".join(texts).rstrip(QUOTES).endswith(END_MARKS):
                yield "."


def format_names(authors: tuple[Author, ...], shown_before_et_al: int) -> str:
    """Return "Guedj E, de Laforte C, et al"; a semicolon separates a group from its neighbours."""
    many = len(authors) > MAX_NAMED_AUTHORS
    text, before = "", False
    for author in authors[: shown_before_et_al if many else MAX_NAMED_AUTHORS]:
        is_group = bool(author.group) and not author.is_et_al
        comma = "" if not text else "; " if is_group or before else ", "
        text += comma + _format_name(author)
        before = is_group
    return f"{text}, et al" if many else text


def _format_name(author: Author) -> str:
    parts = (author.family, author.initials, author.suffix.rstrip("."))
    return author.unspaced_name or author.group or " ".join(filter(None, parts))


def format_issue_and_pages(source: Source, pages: str, date: str) -> str:
    """Return date, volume, issue and pages as "2006;7(9):611-4", without missing parts."""
    number = format_volume_and_issue(source)
    text = ";".join(filter(None, (date, number)))
    if not pages:
        return text
    return f"{text}:{pages}" if text else f"p. {pages}"


def format_volume_and_issue(source: Source) -> str:
    """Return "7(9)", without brackets that the issue has already."""
    volume, issue = source.volume.strip("."), source.issue.strip(".")
    if issue.startswith("(") and issue.endswith(")"):
        issue = issue[1:-1].strip()
    return volume + (f"({issue})" if issue else "")


def format_edition(source: Source) -> str:
    """Return "2nd ed" for "2", "2nd", "2nd ed." or "2nd edition"."""
    text = re.sub(r"(?:^|\s+)(?:edition|edn|ed)\.?$", "", source.edition, flags=re.IGNORECASE)
    if text.isascii() and text.isdigit():
        text = _ordinal(text)
    return f"{text} ed" if text else ""


def _ordinal(digits: str) -> str:
    teens = digits[-2:] in ("11", "12", "13")
    return digits + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th"))


def is_whole_book(source: Source) -> bool:
    return source.kind in (SourceKind.BOOK, SourceKind.REPORT, *THESES)


def is_page_count(source: Source) -> bool:
    """Return True if the pages are the number of pages of a book ("320"), not a range."""
    return is_whole_book(source) and source.pages.isascii() and source.pages.isdigit()


def abbreviate_pages(pages: str) -> str:
    """Return pages in NLM style: "356-63" for "356-363", "e12-9" for "e12-e19"."""
    return PAGE_RANGE.sub(lambda match: _format_range(match, short=True), _normalise_dashes(pages))


def expand_pages(pages: str) -> str:
    """Return pages in AMA style: "356-363" for "356-63", "e12-e19" for "e12-9"."""
    return PAGE_RANGE.sub(lambda match: _format_range(match, short=False), _normalise_dashes(pages))


def _normalise_dashes(pages: str) -> str:
    """Return the pages without "pp." and with hyphens in place of other dashes."""
    return PAGE_DASHES.sub("-", PAGES_LABEL.sub("", " ".join(pages.split())))


def _format_range(match: re.Match[str], *, short: bool) -> str:
    """Return one range; one that does not rise, such as "356-12", is returned unchanged."""
    prefix, first, other, last = match.groups()
    if len(last) < len(first):
        last = first[: -len(last)] + last
    rises = (len(first), first) < (len(last), last)
    if other not in ("", prefix) or not rises:
        return match[0]
    if not short:
        return f"{prefix}{first}-{prefix}{last}"
    if len(first) == len(last):
        same = next(i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b)
        last = last[same:]
    return f"{prefix}{first}-{last}"
