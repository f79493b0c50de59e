"""The language in which rules describe sentences.

A pattern is a row of elements; each stands for one word or sign unless it says otherwise:

    cure            the word in any of its forms
    =better         this form only
    ground*         a word that begins so
    <symptom>       a word or phrase of a class
    cure|heal|<end> one of several, among them words in a row: wipe+out
    very?           the element, or nothing
    !not            nothing: the next word is none of these
    ~4              up to four words, within a clause
    ^ and $         the beginning and the end of the sentence

It is compiled to a regular expression over the coded words of a sentence. Nothing in it repeats
inside a repetition, so the work is linear in the length of the sentence.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.utils.functional import cached_property

from articles.problems.claims.lexicon import Keys

# No gap crosses one of these: they end a clause.
CLAUSE_ENDS = frozenset({";", ":", "–", ".", "!", "?", "(", ")", "but", "although", "whereas"})
MAX_PHRASE_WORDS = 6
FIRST_CODE = 0x4E00
MAX_MATCHES = 8
MAX_SPELLED_WORDS = 20_000
# Classes that are in most sentences say little about one.
COMMON_WEIGHT, CLASS_WEIGHT = 500, 20
COMMON = frozenset({"be", "have", "do", "the", "a", "of", "to", "in", "and", "for", "it", "you"})


class PatternError(ValueError):
    """A pattern that cannot be read, or that no sentence could be told apart by."""


class Codes(dict[str, str]):
    """A character for each key that a pattern names, so that a word is a few characters long."""

    def __init__(self) -> None:
        super().__init__()
        self.spelled: dict[Keys, str] = {}

    def __missing__(self, key: str) -> str:
        self.spelled.clear()
        self[key] = chr(FIRST_CODE + len(self))
        return self[key]

    def spell(self, keys: Keys) -> str:
        """Return the characters of the keys of a word."""
        if (found := self.spelled.get(keys)) is None:
            if len(self.spelled) >= MAX_SPELLED_WORDS:
                self.spelled.clear()
            found = self.spelled[keys] = "".join([self.get(key, "") for key in keys])
        return found


class CodedWords(NamedTuple):
    """The words of a sentence as one text for regular expressions, and where each begins."""

    text: str
    offsets: list[int]
    keys: list[Keys]
    all_keys: Keys


def encode(keys: Sequence[Keys], forms: Sequence[str], codes: Codes) -> CodedWords:
    """Return the coded words of a sentence: " |" before what ends a clause, else " _"."""
    words, offsets, length = [], [], 0
    for own, form in zip(keys, forms, strict=True):
        word = (" |" if form in CLAUSE_ENDS else " _") + codes.spell(own)
        words.append(word)
        offsets.append(length)
        length += len(word)
    return CodedWords("".join(words), offsets, list(keys), frozenset().union(*keys))


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern. A sentence fits only if it has a key of each of `needs`, rarest first."""

    source: str
    needs: tuple[Keys, ...]
    expression: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The regular expression, compiled when a sentence first has all the words for it."""
        return re.compile(self.expression)

    def may_fit(self, keys: Keys) -> bool:
        """Return True if there is a word for each element that needs one."""
        for need in self.needs:  # noqa: SIM110 - this runs for each pattern and sentence
            if need.isdisjoint(keys):
                return False
        return True

    def find(self, words: CodedWords) -> Iterator[range]:
        """Yield the places of the words that match, from left to right."""
        if not self.may_fit(words.all_keys):
            return
        for count, match in enumerate(self.regex.finditer(words.text)):
            if count >= MAX_MATCHES:
                return
            first = bisect_right(words.offsets, match.start()) - 1
            last = bisect_right(words.offsets, match.end() - 1) - 1
            yield range(first, last + 1)


def compile_pattern(source: str, codes: Codes) -> Pattern:
    """Return the pattern. Raise `PatternError` for one that can be true of any sentence."""
    needs: list[Keys] = []
    parts: list[str] = []
    for element in source.split():
        if element == "^":
            parts.append(r"\A")
        elif element == "$":
            parts.append(r"(?=(?: \|[^ ]*)*\Z)")
        elif element[0] == "~" and element[1:].isdecimal():
            parts.append(rf"(?: _[^ ]*){{0,{element[1:]}}}?")
        elif element[0] == "!" and len(element) > 1:
            parts.append(f"(?!{_word(element[1:], codes)})")
        elif element[-1] == "?" and len(element) > 1:
            parts.append(f"(?:{_word(element[:-1], codes)})?")
        else:
            parts.append(_word(element, codes))
            needs.append(frozenset(_rarest_word(each) for each in element.split("|")))
    if not needs:
        raise PatternError(f"{source!r} names no word that a sentence must have.")
    return Pattern(source, tuple(sorted(needs, key=_weigh)), "".join(parts))


def words_of(source: str) -> Iterator[str]:
    """Yield the words, beginnings and classes that a pattern names."""
    for element in source.split():
        if element in ("^", "$") or (element[0] == "~" and element[1:].isdecimal()):
            continue
        bare = element.strip("!").removesuffix("?") if len(element) > 1 else element
        for each in bare.split("|"):
            yield from each.split("+")


def _rarest_word(row: str) -> str:
    return max(row.split("+"), key=len)


def _word(element: str, codes: Codes) -> str:
    """Return the expression for one of the alternatives of an element."""
    alternatives = element.split("|")
    rows = [each for each in alternatives if "+" in each]
    single = sorted(each for each in alternatives if "+" not in each)
    found = ["".join(_word(word, codes) for word in row.split("+")) for row in rows]
    if single:
        word = rf" [^ ]*[{''.join(codes[key] for key in single)}][^ ]*"
        is_class = any(each[0] == "<" for each in single)
        found.append(f"{word}(?:{word}){{0,{MAX_PHRASE_WORDS - 1}}}" if is_class else word)
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _weigh(need: Keys) -> int:
    """Return how many sentences have a key of these, by and large."""
    return sum(
        COMMON_WEIGHT if key.strip("<>") in COMMON else CLASS_WEIGHT if key[0] == "<" else 1
        for key in need
    )


Item = TypeVar("Item")


class PatternIndex(Generic[Item]):
    """Patterns by the words they need, so that a sentence meets only those that may fit."""

    def __init__(self, patterns: Iterable[tuple[Pattern, Item]]):
        self.by_key: dict[str, list[tuple[int, tuple[Keys, ...], Pattern, Item]]]
        self.by_key = defaultdict(list)
        for number, (pattern, item) in enumerate(patterns):
            rarest, *others = pattern.needs
            for key in rarest:
                self.by_key[key].append((number, tuple(others), pattern, item))

    def candidates(self, words: CodedWords) -> list[tuple[Pattern, Item]]:
        """Return the patterns that may fit, each once, in their order."""
        found: dict[int, Any] = {}
        keys = words.all_keys
        for key in keys & self.by_key.keys():
            for number, others, pattern, item in self.by_key[key]:
                # Not a call of a function: this runs for each pattern and sentence.
                for need in others:
                    if need.isdisjoint(keys):
                        break
                else:
                    found[number] = (pattern, item)
        return [found[number] for number in sorted(found)]
