"""Find a year behind the authors: "Wood PB (2006) Title", "Wood, P. 2006. Title"."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from articles.references.authors import Author
from articles.references.parsing.author_lists import is_author_list, read_author_list
from articles.references.parsing.author_names import is_group
from articles.references.parsing.locators import MONTH_WORD
from articles.references.parsing.trailers import YEAR

MAX_YEARS = 4
UNDATED = r"n\.?\s?d\.?|no date|in press|forthcoming|undated"
BRACKETED = re.compile(
    rf"\s*[(\[](?:(?P<year>{YEAR})[a-z]?(?P<end_year>\s?[-–/]\s?\d{{2,4}})?(?P<day>,\s[^()\[\]]{{2,30}})?"
    rf"|(?P<date>(?:\d{{1,2}}\s)?{MONTH_WORD}[^()\d]{{0,3}}(?:\d{{1,2}},\s)?(?P<late>{YEAR}))"
    rf"|(?:{UNDATED}))[)\]][.,:;]{{0,2}}\s*",
    re.IGNORECASE,
)
BARE = re.compile(
    rf"(?:[.,;]|(?<=[A-Z]))\s(?P<year>{YEAR})[a-z]?(?P<day>(?:,\s{MONTH_WORD}[^.]{{0,8}})?)[.,:]\s+(?=\S)"
    rf"|[.,]\s(?:n\.d\.)[.,]?\s+"
)
INNER_SENTENCE = re.compile(r"[a-z\d)]{2}[.?!]\s|[“”\"?]")
EDITORS = re.compile(r",?\s[(\[]?(?:[Ee]ds?|[Ee]ditors?|[Hh]g|[Hh]rsg)\.?[)\]]?$")


class AuthorDate(NamedTuple):
    """Authors and year in front of the other text; a title can stand in their place."""

    authors: tuple[Author, ...]
    title: str
    fields: dict[str, Any]
    rest: str


def find_author_dates(text: str) -> Iterator[AuthorDate]:
    """Yield the ways to read a text as authors and year, with the rest of it."""
    for pattern in (BRACKETED, BARE):
        for match in islice(pattern.finditer(text), MAX_YEARS):
            before, rest = text[: match.start()].strip(" ,;:"), text[match.end() :]
            if not re.search(r"[^\W\d_]{2}", rest):
                continue
            if EDITORS.search(before.rstrip(".")):
                before = before.rstrip(".")
            authors = read_authors_only(before)
            title = ""
            if authors is None:
                # "Silent cinema (1906–1930)" is a title alone.
                if match.groupdict().get("end_year"):
                    continue
                if not _may_be_title(before, is_quoted=pattern is BARE):
                    continue
                authors, title = (), before.strip('.“”"«»')
            fields = _date_fields(match)
            if EDITORS.search(before):
                yield AuthorDate((), "", fields | {"editors": authors}, rest)
                return
            yield AuthorDate(authors, title, fields, rest)
            is_clear = any(one.family for one in authors) or len(authors) > 1
            if authors and not is_clear and _may_be_title(before, is_quoted=pattern is BARE):
                yield AuthorDate((), before.strip('.“”"«»'), fields, rest)
            if authors:
                return


def _date_fields(match: re.Match[str]) -> dict[str, Any]:
    groups = match.groupdict()
    year = groups.get("year") or groups.get("late")
    fields: dict[str, Any] = {"year": int(year)} if year else {}
    if groups.get("day") or groups.get("date"):
        fields["is_dated_by_day"] = True
    return fields


def read_authors_only(text: str) -> tuple[Author, ...] | None:
    """Return the authors of a text that should hold nothing else; None if it holds more."""
    text = EDITORS.sub("", text).strip(" ,.;:")
    if not text:
        return ()
    if INNER_SENTENCE.search(text):
        return None
    authors = read_author_list(text)
    groups = [author.group for author in authors if author.group and not author.is_et_al]
    if any(_has_prose(group) for group in groups):
        return None
    if len(groups) == len([one for one in authors if not one.is_et_al]):
        return authors if all(map(_is_plain_group, groups)) else None
    return authors if is_author_list(authors) or all(map(is_group, groups)) else None


def _is_plain_group(text: str) -> bool:
    """Return True for the name of a group, or a single word."""
    return is_group(text) or (not text[:1].islower() and len(text.split()) < 3)


def _has_prose(text: str) -> bool:
    words = text.split()
    small = [word for word in words if word.islower() and len(word) > 3]
    return len(small) > max(1, len(words) // 3) or not re.search(r"[^\W\d_]", text)


def _may_be_title(text: str, *, is_quoted: bool) -> bool:
    if is_quoted and not re.fullmatch(r"[“\"‘«].*[”\"’»]", text):
        return False
    return (len(text.split()) > 2 or len(text) > 12) and bool(re.match(r"[“\"‘\W]?\w", text))
