"""Split pasted text into references, each on one line."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from articles.references.parsing.leading_authors import may_start_with_person, starts_with_person

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
BARE_NUMBER = re.compile(r"\s*(\d{1,5})\s+(?=\S)")
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
CONTINUED_LINE = re.compile(
    r"\s*(?:(?:doi|DOI|Doi|PMC?ID|pmc?id|Epub|Available|Accessed|Retrieved)\b|https?:|www\.|10\.\d{4}"
    r"|[a-z]+\b(?!\s[A-Z]))"
)
# A list of this many references, one a line, of which as many begin with a person.
MIN_WHOLE_LINES, MIN_SHARE, MAX_SAMPLE = 3, 0.7, 200
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
# The end of "J Tests 27:288–295", behind which Springer's styles have no full stop.
PLACE_END = re.compile(r"\d(?:\([\w–-]{1,12}\))?:\w*\d[\w–-]*$")
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
DOI = re.compile(r"\b10\.\d{4}")
TAIL_LENGTH = 120
# More lines than any reference has; such an entry is rejected as too long.
MAX_ENTRY_LINES = 60
STOPS = " .,;)]>"
END_MARKS = (".", "?", "!", ")", "]", "/")
# A word that a PDF broke at its syllable; the others have a hyphen of their own.
HYPHENATED = re.compile(
    r"(?<![\w.:/-])(?!(?:after|age|anti|case|cell|centre|child|co|community|cost|cross|cut|data|dose"
    r"|double|drug|early|end|evidence|ex|five|follow|four|free|full|gluco|group|half|health|high|home"
    r"|hospital|in|inter|intra|large|late|life|long|low|meta|mid|mono|multi|non|off|on|one|open|over"
    r"|pain|patient|placebo|population|post|pre|pro|quality|quasi|re|right|school|self|semi|short"
    r"|single|six|small|state|sub|ten|three|time|treatment|triple|two|un|up|week|well|work|year)-)"
    r"[^\W\d_]{2,}-$",
    re.IGNORECASE,
)
BROKEN_WORD = re.compile(r"(?:\w-|(?:://|\b10\.\d)\S*[/_])$")


def split_entries(text: str) -> tuple[list[str], str]:
    """Return the references without numbers and bullets, and the text beyond the maximum."""
    text = unicodedata.normalize("NFC", text.translate(CHARACTER_FIXES))
    lines = LINE_BREAK.sub("\n", text).strip().split("\n")
    lines = lines[: MAX_LINES + MAX_REST_LENGTH] if len(lines) > 1 else _split_inline_list(lines[0])
    marks = _find_markers(lines) or _find_whole_lines(lines)
    entries: list[str] = []
    current: list[str] = []
    follows_blank, rest = False, ""
    for place, line in enumerate(lines):
        words = _join_cells(line[marks.get(place, 0) :])
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
    if len(bare) > 1:
        return bare
    alone = {place: end for place, end in bare.items() if starts_with_person(lines[place][end:])}
    return alone if len(lines) == 1 else {}


def _find_whole_lines(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines that begin a reference, if most lines of the text begin with a person."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    persons = sum(starts_with_person(lines[place].lstrip()) for place in written[:MAX_SAMPLE])
    if persons < MIN_WHOLE_LINES or persons < MIN_SHARE * len(written[:MAX_SAMPLE]):
        return {}
    return {place: 0 for place in written if not CONTINUED_LINE.match(lines[place])}


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
            if pattern is BARE_NUMBER and not line[mark.end()].isalpha():
                next_one = next_one and _may_end_reference(before)
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


def _join_cells(line: str) -> str:
    """Return a line with single spaces; the cells of a table become sentences."""
    cells = [" ".join(cell.split()) for cell in line.split("\t") if cell.strip()]
    if len(cells) < 3:
        return " ".join(cells)
    return " ".join(cell if cell.endswith(END_MARKS) else f"{cell}." for cell in cells)


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
    if not any(map(YEAR.search, current[-5:])):
        return False
    if PLACE_END.search(tail) or current[-1].endswith(END_MARKS):
        return may_start_with_person(words)
    return False


def _join_lines(lines: Sequence[str]) -> str:
    """Return one line; words and URLs broken at a hyphen or slash are joined again."""
    joined = ""
    for line in lines:
        tail = joined[-TAIL_LENGTH:] if joined.endswith(("-", "/", "_")) else ""
        if tail and HYPHENATED.search(tail) and line[:1].islower():
            joined = joined[:-1]
        elif joined and not (tail and BROKEN_WORD.search(tail)):
            joined += " "
        joined += line
    return joined
