"""Find the authors that a text begins with, and where their list ends."""

import re
from itertools import islice

from articles.references.authors import Author
from articles.references.parsing.author_lists import (
    TRAILING_ET_AL,
    is_author_list,
    read_author_list,
    split_names,
)
from articles.references.parsing.author_names import (
    NAME_WORD,
    is_family_name,
    is_group,
    read_name,
)
from articles.references.parsing.sentences import (
    UNFINISHED_NAME,
    split_sentences,
    strip_punctuation,
)

MAX_STOPS = 150
MAX_GIVEN_FIRST_LENGTH = 1_500
MAX_FAILED_STOPS = 3
MAX_START_LENGTH = 90
MAX_GROUP_LENGTH = 200
ENDS_OF_GROUP = re.compile(r"[.,]\s")
STOP = re.compile(r"[.:]\s+|\.$|,?\s+(?=[“\"‘«])")
# "B. Smith A," after "Wood P.": the full stop before it belonged to an initial.
MORE_INITIALS = re.compile(
    r"(?:[^\W\d_]\.[\s-]*){1,4}|-[^\W\d_]\.|[^\W\d_]\.?(?=[,;]|$)|(?:&|and)\s|"
    r"(?:Jr|Sr|II|III)\b|et al"
)
INITIALS_AFTER_AND = re.compile(r"\s(?:and|&)\s(?:[^\W\d_]\.[\s-]?){0,3}[^\W\d_]$")
ET_AL_NEXT = re.compile(r"(?:et al|and [A-Z])")
INITIALS_BEFORE = re.compile(r"(?:^|[\s.,-])[^\W\d_]$|(?:^|[\s,])(?:Jr|Sr|St|Ste|Dr)$")
INITIAL_FIRST = re.compile(r"[^\W\d_]\.[\s-]?(?:[^\W\d_]\.|[^\W\d_]{2})")
PERSON_AFTER_GROUP = re.compile(
    r"(?:\S+\s){0,9}(?:\S+,\s(?:\S+\s){1,3}[A-Z]{1,3}[,.;]\s|(?:&|\S+,)\s[^\W\d_]\S*,\s[A-Z]\.)"
)
UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,5}"
UNSPACED_NAMES = re.compile(rf"{UNSPACED}(?:,?\s(?:and\s|&\s)?{UNSPACED}){{0,9}}(?:,?\set\sal)?\.")
# The beginning of a list of authors in each order of names.
WORD = r"[^\W\d_][\w'’ʼ-]+"
CAPITAL = "[A-ZА-ЯЁ]"
PERSON_START = re.compile(
    rf"(?P<name>(?:{WORD}\s){{0,4}}?(?:St\.\s)?{WORD},?\s(?:{CAPITAL}[A-Za-z]?\.[\s-]?){{1,4}}"
    rf"|(?:{WORD}\s){{0,3}}(?:St\.\s)?{WORD},?\s{CAPITAL}{{1,4}}(?:-{CAPITAL})?"
    rf"(?:\s(?:Jr|Sr|II|III|[23]rd))?(?=[,;:.\s(]|$)"
    rf"|(?:{WORD}\s){{1,4}}(?:[A-Z]{{1,4}}J[A-Z][A-Za-z]*|[A-Z](?:[a-z]?[A-Z]){{1,3}}[a-z]?)"
    rf"(?=[,;:.(]|$)"
    rf"|(?:{CAPITAL}\.[\s-]?){{1,4}}(?:{WORD}\s){{0,3}}{WORD}(?=,\s|\sand\s|\s&\s|\set\sal))"
)


def starts_with_person(text: str) -> bool:
    """Return True if a line begins like a list of authors, in any order of names."""
    start = PERSON_START.match(text[:MAX_START_LENGTH])
    return start is not None and read_name(start["name"].rstrip()) is not None


def leading_authors(text: str) -> tuple[tuple[Author, ...], str]:
    """Return the authors that a text begins with, and the rest of the text.

    There are none if the text does not begin with a person.
    """
    if not may_start_with_person(text):
        return (), text
    failed, is_initial_first = 0, bool(INITIAL_FIRST.match(text))
    for stop in islice(STOP.finditer(text), MAX_STOPS):
        names, rest = text[: stop.start()], text[stop.end() :]
        if stop[0].strip() and (
            _is_inside_initials(names, rest)
            or (is_initial_first and INITIALS_BEFORE.search(names[-6:]))
        ):
            continue
        authors = read_author_list(names)
        if is_author_list(authors, is_strict=stop[0].startswith(":")):
            return authors, rest
        failed += 1
        if failed == MAX_FAILED_STOPS or (len(names) > 40 and not any(a.family for a in authors)):
            break
    return (), text


def leading_group(text: str) -> tuple[tuple[Author, ...], str]:
    """Return the group that a text begins with, and the text behind it.

    Its name needs a word such as "Institute", and ends at a full stop or, in IEEE, at a comma.
    """
    for end in ENDS_OF_GROUP.finditer(text[:MAX_GROUP_LENGTH]):
        name = text[: end.start()]
        if is_group(name, require_keyword=True) and not UNFINISHED_NAME.search(name):
            return read_author_list(name), text[end.end() :]
    return (), text


def may_start_with_person(text: str) -> bool:
    """Return True if the first words may be a name in some order; cheap, and never too strict."""
    start = text[:MAX_START_LENGTH]
    if starts_with_person(start) or UNSPACED_NAMES.match(start):
        return True
    first, *others = re.split(r",\s", start, maxsplit=2)
    if others and is_family_name(first.split(" ")) and len(first.split(" ")) < 4:
        given = re.split(r"[,.;(“]|\s(?:and|&|et)\s", others[0])[0].split(" ")
        return len(given) < 4 and all(map(NAME_WORD.fullmatch, filter(None, given)))
    return bool(PERSON_AFTER_GROUP.match(start))


def _is_inside_initials(before: str, after: str) -> bool:
    """Return True for a full stop of an initial, such as the first one of "Wood P. B. A trial"."""
    if UNFINISHED_NAME.search(before[-12:]) or INITIALS_AFTER_AND.search(before[-20:]):
        return True
    more = MORE_INITIALS.match(after)
    if not more or not INITIALS_BEFORE.search(before[-6:]):
        return False
    return (
        more[0][0] in "&-aeJS"
        or not after[more.end() :][:1].islower()
        or bool(ET_AL_NEXT.match(after, more.end()))
    )


def read_authors_or_title(text: str, others: int) -> tuple[tuple[Author, ...], list[str]]:
    """Return the authors, and the sentences after them.

    A group looks like a title. If more than `others` sentences follow, its capitals are enough;
    if fewer do, its name needs a word such as "Institute".
    """
    authors, rest = leading_authors(text)
    if authors:
        return authors, split_sentences(rest)
    parts = split_sentences(text)
    first = strip_punctuation(parts[0]) if parts else ""
    if len(parts) > 1 and is_group(first.split(";")[0], require_keyword=len(parts) <= others):
        return read_author_list(first), parts[1:]
    return (), parts


def read_given_first(text: str) -> tuple[tuple[Author, ...], str]:
    """Return the authors of "P. B. Wood and E. L. Seckel, Title" and the rest of the text."""
    if not INITIAL_FIRST.match(text):
        return (), text
    pieces = split_names(text[:MAX_GIVEN_FIRST_LENGTH])
    count = 0
    while count < len(pieces):
        name = TRAILING_ET_AL.sub("", pieces[count].name)
        if not read_name(name, given_first=count > 0) and not Author(group=name).is_et_al:
            break
        count += 1
    if not 0 < count < len(pieces):
        return (), text
    end = pieces[count - 1].end
    return read_author_list(text[:end]), text[end:].lstrip(" ,")
