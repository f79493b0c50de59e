"""The list of conditions from A to Z, with each condition under all of its names."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

OTHER_LETTER = "#"


class Name(NamedTuple):
    """A name of a condition; `main` is its title if the name is another one."""

    text: str
    condition: Any
    main: str = ""


class Letter(NamedTuple):
    """A letter with the names that begin with it, in order."""

    letter: str
    anchor: str
    names: list[Name]


def list_by_letter(conditions: Iterable[Any]) -> list[Letter]:
    """Return the letters that have names, A to Z, then whatever does not begin with a letter."""
    by_letter: dict[str, list[Name]] = defaultdict(list)
    for condition in conditions:
        for name in names_of(condition):
            by_letter[first_letter(name.text)].append(name)
    letters = sorted(by_letter, key=lambda letter: (letter == OTHER_LETTER, letter))
    return [
        Letter(letter, anchor_of(letter), sorted(by_letter[letter], key=_sort_key))
        for letter in letters
    ]


def names_of(condition: Any) -> list[Name]:
    """Return the title and the other names, each once."""
    title = condition.title
    others = [each for each in condition.synonyms if each.casefold() != title.casefold()]
    return [Name(title, condition), *(Name(other, condition, title) for other in others)]


def first_letter(text: str) -> str:
    """Return the letter of the list, without its accent: “É” is under E."""
    plain = unicodedata.normalize("NFKD", text.strip())[:1].upper()
    return plain if plain.isalpha() else OTHER_LETTER


def anchor_of(letter: str) -> str:
    return "letter-other" if letter == OTHER_LETTER else f"letter-{letter.lower()}"


def _sort_key(name: Name) -> str:
    return unicodedata.normalize("NFKD", name.text).casefold()
