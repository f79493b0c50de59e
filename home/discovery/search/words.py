"""The words of a text and of a query, the same for the index, the query and the highlighting.

Neither database is left to decide what a word is: both are given lower-case words without accents
or signs, so that both find the same pages. A plural is indexed as its singular too.
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
# Letters, digits and the signs written over them; an apostrophe belongs to its word.
TOKEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f]|(?<=\w)['’](?=\w))+")
WORD = re.compile(r"[^\W_]+")


def split_words(text: str) -> Iterator[str]:
    """The words in a text, in order: "l’été" is "lete"."""
    for token in TOKEN.finditer(text):
        yield from split_token(token[0])


@lru_cache(maxsize=20_000)
def split_token(token: str) -> tuple[str, ...]:
    """The words one token stands for; nearly always it is one. Texts are made of the same few."""
    letters = fold_text(token.replace("'", "").replace("’", ""))
    return tuple(word[:MAX_WORD_LENGTH] for word in WORD.findall(letters))


# What people write around the words they mean. A query of nothing else is taken as it is.
STOP_WORDS = frozenset(
    split_words(
        """a about am an and are as at be by can could do does for from how i if in into is it its
        me my of on or should so that the their there this to was what when where which who why will
        with would you your"""
    )
)


def singular(word: str) -> str:
    """An English word without its plural ending; a word of another kind as it is."""
    if len(word) < MIN_PLURAL_LENGTH or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "xes")) else word[:-1]


def to_index_text(text: str) -> str:
    """What the index is given for a text: its words, then the singulars that are not among them."""
    found = list(split_words(text))
    singulars = {singular(word) for word in found} - set(found)
    return " ".join([*found, *sorted(singulars)])


@dataclass(frozen=True)
class Term:
    """One word that is looked for: in singular, or by how it starts."""

    word: str
    prefix: str = ""

    def matches(self, word: str) -> bool:
        return singular(word) == self.word or bool(self.prefix and word.startswith(self.prefix))


def parse_terms(query: str) -> list[Term]:
    """What a query asks for: every word of it in any order, the last one perhaps unfinished."""
    found = list(dict.fromkeys(split_words(query[:MAX_QUERY_LENGTH])))[:MAX_SEARCH_WORDS]
    meant = [word for word in found if word not in STOP_WORDS] or found
    if not meant:
        return []
    *whole, last = meant
    start = last if len(last) >= MIN_PREFIX_LENGTH else ""
    return [*(Term(singular(word)) for word in whole), Term(singular(last), start)]
