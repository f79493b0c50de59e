"""Words of texts and queries, the same for index, query and highlighting.

Both databases are given lower-case words without accents or signs, so that both find the same
pages. A plural is indexed as its singular too, and a word also as its stem, which "insurance" and
"insurer" share.

A stem also joins words such as "used" and "useful". So pages that contain a word itself come first.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer
from django.conf import settings
from django.utils.translation import get_language_info

from articles.references.search_text import fold_text

MAX_WORD_LENGTH = 50
MIN_PLURAL_LENGTH = 5
MIN_STEMMED_LENGTH = 4
# No word of letters begins with it.
STEM_SIGN = "0"
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
        many me much my of on or should so that the their there this to was what when where which
        who why will with would you your"""
    )
)


def singular(word: str) -> str:
    """Return an English word without its plural ending."""
    if len(word) < MIN_PLURAL_LENGTH or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "xes")) else word[:-1]


def stem(word: str) -> str:
    """Return the stem of a word in the language of the site; the word itself if it has none."""
    if len(word) < MIN_STEMMED_LENGTH or not word.isalpha():
        return word
    return _stem(word, settings.LANGUAGE_CODE)


@lru_cache(maxsize=20_000)
def _stem(word: str, language_code: str) -> str:
    language = get_language_info(language_code.partition("-")[0])["name"].lower()
    if language not in snowballstemmer.algorithms():
        return word
    # A stemmer of its own for each call, because threads cannot share one.
    return snowballstemmer.stemmer(language).stemWord(word)


def to_index_text(text: str) -> str:
    """Return the words of a text for the index, followed by their singulars and stems.

    A stem that is not among the words has a sign, so that nobody finds it as a word.
    """
    words = list(split_words(text))
    known = set(words)
    singulars = {singular(word) for word in known} - known
    known |= singulars
    stems = {STEM_SIGN + stem(word) for word in known if stem(word) not in known}
    return " ".join([*words, *sorted(singulars), *sorted(stems)])
