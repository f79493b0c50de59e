"""Split a passage into sentences, each with the citations that belong to it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.problems.claims.normalising import NormalisedText, normalise
from articles.problems.claims.passages import Mark, Passage

MAX_SENTENCE_LENGTH = 1000
STOP = re.compile(r"[.!?…]+[\"')\]]*|\n")
# No sentence ends with these, nor with a single letter, as in "J. Smith".
ABBREVIATIONS = frozenset(
    {
        *("al", "approx", "ca", "cf", "dr", "e.g", "eg", "esp", "etc", "fig", "i.e", "ie", "inc"),
        *("jr", "ltd", "max", "min", "mr", "mrs", "ms", "no", "nos", "p", "pp", "prof", "ref"),
        *("resp", "sr", "st", "tab", "viz", "vol", "vs"),
    }
)
LAST_WORD = re.compile(r"[^\s\"'(\[]+$")
MAX_WORD_LENGTH = 20
WORD = re.compile(r"\w")


class Sentence(NamedTuple):
    """A sentence: its span in the normalised text, and its citations."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def split_passage(passage: Passage) -> tuple[NormalisedText, list[Sentence]]:
    """Return the normalised text and its sentences.

    A citation behind the full stop belongs to the sentence before it.
    """
    normal = normalise(passage.text)
    marks = [(normal.from_original(mark.position), mark) for mark in passage.marks]
    spans = list(_spans(normal.text, {position for position, _mark in marks}))
    own: list[list[Mark]] = [[] for _span in spans]
    for position, mark in marks:
        if spans:
            own[_sentence_at(spans, position)].append(mark)
    return normal, [Sentence(*span, tuple(found)) for span, found in zip(spans, own, strict=True)]


def _sentence_at(spans: Sequence[tuple[int, int]], position: int) -> int:
    """Return the number of the last sentence that begins before the position."""
    return max(0, bisect_left(spans, (position, 0)) - 1)


def _spans(text: str, marks: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the sentences without the space around them, long ones in pieces."""
    start = 0
    for match in STOP.finditer(text):
        if match.end() > start and _ends_sentence(text, match, marks):
            yield from _pieces(text, start, match.end())
            start = match.end()
    yield from _pieces(text, start, len(text))


def _ends_sentence(text: str, match: re.Match[str], marks: set[int]) -> bool:
    if match[0] == "\n":
        return True
    after = text[match.end() : match.end() + 4]
    if after and not after[0].isspace() and match.end() not in marks:
        return False
    following = after.lstrip()[:1]
    if following.islower() and match[0][0] != "!" and match[0][0] != "?":
        return False
    if match[0] != ".":
        return not following.islower()
    word = LAST_WORD.search(text, max(0, match.start() - MAX_WORD_LENGTH), match.start())
    name = word[0].lower() if word else ""
    return name not in ABBREVIATIONS and not (len(name) == 1 and name.isalpha() and name != "i")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE_LENGTH:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE_LENGTH)
        cut = cut if cut > start else start + MAX_SENTENCE_LENGTH
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if WORD.search(text, start, end):
        yield start, end
