"""Read lists of authors in every order of names."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from articles.references.authors import SUFFIX, Author, is_initials
from articles.references.parsing.author_names import (
    CAPITAL_INITIALS,
    DOTTED_INITIALS,
    GROUP_WORDS,
    SCRIPT_WITHOUT_SPACES,
    is_group,
    read_name,
)
from articles.references.parsing.sentences import (
    strip_punctuation,
)

ET_AL = Author(group="et al")
TRAILING_ET_AL = re.compile(
    r"(?:(?<=[^\W_])|(?<=[.)]))[,.;\s]+(?:et\.?,? al|and others|and colleagues)\W*$", re.IGNORECASE
)
ELLIPSIS = re.compile(r",?\s*(?:…|\.\s?\.\s?\.)\s*,?\s*")
SEPARATOR = re.compile(r"\s*,\s*(?:(?:and|&|und)\s+)?|\s+(?:and|&|und)\s+")
LEADING_AND = re.compile(r"^(?:and|&)\s+(?=\S)", re.IGNORECASE)
INITIALS = re.compile(r"\b[A-Z]\.|\s[A-Z]{1,4}(?=,|$)")
MAX_CACHED_LISTS = 64
ROLE = re.compile(r"eds?\.?|editors?", re.IGNORECASE)
# "Huda Y", cut at the full stop of an initial.
CUT_NAME = re.compile(r"[a-z]\s[A-Z]$")


@lru_cache(MAX_CACHED_LISTS)
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
    pieces = split_names(text)
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
            is_mixed = is_mixed or (place == 0 and not INITIALS.search(text))
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


def split_names(text: str) -> list[Piece]:
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
    commas = takewhile(lambda piece: "," in piece.separator, pieces[place + 1 : place + 3])
    following = [piece.name for piece in commas]
    own = read_name(name, given_first=given_first) if " " in name else None
    if own and (place or given_first or not _is_given(following[:1], own)):
        return own, place + 1
    if following:
        first, second = following[0], following[1] if len(following) > 1 else ""
        if SUFFIX.match(first) and _is_initials(second):
            return read_name(f"{name}, {first}, {second}"), place + 3
        if SCRIPT_WITHOUT_SPACES.fullmatch(name):
            is_pair = len(pieces) == 2 and len(name) < 3 and len(first) < 3
            return (Author(name, first), place + 2) if is_pair else (None, place + 1)
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
    """Return True if the other names begin with a given name, as after "Wood, Patrick"."""
    return not is_initials(first.given) and (after > 1 or pieces[0].name.endswith(first.family))


def _end_of_group(pieces: Sequence[Piece], place: int, *, given_first: bool) -> int:
    """Return the index of the piece after a group; single words and "and" continue its name."""
    after = place + 1
    while after < len(pieces):
        name, _start, _end, separator = pieces[after]
        is_spelled = given_first and "," in separator
        person, _used = _read_person(pieces, after, given_first=is_spelled)
        is_whole = name.isupper() or SCRIPT_WITHOUT_SPACES.fullmatch(name)
        is_joined = not is_whole and ("," not in separator or " " not in name)
        if person or not is_joined or Author(group=name).is_et_al:
            break
        after += 1
    return after


def is_author_list(authors: Sequence[Author], *, is_strict: bool = False) -> bool:
    """Return True if most names are of persons, or all others are likely groups."""
    named = [author for author in authors if not author.is_et_al]
    groups = [author.group for author in named if author.group]
    if not named or any(CUT_NAME.search(group) or ROLE.fullmatch(group) for group in groups):
        return False
    if is_strict:
        return not groups
    if all(map(SCRIPT_WITHOUT_SPACES.fullmatch, groups)):
        return True
    if len(groups) == len(named):
        return False
    return all(map(is_group, groups)) or (
        2 * len(groups) < len(named) and not any(map(_is_prose, groups))
    )


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) > 3 and sum(word.islower() for word in words) > len(words) / 2
