"""The words of the rules: classes of terms, and the keys by which patterns know a word.

A key is a form ("eases" as "=eases"), what it may be a form of ("ease"), the beginning of a word
("transform*"), its ending ("*therapy") or a class ("<relieve>").
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from articles.problems.claims.folding import fold

MAX_KNOWN_FORMS = 20_000
# Words that are not what they look like: no class holds for them.
PLAIN = "plain"
CONTRACTIONS = {
    "'ll": ["will"],
    "'re": ["be"],
    "'ve": ["have"],
    "'m": ["be"],
    "'d": ["would"],
    "'s": ["be", "'s"],
    "n't": ["not"],
    "ca": ["can"],
    "wo": ["will"],
    "cannot": ["cannot", "can", "not"],
}
Keys = frozenset[str]


class Term(NamedTuple):
    """A phrase of a class: the keys of its words, one of which each word must have."""

    words: tuple[str, ...]
    name: str


class Lexicon:
    """Classes of words and phrases.

    `vocabulary` has every word that a term or a pattern names: other readings of a form are of no
    use and dropped.
    """

    def __init__(self, classes: Mapping[str, Sequence[str]], vocabulary: Iterable[str] = ()):
        terms = [
            Term(tuple(term.replace("-", " ").split()), name)
            for name, own in _resolve(classes).items()
            for term in own
        ]
        self.names = frozenset(classes)
        self.vocabulary = {word for term in terms for word in term.words} | set(vocabulary)
        self.prefixes = tuple(word for word in self.vocabulary if word.endswith("*"))
        self.endings = tuple(word for word in self.vocabulary if word.startswith("*"))
        self.words: dict[str, set[str]] = defaultdict(set)
        # By their first word and then by their second.
        self.phrases: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for term in terms:
            if len(term.words) == 1:
                self.words[term.words[0]].add(f"<{term.name}>")
            else:
                self.phrases[term.words[0]][term.words[1]].append(term)
        self.known: dict[str, Keys] = {}

    def keys(self, form: str) -> Keys:
        """Return the keys of a word in lower case."""
        if (found := self.known.get(form)) is None:
            if len(self.known) >= MAX_KNOWN_FORMS:
                self.known.clear()
            found = self.known[form] = frozenset(self._keys(form))
        return found

    def _keys(self, form: str) -> Iterator[str]:
        readings = CONTRACTIONS.get(form) or fold(form)
        words = [f"={form}", *readings, *(word for word in self.prefixes if _begins(form, word))]
        words += [word for word in self.endings if _ends(readings, word)]
        if form[0].isdigit():
            yield "<number>"
        for word in words:
            if word in self.vocabulary:
                yield word
            yield from self.words.get(word, ())

    def classify(self, forms: Sequence[str]) -> list[Keys]:
        """Return the keys of each word of a sentence, with the classes of phrases it is part of."""
        keys = [self.keys(form) for form in forms]
        found = [
            (range(position, position + len(term.words)), term)
            for position, (own, following) in enumerate(pairwise(keys))
            for first in own & self.phrases.keys()
            for second in following & self.phrases[first].keys()
            for term in self.phrases[first][second]
            if _fits(term.words, keys, position)
        ]
        plain = {places: term for places, term in found if term.name == PLAIN}
        for places in plain:
            for position in places:
                keys[position] = frozenset(key for key in keys[position] if key[0] != "<")
        hidden = {position for places in plain for position in places}
        for places, term in found:
            # A plain phrase may be named by another class as a whole: a pain clinic is a clinic.
            if places in plain or hidden.isdisjoint(places):
                for position in places:
                    keys[position] |= {f"<{term.name}>"}
        return keys


def _fits(words: tuple[str, ...], keys: Sequence[Keys], position: int) -> bool:
    """Return True if a phrase goes on as a sentence does behind the first two words."""
    if position + len(words) > len(keys):
        return False
    return all(words[offset] in keys[position + offset] for offset in range(2, len(words)))


def _begins(form: str, prefix: str) -> bool:
    return form.startswith(prefix[:-1])


def _ends(readings: Sequence[str], ending: str) -> bool:
    """Return True for a longer word: "therapy" alone is no "*therapy"."""
    bare = ending[1:]
    return any(word.endswith(bare) and word != bare for word in readings)


def _resolve(classes: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the classes with the terms of those that they name as "<other>"."""
    found: dict[str, list[str]] = {}

    def resolve(name: str) -> list[str]:
        if name not in found:
            found[name] = []
            for term in classes[name]:
                found[name] += resolve(term[1:-1]) if term.startswith("<") else [term]
        return found[name]

    for name in classes:
        resolve(name)
    return found
