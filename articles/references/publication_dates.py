"""The month or day of publication, stored as "2021-08" or "2021-08-16"."""

import re
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.references.source import Source

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
YEAR = r"(?<!\d)(?P<year>1[6-9]\d\d|2[01]\d\d|2200)(?!\d)"
MONTH = (
    r"(?<![^\W\d_])(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W\d_])\.?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
# A range of months or days ("2006 Sep-Oct", "2006 Sep 3-9") is neither a month nor a day.
END = r"(?!\s*[-–/]\s*\w)"
PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{YEAR}[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?)(?!\d))?",
        rf"{YEAR},?\s+{MONTH}(?:\s+{DAY})?{END}",
        rf"{MONTH}\s+{DAY}{END},?\s+{YEAR}",
        rf"(?<![\d–/-]){DAY}[\s.-]+{MONTH},?[\s-]+{YEAR}",
        rf"(?<![–/-]){MONTH},?[\s-]+{YEAR}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
    )
]
# Those without the numbers of a file, which may be pages in prose.
PATTERNS_WITH_NAMES = PATTERNS[1:-1]
NAMED_MONTH = re.compile(MONTH, re.IGNORECASE)
STORED = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


class Published(NamedTuple):
    """Year, month and day of a publication; the day is 0 if only the month is known."""

    year: int
    month: int
    day: int = 0


def find_month_or_day(text: str) -> str:
    """Return "2021-08-16" for "16 August 2021" and the like, "2021-08" for "2021/08//", or ""."""
    for pattern in PATTERNS:
        if match := pattern.search(text):
            parts = match.groupdict()
            named = MONTH_NUMBERS.get(parts["month"][:3].lower())
            year, month, day = int(parts["year"]), named or int(parts["month"]), parts.get("day")
            with suppress(ValueError):
                whole = date(year, month, int(day or 1)).isoformat()
                return whole if day else whole[:7]
    return ""


def find_named_month(text: str, year: int) -> str:
    """Return the first month or day of this year in a text that writes months as words, or ""."""
    if not NAMED_MONTH.search(text):
        return ""
    for pattern in PATTERNS_WITH_NAMES:
        for match in pattern.finditer(text):
            if int(match["year"]) == year and (found := find_month_or_day(match[0])):
                return found
    return ""


def clean_published(text: str) -> str:
    """Return the stored form of a month or day; raise ValueError with a message for editors."""
    text = " ".join(text.split())
    found = find_month_or_day(text)
    if text and not found:
        raise ValueError(_("Enter a month or day with its year, such as 2021-08 or 2021-08-16."))
    return found


def format_month_first(source: Source) -> str:
    """Return "August 16, 2021", "August 2021" or "2021"."""
    published = get_published(source)
    if not published:
        return str(source.year or "")
    day = f" {published.day}," if published.day else ""
    return f"{MONTHS[published.month - 1]}{day} {published.year}"


def format_day(day: date) -> str:
    """Return "August 16, 2021"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def format_year_first(source: Source) -> str:
    """Return "2021 Aug 16", "2021 Aug" or "2021"."""
    published = get_published(source)
    if not published:
        return str(source.year or "")
    parts = (published.year, MONTHS[published.month - 1][:3], published.day or "")
    return " ".join(filter(None, map(str, parts)))


def get_published(source: Source) -> Published | None:
    """Return month and day of a source; None if they are unknown or belong to another year."""
    match = STORED.fullmatch(source.published)
    if not match or int(match[1]) != source.year:
        return None
    return Published(*(int(part or 0) for part in match.groups()))
