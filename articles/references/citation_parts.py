"""What both styles are made of: a reference is a row of sentences, a sentence a row of texts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import islice
from typing import Any

from articles.references.authors import Author
from articles.references.source import Source, SourceKind

# All up to six are named in both styles; the styles differ in what they do with more.
MAX_NAMED_AUTHORS = 6
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
# A control character stands for a space. Halves of a character cannot be sent to a browser, and
# marks that turn the direction of writing would turn what follows the reference too. Joiners and
# single direction marks stay: emoji and names in Persian need them.
CONTROL_OR_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
UNSAFE_CHARACTERS = re.compile(r"[\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
QUOTES = "\"'”’»"
END_MARKS = (".", "?", "!", "…", "。", "？", "！", "؟", "۔", "।")


class CitedTitle(str):
    """The name of a journal, book or site in a sentence, told apart from the text around it."""

    __slots__ = ()


Sentence = tuple[str, ...]


def tidy_source(source: Source) -> Source:
    """The source as it can be shown: no control characters, blanks or stray commas.

    Of a long list of authors only one more is kept than can be named.
    """
    texts: dict[str, Any] = {
        field.name: tidy_text(getattr(source, field.name))
        for field in fields(Source)
        if isinstance(getattr(source, field.name), str)
    }
    return replace(
        source,
        **texts,
        authors=tuple(islice(_named_authors(source.authors), MAX_NAMED_AUTHORS + 1)),
        editors=tuple(islice(_named_authors(source.editors), MAX_NAMED_AUTHORS + 1)),
    )


def tidy_text(text: str) -> str:
    """One line of text without what cannot be seen and without punctuation that leads nowhere."""
    return CONTROL_OR_SPACE.sub(" ", UNSAFE_CHARACTERS.sub("", text)).strip().rstrip(" ,;:")


def _named_authors(authors: Iterable[Author]) -> Iterator[Author]:
    for author in authors:
        parts = (author.family, author.given, author.suffix, author.group)
        shown = Author(*(tidy_text(part) for part in parts))
        if shown.name:
            yield shown


def flatten_sentences(sentences: Iterable[Sentence]) -> Iterator[str]:
    """The texts of all sentences in order, with a space between and one stop at each end."""
    space = ""
    for sentence in sentences:
        texts = [text for text in sentence if text]
        if texts:
            yield from filter(None, (space, *texts))
            space = " "
            if not "".join(texts).rstrip(QUOTES).endswith(END_MARKS):
                yield "."


def format_names(authors: tuple[Author, ...], shown_before_et_al: int) -> str:
    """ "Guedj E, de Laforte C"; a group stands behind a semicolon, "et al" for the rest."""
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
    return author.group or " ".join(filter(None, parts))


def format_issue_and_pages(source: Source, pages: str, cited: str = "") -> str:
    """Year, volume, issue and pages: "2006;7(9):611-4". What is missing leaves no mark."""
    volume, issue = source.volume.strip("."), source.issue.strip(".")
    if issue.startswith("(") and issue.endswith(")"):
        issue = issue[1:-1].strip()
    number = volume + (f"({issue})" if issue else "")
    year = " ".join(filter(None, (str(source.year or ""), cited)))
    text = ";".join(filter(None, (year, number)))
    if not pages:
        return text
    return f"{text}:{pages}" if text else f"p. {pages}"


def format_edition(source: Source) -> str:
    """ "2nd ed" of "2", "2nd", "2nd ed." or "2nd edition"."""
    text = re.sub(r"(?:^|\s+)(?:edition|edn|ed)\.?$", "", source.edition, flags=re.IGNORECASE)
    if text.isascii() and text.isdigit():
        text = _ordinal(text)
    return f"{text} ed" if text else ""


def _ordinal(digits: str) -> str:
    teens = digits[-2:] in ("11", "12", "13")
    return digits + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th"))


def is_page_count(source: Source) -> bool:
    """Whether the pages are how many a whole book has ("320") rather than which ones."""
    whole = source.kind in (SourceKind.BOOK, SourceKind.REPORT)
    return whole and source.pages.isascii() and source.pages.isdigit()
