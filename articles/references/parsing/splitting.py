"""From pasted text to single references, each in one line."""

import re
from collections.abc import Iterator, Sequence

from articles.references.parsing.author_names import starts_with_person

MOST_ENTRIES = 20_000
MOST_LINES = 400_000
# As much of what is left unread as an editor needs to find the place.
LONGEST_REST = 500

BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = dict.fromkeys(map(ord, "\x00\u200b\u200e\u200f\u2060\ufeff\u00ad")) | {
    ord("\u2010"): "-",
    ord("\u2011"): "-",
}
NUMBER = re.compile(r"\s*(?:\[(\d{1,5})\][.:]?|\((\d{1,5})\)|(\d{1,5})[.)](?=\s|[^\W\d]|$))\s*")
INNER_NUMBER = re.compile(r"\s(?:\[(\d{1,5})\]|(\d{1,5})[.)])\s(?=[^\W\d])")
BARE_NUMBER = re.compile(r"\s*(\d{1,5})\s+(?=[^\W\d])")
BULLET = re.compile(r"\s*[•·▪▫■□●○◦‣⁃*–—-]\s+")
# Numbers of a list may skip some, where not all of it was copied.
WIDEST_GAP = 20
HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:references?|bibliography|sources|literature(?: cited)?|works cited"
    r"|citations|reference list|further reading)\s*:?",
    re.IGNORECASE,
)
HEADING_LENGTHS = range(7, 41)

# How a line begins that belongs to the one above it.
CONTINUES = re.compile(
    r"doi\b|pm?c?id\b|https?:|www\.|available\b|epub\b|accessed\b|retrieved\b|published\b|posted\b"
    r"|updated\b|isbn\b|in:|[\d(\[\W]",
    re.IGNORECASE,
)
NUMBER_LINE = re.compile(r"(?:doi\b|pmc?id\b|https?:|www\.|10\.\d{4})", re.IGNORECASE)
# How the last line of a reference ends, without its stops.
ENDED = re.compile(
    r"""(?:
      \b(?:1[6-9]|20)\d\d(?:\s[A-Z][\w\s-]{2,12})?\s?[;:][^;]{0,60}(?<=\w)
      | (?:[.;,]|Published|Posted|online)\s[c©]?(?:1[6-9]|20)\d\d
      | (?:Accessed|cited)\s[\w\s,]{6,25}
      | \b(?:PMC?ID|ISBN|identifier)\b\W{0,3}[\w-]+
      | \bpp?\.?\s?\d[\w-]*
      | \d\sp
      | (?:://|\b10\.\d{4})\S+
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
DOI = re.compile(r"\b10\.\d{4}")
TAIL = 120
# More lines than any reference has: it is refused for its length.
MOST_OF_ONE = 60
STOPS = " .,;)]>"
MARKS = (".", "?", "!", ")", "]", "/")
GLUE = re.compile(r"(?:\w-|(?:://|\b10\.\d)\S*[/_])$")


def split_entries(text: str) -> tuple[list[str], str]:
    """The references without their numbers and bullets, and what is beyond the longest list."""
    lines = BREAK.sub("\n", text.translate(UNSEEN)).strip().split("\n")
    lines = lines[: MOST_LINES + LONGEST_REST] if len(lines) > 1 else _parted(lines[0])
    marks = _marks(lines)
    entries: list[str] = []
    current: list[str] = []
    follows_blank, rest = False, ""
    for place, line in enumerate(lines):
        words = " ".join(line[marks.get(place, 0) :].split())
        is_heading = _is_heading(words)
        if current and (
            place in marks or is_heading or (words and _starts(current, words, follows_blank))
        ):
            entries.append(_joined(current))
            current = []
        if words and (len(entries) >= MOST_ENTRIES or place >= MOST_LINES):
            rest = "\n".join(lines[place : place + LONGEST_REST])[:LONGEST_REST]
            break
        if words and not is_heading:
            current.append(words)
        follows_blank = not words
    if current:
        entries.append(_joined(current))
    return entries, rest


def _marks(lines: Sequence[str]) -> dict[int, int]:
    """Places of lines with a number or a bullet, and where the text behind it starts."""
    first = next((line for line in lines if line.strip() and not _is_heading(line.strip())), "")
    if BULLET.match(first):
        found = ((place, BULLET.match(line)) for place, line in enumerate(lines))
        return {place: mark.end() for place, mark in found if mark}
    numbered = dict(_numbered(lines, NUMBER, WIDEST_GAP))
    if numbered or not BARE_NUMBER.match(first):
        return numbered
    bare = dict(_numbered(lines, BARE_NUMBER, 1))
    return bare if len(bare) > 1 else {}


def _numbered(
    lines: Sequence[str], pattern: re.Pattern[str], gap: int
) -> Iterator[tuple[int, int]]:
    """The lines that go on counting. A year or a page at the start of a line does not."""
    last, is_first, before = 0, True, ""
    for place, line in enumerate(lines):
        words = line.strip()
        if mark := pattern.match(line):
            number = int(next(filter(None, mark.groups())))
            # Some lists have a 1 before every item, and a second list starts with 1 again.
            likely = number == 1 or (last and 0 < number - last <= gap)
            next_one = last and number == last + 1
            if next_one or (is_first and number < 1000) or (likely and _is_end(before)):
                last = number
                yield place, mark.end()
        is_first = is_first and (not words or _is_heading(words))
        before = words


def _is_end(line: str) -> bool:
    """Whether a reference may end with this line, or none has begun."""
    return not line or _is_heading(line) or bool(ENDED.search(line[-TAIL:].rstrip(STOPS)))


def _parted(line: str) -> list[str]:
    """The references of a numbered list that lost its line breaks."""
    first = NUMBER.match(line)
    if not first:
        return [line]
    number, start, lines = int(next(filter(None, first.groups()))), 0, []
    for mark in INNER_NUMBER.finditer(line):
        end = mark.start()
        if int(mark[1] or mark[2]) == number + 1 and _is_end(line[max(start, end - TAIL) : end]):
            lines.append(line[start:end])
            number, start = number + 1, end
    return [*lines, line[start:]]


def _is_heading(words: str) -> bool:
    return len(words) in HEADING_LENGTHS and bool(HEADING.fullmatch(words))


def _starts(current: Sequence[str], words: str, follows_blank: bool) -> bool:
    """Whether a line without a mark starts a reference, rather than going on with `current`."""
    if len(current) > MOST_OF_ONE:
        return follows_blank
    if NUMBER_LINE.match(words):
        alone = NUMBER_LINE.match(current[0])
        return bool(alone or (DOI.search(words) and any(map(DOI.search, current[-3:]))))
    if follows_blank:
        return True
    tail = " ".join(current[-2:])[-TAIL:].rstrip(STOPS)
    if ENDED.search(tail):
        continues = words[0].islower() or CONTINUES.match(words)
        return not continues or starts_with_person(words)
    is_dated = current[-1].endswith(MARKS) and any(map(YEAR.search, current[-5:]))
    return is_dated and starts_with_person(words)


def _joined(lines: Sequence[str]) -> str:
    """One line; a word or an address that was parted at a hyphen or stroke is whole again."""
    return "".join(line if GLUE.search(line[-TAIL:]) else f"{line} " for line in lines).strip()
