"""Words of texts and queries, the same for index, query and highlighting.

Both databases are given lower-case words without accents or signs, so that both find the same
pages. A plural is indexed as its singular too.

No stemmer is used: Snowball merges words such as "affect" and "affective" or "used" and "useful",
and would require rebuilding every existing index.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.references.search_text import MAX_SEARCH_WORDS, fold_text

MAX_QUERY_LENGTH = 100
MAX_WORD_LENGTH = 50
# Fewer letters begin thousands of words, and half of all pages.
MIN_PREFIX_LENGTH = 3
MIN_PLURAL_LENGTH = 5
# Letters, digits and combining accents. An apostrophe belongs to its word.
TOKEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f]|(?<=\w)['’](?=\w))+")
WORD = re.compile(r"[^\W_]+")


def split_words(text: str) -> Iterator[str]:
    """Yield the words in a text, in order: "l’été" is "lete"."""
    for token in TOKEN.finditer(text):
        yield from split_token(token[0])


@lru_cache(maxsize=20_000)
def split_token(token: str) -> tuple[str, ...]:
    """Return the words of one token, nearly always one."""
    letters = fold_text(token.replace("'", "").replace("’", ""))
    return tuple(word[:MAX_WORD_LENGTH] for word in WORD.findall(letters))


# Ignored in queries, unless a query has no other words.
STOP_WORDS = frozenset(
    split_words(
        """a about am an and are as at be by can could do does for from how i if in into is it its
        me my of on or should so that the their there this to was what when where which who why will
        with would you your"""
    )
)


def singular(word: str) -> str:
    """Return an English word without its plural ending."""
    if len(word) < MIN_PLURAL_LENGTH or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "xes")) else word[:-1]


def to_index_text(text: str) -> str:
    """Return the words of a text for the index, followed by their singulars."""
    words = list(split_words(text))
    singulars = {singular(word) for word in words} - set(words)
    return " ".join([*words, *sorted(singulars)])


@dataclass(frozen=True)
class Term:
    """One search term: a singular word, or a prefix."""

    word: str
    prefix: str = ""

    def matches(self, word: str) -> bool:
        return singular(word) == self.word or bool(self.prefix and word.startswith(self.prefix))


def parse_terms(query: str) -> list[Term]:
    """Return the terms of a query. The last one may be unfinished."""
    words = list(dict.fromkeys(split_words(query[:MAX_QUERY_LENGTH])))[:MAX_SEARCH_WORDS]
    words = [word for word in words if word not in STOP_WORDS] or words
    if not words:
        return []
    *whole, last = words
    prefix = last if len(last) >= MIN_PREFIX_LENGTH else ""
    return [*(Term(singular(word)) for word in whole), Term(singular(last), prefix)]
