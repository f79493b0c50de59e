"""Find fields of a source that seem to hold the text of another field."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.references.authors import MAX_CACHED_SOURCES
from articles.references.source import Source

YEAR = r"(?:1[5-9]|20|21)\d\d"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
MAX_CONTAINER_WORDS = 28
MAX_CHECKED_LENGTH = 800
MAX_GROUP_WORDS = 24

FIELD_SIGN = re.compile(r"\b[A-Za-z_]{3,20}\s=\s")
TABLE_HEADER = re.compile(r"(?:[^\s,]+(?:\s[^\s,]+)?,){4,}[^\s,]+")
PLACE_IN_JOURNAL = re.compile(
    r"\b(?:vol|no|pp?)\.\s?\d|\bpages?\s\d|\bvolume\s\d|\d+\(\d+\)|\d{1,4}[:,]\s?\d+[-–]\d"
)
LEADING_YEAR = re.compile(rf"^\(?(?:{YEAR}[a-z]?|n\.d\.)\)[.,:]?\s+")
LEADING_IN = re.compile(r"^[Ii]n:?\s+(?=[A-Z])")
LEADING_AND = re.compile(r"^(?:and|&)\s+[A-Z]")
QUOTED_PART = re.compile(r"^[“\"«]|[“\"«][^”\"»]+[,.][”\"»]\s+\S|^[^“]*”\s\S|,”|\.”")
NAMES = re.compile(
    r"^(?:[A-Z][\w'’-]+,?\s(?:[A-Z]\.\s?){1,3},?\s(?:&|and)\s|(?:[A-Z][\w'’-]+\s[A-Z]{1,3},\s){2}"
    r"|[A-Z][\w'’-]+,\s(?:[A-Z]\.\s?){1,3}[,&(]|[A-Z][\w'’-]+\s[A-Z]{2,3}[.,]\s[A-Z]|(?:[A-Z]\.\s?){1,3}[A-Z][\w'’-]+(?:,|\sand\s))"
)
VOLUME = re.compile(
    r"[\w.]{0,12}\d[\w.]{0,10}(?:\s?[-–/&]\s?\w{1,8}){0,2}(?:[,\s]*(?:Suppl|Pt|Part|Spec|No|Issue)\w*\.?.{0,24})?"
    r"|Suppl\w*\.?(?:\s\w{1,12})?|[IVXLCDM]{1,9}|[A-Z]{1,3}\d*|Spec(?:ial)?\.?\s.{1,20}",
    re.IGNORECASE,
)
PAGES = re.compile(r".*\d.*|[ivxlcdm]+(?:-[ivxlcdm]+)?", re.IGNORECASE)
DATE = re.compile(rf"(?:\d{{1,2}}\s)?{MONTH}\s?(?:\d{{1,2}},?\s)?(?:{YEAR})?|{YEAR}")
LATE_DATE = re.compile(rf"[,.;]\s(?:\d{{1,2}}\s)?{MONTH}(?:\s\d{{1,2}})?$")
ODD_IN_GROUP = re.compile(r"[“”\"?]|\(\d{4}\)|\bvol\.")
ACCESS_NOTE = re.compile(
    r"\b(?:accessed|available (?:at|from|online)|retrieved (?:from|on)|ahead of print"
    r"|\[published)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Misplaced:
    """A field that seems to hold something else: `message` says what was seen and is probable."""

    field: str
    message: Promise
    suggestion: str = ""


@lru_cache(MAX_CACHED_SOURCES)
def find_misplaced_text(source: Source) -> tuple[Misplaced, ...]:
    """Return at most one suspicion for each field."""
    people = [author for author in (*source.authors, *source.editors) if author.group]
    found = [
        *_first("title", source.title, TITLE_RULES),
        *_first("container", source.container, CONTAINER_RULES),
        *_first("publisher", source.publisher, PUBLISHER_RULES),
        *_first("authors", "\n".join(author.group for author in people), AUTHOR_RULES),
    ]
    if source.volume and not VOLUME.fullmatch(source.volume):
        found.append(
            Misplaced("volume", _("The volume holds other words as well."), _digits(source.volume))
        )
    if source.pages and not PAGES.fullmatch(source.pages):
        found.append(Misplaced("pages", _("The pages have no number.")))
    return tuple(found)


Rule = tuple[Callable[[str], object], Promise, Callable[[str], str]]


def _first(field: str, text: str, rules: tuple[Rule, ...]) -> Iterator[Misplaced]:
    text = text[:MAX_CHECKED_LENGTH]
    for applies, message, repair in rules if text else ():
        if applies(text):
            suggestion = repair(text)
            yield Misplaced(field, message, suggestion if suggestion != text else "")
            return


def _none(_text: str) -> str:
    return ""


def _digits(text: str) -> str:
    match = re.match(r"\d{1,4}", text)
    return match[0] if match else ""


def _without(pattern: re.Pattern[str]) -> Callable[[str], str]:
    return lambda text: pattern.sub("", text, count=1).strip(" ,.")


def _quoted_title(text: str) -> str:
    match = re.search(r"[“\"«]([^”\"»]{4,})[”\"»]", text)
    return match[1].strip(" ,.") if match else ""


def _before_place(text: str) -> str:
    match = PLACE_IN_JOURNAL.search(text)
    return text[: match.start()].rstrip(" ,.;:(") if match else ""


FIELD_RULE: Rule = (
    FIELD_SIGN.search,
    _("It contains an equals sign, as where two fields of a file ran together."),
    lambda text: re.split(r",?\s*\w+\s=\s", text)[0].strip(" ,."),
)
HEADER_RULE: Rule = (
    TABLE_HEADER.match,
    _("It looks like the header or a line of a table."),
    _none,
)
NOTE_RULE: Rule = (ACCESS_NOTE.search, _("It contains a note on where or when to read it."), _none)
TITLE_RULES: tuple[Rule, ...] = (
    FIELD_RULE,
    HEADER_RULE,
    (LEADING_YEAR.match, _("The title begins with a year."), _without(LEADING_YEAR)),
    (
        LEADING_AND.match,
        _("The title begins with “and” and a name. Part of it is probably an author."),
        _none,
    ),
    (
        re.compile(r"[.?!”]\sIn:\s|\w, editors?\b|\(eds?\.\)", re.IGNORECASE).search,
        _("The title contains the editors or the title of a book."),
        _none,
    ),
    (NAMES.match, _("The title begins like a list of authors."), _none),
    (
        re.compile(r"[“\"«][^”\"»]{8,}(?:,[”\"»]|[.,”][”\"»]?\s[A-Z]\w+[^“”]*$)").search,
        _("The title contains quotation marks with text behind them, probably the journal."),
        _quoted_title,
    ),
    (
        re.compile(r"[A-Z][\w'’-]+\s[A-Z]{1,3}$|[Ee]ds?\.,\s").match,
        _("The title looks like the name of an author or editor."),
        _none,
    ),
    (
        re.compile(r"^[“\"][^“”\"]*[”\"]$|[.,]\s[“\"].*[”\"]$").search,
        _("The title contains quotation marks with names before them."),
        _quoted_title,
    ),
    (
        re.compile(r"\bvol\.\s?\d|\bpp\.\s?\d|\bno\.\s\d+,|\[published$", re.IGNORECASE).search,
        _("The title contains volume or pages."),
        _none,
    ),
    (
        lambda text: text.count("(") != text.count(")") or text.count("“") != text.count("”"),
        _("A bracket or a quotation mark in the title has no counterpart."),
        _none,
    ),
)
CONTAINER_RULES: tuple[Rule, ...] = (
    FIELD_RULE,
    HEADER_RULE,
    (LEADING_YEAR.match, _("The journal begins with a year."), _without(LEADING_YEAR)),
    (LEADING_IN.match, _("The journal begins with “In”."), _without(LEADING_IN)),
    (re.compile(r"\(").match, _("The journal begins with a bracket."), _none),
    (
        QUOTED_PART.search,
        _("The journal contains a title in quotation marks."),
        lambda text: re.split(r"[”\"»],?\s", text)[-1].strip(" ,.") if "”" in text else "",
    ),
    (PLACE_IN_JOURNAL.search, _("The journal contains volume or pages."), _before_place),
    (NOTE_RULE),
    (DATE.fullmatch, _("The journal is a date."), _none),
    (LATE_DATE.search, _("The journal ends in a date."), _without(LATE_DATE)),
    (
        lambda text: len(text.split()) > MAX_CONTAINER_WORDS,
        _("The journal is very long. Part of it is probably the title."),
        _none,
    ),
)
PUBLISHER_RULES: tuple[Rule, ...] = (
    FIELD_RULE,
    (DATE.fullmatch, _("The publisher is a date."), _none),
    (LEADING_IN.match, _("The publisher begins with “In”."), _none),
    (re.compile(rf"\b{YEAR}[;,:.]").search, _("The publisher contains a year."), _none),
    (PLACE_IN_JOURNAL.search, _("The publisher contains volume or pages."), _none),
    (NOTE_RULE),
)
AUTHOR_RULES: tuple[Rule, ...] = (
    FIELD_RULE,
    (
        lambda text: any(_is_odd_group(line) for line in text.split("\n")),
        _("An author looks like part of a title."),
        _none,
    ),
)


def _is_odd_group(name: str) -> bool:
    is_book = name.startswith(("In: ", "In "))
    return len(name.split()) > MAX_GROUP_WORDS or is_book or bool(ODD_IN_GROUP.search(name))
