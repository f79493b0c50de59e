"""Split pasted text into references, each on one line."""

import re
from collections.abc import Iterator, Sequence

from articles.references.parsing.author_lists import starts_with_person

MAX_ENTRIES = 20_000
MAX_LINES = 400_000
# As much of the unread rest as an editor needs to find the place.
MAX_REST_LENGTH = 500

LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CHARACTER_FIXES = dict.fromkeys(map(ord, "\x00\u200b\u200e\u200f\u2060\ufeff\u00ad")) | {
    ord("\u2010"): "-",
    ord("\u2011"): "-",
}
LIST_NUMBER = re.compile(
    r"\s*(?:\[(\d{1,5})\][.:]?|\((\d{1,5})\)|(\d{1,5})[.)](?=\s|[^\W\d]|$))\s*"
)
INNER_NUMBER = re.compile(r"\s(?:\[(\d{1,5})\]|(\d{1,5})[.)])\s(?=[^\W\d])")
BARE_NUMBER = re.compile(r"\s*(\d{1,5})\s+(?=[^\W\d])")
BULLET = re.compile(r"\s*[•·▪▫■□●○◦‣⁃*–—-]\s+")
# Numbers may skip some, if only parts of a list were copied.
MAX_NUMBER_GAP = 20
HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:references?|bibliography|sources|literature(?: cited)?|works cited"
    r"|citations|reference list|further reading)\s*:?",
    re.IGNORECASE,
)
HEADING_LENGTHS = range(7, 41)

# The start of a line that continues the line above.
CONTINUATION = re.compile(
    r"doi\b|pm?c?id\b|https?:|www\.|available\b|epub\b|accessed\b|retrieved\b|published\b|posted\b"
    r"|updated\b|isbn\b|in:|[\d(\[\W]",
    re.IGNORECASE,
)
IDENTIFIER_LINE = re.compile(r"(?:doi\b|pmc?id\b|https?:|www\.|10\.\d{4})", re.IGNORECASE)
# The end of the last line of a reference, without its punctuation.
REFERENCE_END = re.compile(
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
TAIL_LENGTH = 120
# More lines than any reference has; such an entry is rejected as too long.
MAX_ENTRY_LINES = 60
STOPS = " .,;)]>"
END_MARKS = (".", "?", "!", ")", "]", "/")
BROKEN_WORD = re.compile(r"(?:\w-|(?:://|\b10\.\d)\S*[/_])$")


def split_entries(text: str) -> tuple[list[str], str]:
    """Return the references without numbers and bullets, and the text beyond the maximum."""
    lines = LINE_BREAK.sub("\n", text.translate(CHARACTER_FIXES)).strip().split("\n")
    lines = lines[: MAX_LINES + MAX_REST_LENGTH] if len(lines) > 1 else _split_inline_list(lines[0])
    marks = _find_markers(lines)
    entries: list[str] = []
    current: list[str] = []
    follows_blank, rest = False, ""
    for place, line in enumerate(lines):
        words = " ".join(line[marks.get(place, 0) :].split())
        heads_list = is_heading(words)
        if current and (
            place in marks or heads_list or (words and _starts_entry(current, words, follows_blank))
        ):
            entries.append(_join_lines(current))
            current = []
        if words and (len(entries) >= MAX_ENTRIES or place >= MAX_LINES):
            rest = "\n".join(lines[place : place + MAX_REST_LENGTH])[:MAX_REST_LENGTH]
            break
        if words and not heads_list:
            current.append(words)
        follows_blank = not words
    if current:
        entries.append(_join_lines(current))
    return entries, rest


def _find_markers(lines: Sequence[str]) -> dict[int, int]:
    """Return the index of each line with a number or bullet, and the offset of its text."""
    first = next((line for line in lines if line.strip() and not is_heading(line.strip())), "")
    if BULLET.match(first):
        bullets = ((place, BULLET.match(line)) for place, line in enumerate(lines))
        return {place: bullet.end() for place, bullet in bullets if bullet}
    numbered = dict(_find_numbers(lines, LIST_NUMBER, MAX_NUMBER_GAP))
    if numbered or not BARE_NUMBER.match(first):
        return numbered
    bare = dict(_find_numbers(lines, BARE_NUMBER, 1))
    return bare if len(bare) > 1 else {}


def _find_numbers(
    lines: Sequence[str], pattern: re.Pattern[str], gap: int
) -> Iterator[tuple[int, int]]:
    """Yield the lines that continue the numbering; years and pages do not."""
    last, is_first, before = 0, True, ""
    for place, line in enumerate(lines):
        words = line.strip()
        if mark := pattern.match(line):
            number = int(next(filter(None, mark.groups())))
            # Some lists have a 1 before every item, and a second list restarts at 1.
            likely = number == 1 or (last and 0 < number - last <= gap)
            next_one = last and number == last + 1
            if next_one or (is_first and number < 1000) or (likely and _may_end_reference(before)):
                last = number
                yield place, mark.end()
        is_first = is_first and (not words or is_heading(words))
        before = words


def _may_end_reference(line: str) -> bool:
    """Return True if a reference may end with this line, or if none has begun."""
    end = line[-TAIL_LENGTH:].rstrip(STOPS)
    return not line or is_heading(line) or bool(REFERENCE_END.search(end))


def _split_inline_list(line: str) -> list[str]:
    """Return the references of a numbered list that lost its line breaks."""
    first = LIST_NUMBER.match(line)
    if not first:
        return [line]
    number, start, lines = int(next(filter(None, first.groups()))), 0, []
    for mark in INNER_NUMBER.finditer(line):
        end = mark.start()
        before = line[max(start, end - TAIL_LENGTH) : end]
        if int(mark[1] or mark[2]) == number + 1 and _may_end_reference(before):
            lines.append(line[start:end])
            number, start = number + 1, end
    return [*lines, line[start:]]


def is_heading(words: str) -> bool:
    return len(words) in HEADING_LENGTHS and bool(HEADING.fullmatch(words))


def _starts_entry(current: Sequence[str], words: str, follows_blank: bool) -> bool:
    """Return True if a line without a mark starts a reference and does not continue `current`."""
    if len(current) > MAX_ENTRY_LINES:
        return follows_blank
    if IDENTIFIER_LINE.match(words):
        alone = IDENTIFIER_LINE.match(current[0])
        return bool(alone or (DOI.search(words) and any(map(DOI.search, current[-3:]))))
    if follows_blank:
        return True
    tail = " ".join(current[-2:])[-TAIL_LENGTH:].rstrip(STOPS)
    if REFERENCE_END.search(tail):
        continues = words[0].islower() or CONTINUATION.match(words)
        return not continues or starts_with_person(words)
    is_dated = current[-1].endswith(END_MARKS) and any(map(YEAR.search, current[-5:]))
    return is_dated and starts_with_person(words)


def _join_lines(lines: Sequence[str]) -> str:
    """Return one line; words and URLs broken at a hyphen or slash are joined again."""
    return "".join(
        line if BROKEN_WORD.search(line[-TAIL_LENGTH:]) else f"{line} " for line in lines
    ).strip()
