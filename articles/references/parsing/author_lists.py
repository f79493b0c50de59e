"""Read lists of authors in every order of names, and find where a list ends."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from articles.references.authors import SUFFIX, Author, is_initials
from articles.references.parsing.author_names import (
    CAPITAL_INITIALS,
    DOTTED_INITIALS,
    GROUP_WORDS,
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
ET_AL = Author(group="et al")
TRAILING_ET_AL = re.compile(
    r"(?:(?<=[^\W_])|(?<=[.)]))[,.;\s]+(?:et\.?,? al|and others|and colleagues)\W*$", re.IGNORECASE
)
ELLIPSIS = re.compile(r",?\s*(?:…|\.\s?\.\s?\.)\s*,?\s*")
SEPARATOR = re.compile(r"\s*,\s*(?:(?:and|&|und)\s+)?|\s+(?:and|&|und)\s+")
LEADING_AND = re.compile(r"^(?:and|&)\s+(?=\S)", re.IGNORECASE)
STOP = re.compile(r"[.:]\s+|\.$|,?\s+(?=[“\"‘«])")
QUOTES = '“"‘«'
# "B. Smith A," after "Wood P.": the full stop before it belonged to an initial.
MORE_INITIALS = re.compile(
    r"(?:[^\W\d_]\.[\s-]*){1,4}|-[^\W\d_]\.|[^\W\d_]\.?(?=[,;]|$)|(?:&|and)\s|"
    r"(?:Jr|Sr|II|III)\b|et al"
)
INITIALS_BEFORE = re.compile(r"(?:^|[\s.,-])[^\W\d_]$|(?:^|[\s,])(?:Jr|Sr|St|Ste|Dr)$")
# "Huda Y", cut at the full stop of an initial.
CUT_NAME = re.compile(r"[a-z]\s[A-Z]$")
# The beginning of a list of authors in each order of names.
WORD = r"[^\W\d_][\w'’ʼ-]+"
PERSON_START = re.compile(
    rf"(?P<name>(?:{WORD}\s){{0,4}}?(?:St\.\s)?{WORD},?\s(?:[A-Z][A-Za-z]?\.[\s-]?){{1,4}}"
    rf"|(?:{WORD}\s){{0,3}}(?:St\.\s)?{WORD},?\s[A-Z]{{1,4}}(?:-[A-Z])?"
    rf"(?:\s(?:Jr|Sr|II|III|[23]rd))?(?=[,;:.\s(]|$)"
    rf"|(?:{WORD}\s){{1,4}}(?:[A-Z]{{1,4}}J[A-Z][A-Za-z]*|[A-Z](?:[a-z]?[A-Z]){{1,3}}[a-z]?)"
    rf"(?=[,;:.(]|$)"
    rf"|(?:[A-Z]\.[\s-]?){{1,4}}(?:{WORD}\s){{0,3}}{WORD}(?=,\s|\sand\s|\s&\s|\set\sal))"
)


def starts_with_person(text: str) -> bool:
    """Return True if a line begins like a list of authors, in any order of names."""
    start = PERSON_START.match(text[:MAX_START_LENGTH])
    return bool(start) and bool(read_name(start["name"].rstrip()))


def read_author_list(text: str) -> tuple[Author, ...]:
    """Return the authors of a text that holds nothing else.

    Anything between semicolons, alone or after a person that is not a person is a group.
    """
    text = text.strip(" ,;")
    text, is_cut = TRAILING_ET_AL.subn("", text)
    if "…" in text or ". ." in text or "..." in text:
        text, elisions = ELLIPSIS.subn(", ", text)
        is_cut = is_cut or elisions
    authors: list[Author] = []
    for part in text.split(";"):
        part = LEADING_AND.sub("", part.strip())
        person = read_name(part) if ";" in text else None
        if person or part:
            authors += [person] if person else _read_comma_list(part)
    return tuple([*authors, ET_AL] if is_cut else authors)


def _read_comma_list(text: str) -> list[Author]:
    """Return the authors of "Wood PB, Seckel EL", "Wood, P. B., & Seckel, E. L." and so on."""
    pieces = _split_names(text)
    authors: list[Author] = []
    is_mixed, place = False, 0
    while place < len(pieces):
        name = pieces[place].name
        person, after = _read_person(pieces, place, given_first=is_mixed)
        if person:
            authors.append(person)
            is_mixed = is_mixed or (place == 0 and _names_follow_given(person, pieces, after))
        elif authors and authors[-1].family and not authors[-1].suffix and SUFFIX.match(name):
            last = authors.pop()
            authors.append(Author(last.family, last.given, name.rstrip(".")))
        elif Author(group=name).is_et_al:
            authors.append(ET_AL)
        else:
            after = _end_of_group(pieces, place, given_first=is_mixed)
            group = text[pieces[place].start : pieces[after - 1].end].strip(" ,")
            authors.append(Author(group=strip_punctuation(group) if after > 1 else group))
        place = after
    return authors


class Piece(NamedTuple):
    """The text between two separators of a list of names, and the separator before it."""

    name: str
    start: int
    end: int
    separator: str


def _split_names(text: str) -> list[Piece]:
    """Return each text between commas, "and" and "&"."""
    pieces, start, before = [], 0, ""
    for separator in SEPARATOR.finditer(text):
        if separator.start() > start:
            pieces.append(Piece(text[start : separator.start()], start, separator.start(), before))
        start, before = separator.end(), separator[0]
    if start < len(text):
        pieces.append(Piece(text[start:], start, len(text), before))
    return pieces


def _read_person(
    pieces: Sequence[Piece], place: int, *, given_first: bool
) -> tuple[Author | None, int]:
    """Return the person that starts with this piece, and the index of the piece after."""
    name = pieces[place].name
    following = [piece.name for piece in pieces[place + 1 : place + 3] if "," in piece.separator]
    own = read_name(name, given_first=given_first) if " " in name else None
    if own and (place or given_first or not _is_given(following[:1], own)):
        return own, place + 1
    if following:
        first, second = following[0], following[1] if len(following) > 1 else ""
        if SUFFIX.match(first) and _is_initials(second):
            return read_name(f"{name}, {first}, {second}"), place + 3
        is_inverted = _is_initials(first) or (
            place == 0 and not own and not _is_person_alone(first) and not _is_likely_group(name)
        )
        if is_inverted and (person := read_name(f"{name}, {first}")):
            return person, place + 2
    return own, place + 1


def _is_given(following: Sequence[str], own: Author) -> bool:
    return bool(following) and _is_initials(following[0]) and not is_initials(own.given)


def _is_initials(text: str) -> bool:
    """Return True for "P. B." and "PB", also with a suffix or a particle behind it."""
    first, *others = text.split(" ")
    if not (DOTTED_INITIALS.fullmatch(first) or is_initials(first)):
        return False
    return all(
        DOTTED_INITIALS.fullmatch(word) or SUFFIX.match(word) or word.islower() or is_initials(word)
        for word in others
    )


def _is_person_alone(text: str) -> bool:
    """Return True for "Seckel EL", which is no given name."""
    return bool(CAPITAL_INITIALS.search(text)) and bool(read_name(text))


def _is_likely_group(text: str) -> bool:
    return bool((text.isupper() and len(text) > 2) or GROUP_WORDS.search(text))


def _names_follow_given(first: Author, pieces: Sequence[Piece], after: int) -> bool:
    """Return True if the other names of a list begin with the given name.

    They do after "Wood, Patrick" and "P. B. Wood", and after "Wood, P. B." if one like it follows.
    """
    if after == 1:
        return pieces[0].name.endswith(first.family)
    if not is_initials(first.given):
        return True
    others = [piece.name for piece in pieces[after : after + 2]]
    if not others or (len(others) > 1 and _is_initials(others[1])):
        return False
    initials, _space, family = others[0].partition(" ")
    return bool(family and DOTTED_INITIALS.fullmatch(initials))


def _end_of_group(pieces: Sequence[Piece], place: int, *, given_first: bool) -> int:
    """Return the index of the piece after a group; single words and "and" continue its name."""
    after = place + 1
    while after < len(pieces):
        name, _start, _end, separator = pieces[after]
        person, _used = _read_person(pieces, after, given_first=given_first)
        is_joined = "," not in separator or (" " not in name and not name.isupper())
        if person or not is_joined or Author(group=name).is_et_al:
            break
        after += 1
    return after


def leading_authors(text: str) -> tuple[tuple[Author, ...], str]:
    """Return the authors that a text begins with, and the rest of the text.

    There are none if the text does not begin with a person.
    """
    if not _may_start_with_person(text):
        return (), text
    failed = 0
    for stop in islice(STOP.finditer(text), MAX_STOPS):
        names, rest = text[: stop.start()], text[stop.end() :]
        if stop[0].strip() and _is_inside_initials(names, rest):
            continue
        authors = read_author_list(names)
        if is_author_list(authors, is_strict=stop[0].startswith(":")):
            return authors, rest
        failed += 1
        if failed == MAX_FAILED_STOPS or (len(names) > 40 and not any(a.family for a in authors)):
            break
    return (), text


def _may_start_with_person(text: str) -> bool:
    """Return True if the first words may be a name in some order; cheap, and never too strict."""
    start = text[:MAX_START_LENGTH]
    if starts_with_person(start):
        return True
    first, *others = re.split(r",\s", start, maxsplit=2)
    if others and is_family_name(first.split(" ")) and len(first.split(" ")) < 4:
        given = re.split(r"[,.;(“]|\s(?:and|&|et)\s", others[0])[0].split(" ")
        return len(given) < 4 and all(map(NAME_WORD.fullmatch, filter(None, given)))
    return bool(re.match(r"(?:\S+\s){0,9}\S+,\s(?:\S+\s){1,3}[A-Z]{1,3}[,.;]\s", start))


def is_author_list(authors: Sequence[Author], *, is_strict: bool = False) -> bool:
    """Return True if most names are of persons, or all others are likely groups."""
    named = [author for author in authors if not author.is_et_al]
    groups = [author.group for author in named if author.group]
    if not named or any(map(CUT_NAME.search, groups)):
        return False
    if is_strict:
        return not groups
    if len(groups) == len(named):
        return False
    return all(map(is_group, groups)) or (
        2 * len(groups) < len(named) and not any(map(_is_prose, groups))
    )


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) > 3 and sum(word.islower() for word in words) > len(words) / 2


def _is_inside_initials(before: str, after: str) -> bool:
    """Return True for a full stop of an initial, such as the first one of "Wood P. B. A trial"."""
    if UNFINISHED_NAME.search(before[-12:]):
        return True
    more = MORE_INITIALS.match(after)
    if not more or not INITIALS_BEFORE.search(before[-6:]):
        return False
    return more[0][0] in "&-aeJS" or not after[more.end() :][:1].islower()


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
    pieces = _split_names(text[:MAX_GIVEN_FIRST_LENGTH])
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
