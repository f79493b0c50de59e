"""Fit the weights of words to labelled sentences: a logistic regression, rounded to whole points.

It needs no library and takes about a minute. Only words that several sentences have get points.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from articles.problems.claims.folding import fold
from articles.problems.claims.passages import Passage
from articles.problems.claims.reading import SentenceReading, read_sentence
from articles.problems.claims.rules import RuleBook, get_lexicon
from articles.problems.claims.sentences import split_passage
from articles.problems.claims.subjects import Subject
from articles.problems.claims.weighing import choose_word, find_features

MIN_SENTENCES = 3
POINTS_PER_UNIT = 10
PENALTY = 1.5
ROUNDS = 200
STEP = 0.05
CITED = "cited"
MAX_LINE = 110


class FittedSentence(NamedTuple):
    """A sentence to learn from: its features, its label, and how much it counts."""

    features: tuple[str, ...]
    is_claim: bool
    weight: float


def read_features(
    book: RuleBook, sentences: Sequence[tuple[Passage, bool, float]]
) -> list[FittedSentence]:
    """Return the features of passages with their labels and weights.

    Words are brought to the form in which most sentences have them. A citation is a feature too,
    so that the words of cited results are not taken for careful ones, but it gets no points.
    """
    lexicon = get_lexicon(book, frozenset())
    readings: list[list[SentenceReading]] = []
    for passage, _is_claim, _weight in sentences:
        normal, spans = split_passage(passage)
        readings.append(
            [
                read_sentence(
                    normal.text,
                    span.start,
                    span.end,
                    lexicon,
                    book.cue_index,
                    book.codes,
                    Subject.UNKNOWN,
                )
                for span in spans
            ]
        )
    words = _known_words(readings)
    found = []
    for own, (passage, is_claim, weight) in zip(readings, sentences, strict=True):
        features = {
            feature
            for reading in own
            for feature in find_features(reading, lambda form: choose_word(form, words))
        }
        if passage.marks or passage.beside:
            features.add(CITED)
        found.append(FittedSentence(tuple(sorted(features)), is_claim, weight))
    return found


def _known_words(readings: Iterable[Iterable[SentenceReading]]) -> set[str]:
    """Return for each form the one of its readings that most sentences have."""
    counts: Counter[str] = Counter()
    forms: set[str] = set()
    for own in readings:
        own_forms = {token.form for reading in own for token in reading.tokens}
        forms |= own_forms
        counts.update({word for form in own_forms for word in fold(form)})
    best = {max(fold(form), key=lambda word: (counts[word], len(word))) for form in forms}
    return {word for word in best if counts[word] >= MIN_SENTENCES}


def fit(sentences: Sequence[FittedSentence]) -> dict[str, int]:
    """Return the points of features, among them "" that every sentence has."""
    counts = Counter(feature for each in sentences for feature in each.features)
    names = ["", *sorted(name for name, count in counts.items() if count >= MIN_SENTENCES)]
    index = {name: number for number, name in enumerate(names)}
    rows = [
        ([0, *(index[name] for name in each.features if name in index)], each.is_claim, each.weight)
        for each in sentences
    ]
    weights = [0.0] * len(names)
    mean, spread = [0.0] * len(names), [0.0] * len(names)
    for turn in range(1, ROUNDS + 1):
        slope = [PENALTY * weight for weight in weights]
        slope[0] = 0.0
        for row, is_claim, weight in rows:
            total = sum([weights[number] for number in row])
            miss = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - is_claim) * weight
            for number in row:
                slope[number] += miss
        for number, value in enumerate(slope):
            mean[number] = 0.9 * mean[number] + 0.1 * value
            spread[number] = 0.999 * spread[number] + 0.001 * value * value
            size = math.sqrt(spread[number] / (1 - 0.999**turn)) + 1e-8
            weights[number] -= STEP * mean[number] / (1 - 0.9**turn) / size
    points = {name: round(POINTS_PER_UNIT * weights[index[name]]) for name in names}
    return {name: value for name, value in points.items() if value and name != CITED}


def write_weights(points: dict[str, int], threshold: int) -> Iterator[str]:
    """Yield the lines of the file of weights: features with the same points together."""
    yield f"threshold: {threshold}"
    yield "points:"
    by_points: dict[int, list[str]] = defaultdict(list)
    for name, value in points.items():
        if name:
            by_points[value].append(name)
    for value in sorted(by_points, reverse=True):
        yield f"  {value}:"
        yield from _flow(sorted(by_points[value]))


def _flow(names: Sequence[str]) -> Iterator[str]:
    line = "    ["
    for name in names:
        text = name if name.isalpha() and name not in YAML_WORDS else json.dumps(name)
        if len(line) + len(text) > MAX_LINE:
            yield line.rstrip()
            line = "     "
        line += f"{text}, "
    yield line.rstrip(", ") + "]"


YAML_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
