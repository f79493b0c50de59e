"""The Flesch-Kincaid grade of a text.

The grade depends on how syllables are counted, by up to two grades, so that is fixed: one more than
the places at which pyphen's American hyphenation breaks a word, also in British English. A number
is one word of one syllable. The grade shows which articles to look at first; it is not a verdict.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from pyphen import Pyphen

# The formula is meant for passages of at least this length.
MIN_WORDS = 100

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+")
LAST_WORD = re.compile(r"[\w.]+$")
# Words that end in a full stop; some only before a number.
ABBREVIATIONS = {
    *("al", "approx", "ca", "cf", "e.g", "esp", "i.e", "incl", "u.k", "u.s", "vs"),
    *("dr", "jr", "mr", "mrs", "ms", "prof", "sr", "st"),
}
ABBREVIATIONS_BEFORE_NUMBERS = {"ch", "fig", "no", "nos", "p", "pp", "vol"}


@dataclass(frozen=True)
class TextStatistics:
    """Counts of a text."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0

    @property
    def grade(self) -> float | None:
        """The school year that can read it with ease; None if the text is too short."""
        if self.words < MIN_WORDS:
            return None
        words_a_sentence = self.words / self.sentences
        syllables_a_word = self.syllables / self.words
        return round(0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59, 1)


def count_text(paragraphs: Iterable[str]) -> TextStatistics:
    """Count paragraphs of plain text. A sentence ends with its paragraph."""
    counts = [_count_paragraph(paragraph) for paragraph in paragraphs]
    return TextStatistics(
        sum(each.words for each in counts),
        sum(each.sentences for each in counts),
        sum(each.syllables for each in counts),
    )


@lru_cache(maxsize=4096)
def _count_paragraph(paragraph: str) -> TextStatistics:
    """Count one paragraph. While an article is written, all others come from the cache."""
    sentences = list(filter(None, map(WORD.findall, split_sentences(paragraph))))
    words = [word for sentence in sentences for word in sentence]
    return TextStatistics(len(words), len(sentences), sum(map(count_syllables, words)))


def split_sentences(paragraph: str) -> Iterator[str]:
    """Yield the sentences of a paragraph."""
    start = 0
    for stop in SENTENCE_END.finditer(paragraph):
        if _is_sentence_end(paragraph[start : stop.start()], stop[0], paragraph[stop.end() :]):
            yield paragraph[start : stop.end()].strip()
            start = stop.end()
    if rest := paragraph[start:].strip():
        yield rest


def _is_sentence_end(before: str, stop: str, after: str) -> bool:
    """Return True if a sentence ends here: not in "e.g. this", "Dr. Who", "et al.", "J. Smith"."""
    following = after.lstrip("\"'“‘([")[:1]
    if following.islower():
        return False
    if not stop.startswith(".") or stop.startswith(".."):
        return True
    found = LAST_WORD.search(before)
    word = found[0] if found else ""
    if word.lower() in ABBREVIATIONS_BEFORE_NUMBERS:
        return not following.isdigit()
    is_initial = len(word) == 1 and word.isupper()
    return not is_initial and word.lower() not in ABBREVIATIONS


def is_grade_known() -> bool:
    """Return True if texts are in English, for which the formula is."""
    return settings.LANGUAGE_CODE.partition("-")[0] == "en"


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    return len(_hyphenation().positions(word.lower())) + 1


@cache
def _hyphenation() -> Pyphen:
    return Pyphen(lang="en_US")
