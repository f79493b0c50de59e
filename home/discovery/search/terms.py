"""The terms of a query: words, with the stems and synonyms that pages may have in their place."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from articles.references.search_text import MAX_SEARCH_WORDS
from home.discovery.search.words import STOP_WORDS, singular, split_words, stem

MAX_QUERY_LENGTH = 100
# Fewer letters begin thousands of words, and half of all pages.
MIN_PREFIX_LENGTH = 3
# Each group of synonyms makes a query longer.
MAX_SYNONYMS, MAX_GROUPS, MAX_PHRASE_LENGTH = 12, 500, 4

# The stems of the words of a phrase.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A word or a known phrase, as singulars and as stems. Its last word may be unfinished."""

    words: tuple[str, ...]
    stems: Key
    prefix: str = ""
    synonyms: tuple["Term", ...] = ()

    @classmethod
    def of(cls, words: list[str], synonyms: tuple["Term", ...] = ()) -> Self:
        stems = tuple(map(stem, words))
        return cls(tuple(map(singular, words)), stems, synonyms=synonyms)

    def matches(self, word: str) -> bool:
        """Return True for a word of a text that the term, its stem or a synonym matches."""
        if singular(word) in self.words or (self.prefix and word.startswith(self.prefix)):
            return True
        return stem(word) in self.stems or any(other.matches(word) for other in self.synonyms)


@dataclass(frozen=True)
class Synonyms:
    """Groups of words and phrases that mean the same. The key of each is made of its stems."""

    groups: dict[Key, tuple[Term, ...]] = field(default_factory=dict)

    def find(self, key: Key) -> tuple[Term, ...]:
        """Return the others in the group of a phrase; none if it is in no group."""
        return self.groups.get(key, ())

    @property
    def words(self) -> list[str]:
        """All words of the groups."""
        terms = (term for others in self.groups.values() for term in others)
        return list(dict.fromkeys(word for term in terms for word in term.words))


@lru_cache(maxsize=100)
def parse_synonyms(text: str) -> Synonyms:
    """Return the groups of a list: one in each line, separated by commas."""
    groups: dict[Key, dict[Key, Term]] = {}
    for line in text.splitlines()[:MAX_GROUPS]:
        members = {}
        for phrase in line.split(","):
            if words := drop_stop_words(list(split_words(phrase)))[:MAX_PHRASE_LENGTH]:
                term = Term.of(words)
                members[term.stems] = term
        for key in members:
            others = {other: term for other, term in members.items() if other != key}
            groups.setdefault(key, {}).update(others)
    return Synonyms(
        {key: tuple(others.values())[:MAX_SYNONYMS] for key, others in groups.items() if others}
    )


def drop_stop_words(words: list[str]) -> list[str]:
    return [word for word in words if word not in STOP_WORDS] or words


def parse_terms(query: str, synonyms: Synonyms | None = None) -> list[Term]:
    """Return the terms of a query. The last one may be unfinished."""
    found = list(dict.fromkeys(split_words(query[:MAX_QUERY_LENGTH])))[:MAX_SEARCH_WORDS]
    words = drop_stop_words(found)
    terms: list[Term] = []
    while words:
        length, others = _longest_phrase(words, synonyms or Synonyms())
        terms.append(Term.of(words[:length], others))
        words = words[length:]
    last = drop_stop_words(found)[-1:]
    if last and len(last[0]) >= MIN_PREFIX_LENGTH:
        terms[-1] = _as_unfinished(terms[-1], last[0])
    return terms


def _longest_phrase(words: list[str], synonyms: Synonyms) -> tuple[int, tuple[Term, ...]]:
    """Return the number of words that begin with a known phrase, or 1, and its synonyms."""
    for length in range(min(MAX_PHRASE_LENGTH, len(words)), 0, -1):
        if others := synonyms.find(tuple(map(stem, words[:length]))):
            return length, others
    return 1, ()


def _as_unfinished(term: Term, prefix: str) -> Term:
    return Term(term.words, term.stems, prefix, term.synonyms)
