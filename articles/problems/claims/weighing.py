"""Weigh the words of a sentence: is it a promise, or careful, practical or about something else?

Rules know frames and phrases. A promise in words that no rule knows ("your knees will send us
flowers") still differs from careful writing in most of its words: whom it addresses, what it leaves
out, what it compares bodies to. Each feature of a sentence has points, for a promise if positive,
fitted to labelled sentences by `manage.py fit_claims`; their sum decides.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from articles.problems.claims.folding import fold
from articles.problems.claims.reading import SentenceReading

# The classes that a first word is told apart by.
FIRST_CLASSES = frozenset(
    {
        *("<treatment>", "<clinic>", "<we>", "<you>", "<ill>", "<part>", "<prize>", "<good>"),
        *("<people>", "<client>", "<study>", "<number>", "<everyday>", "<practice>", "<medicine>"),
    }
)
DENIED_CLASSES = frozenset(
    {
        *("<treatment>", "<named_treatment>", "<clinic>", "<we>", "<you>", "<people>", "<client>"),
        *("<ill>", "<body>", "<part>", "<prize>", "<good>", "<number>", "<professional>"),
        *("<everyday>", "<practice>", "<bless>", "<touch>"),
    }
)
MAX_LENGTH_STEP = 4
WORDS_PER_STEP = 6
MAX_QUOTED_WORDS = 3
NUMBER = "#"
# A promise is one whatever it is about: of illnesses, bodies and treatments only the class counts.
TOPICS = frozenset({"<ill>", "<body>", "<named_treatment>", "<medicine>", "<messenger>"})
TOPIC = "(topic)"
UNWEIGHED_CLASSES = frozenset({"<registered>"})
UNWEIGHED_TRAITS = frozenset({"registered"})
STOPS = frozenset({".", TOPIC})
# What says that nothing is known, or for whom something holds, promises nothing.
SILENCING_TRAITS = frozenset({"about", "wide", "limit"})
DOUBTFUL_TRAITS = frozenset({"harm", "procedure"})
CAUTION = 8
# Neither as few points as a careful sentence has, nor enough on any page.
NO_PROMISE = -12
MAX_KNOWN_WORDS = 20_000


@dataclass(frozen=True, eq=False)
class Weights:
    """The points of features, and how many make a promise."""

    points: Mapping[str, int]
    threshold: int

    def weigh(self, reading: SentenceReading, *, is_line: bool) -> int:
        """Return by how many points a sentence is a promise, below nought if it is none.

        Headings, questions and sentences about harm or a visit need more points.
        """
        if not reading.traits.isdisjoint(SILENCING_TRAITS):
            return NO_PROMISE
        features = set(find_features(reading, self.word_of))
        known = self.points.keys() & features
        is_doubtful = (
            is_line or reading.is_question or not reading.traits.isdisjoint(DOUBTFUL_TRAITS)
        )
        return sum(map(self.points.__getitem__, known)) - self.threshold - CAUTION * is_doubtful

    def find_strongest(self, reading: SentenceReading) -> range:
        """Return the words from the first to the last of those with most points."""
        points = [
            sum(self.points.get(key, 0) for key in own)
            + (self.points.get(self.word_of(token.form), 0) if TOPICS.isdisjoint(own) else 0)
            for token, own in zip(reading.tokens, reading.keys, strict=True)
        ]
        places = sorted(range(len(points)), key=points.__getitem__, reverse=True)
        chosen = [place for place in places[:MAX_QUOTED_WORDS] if points[place] > 0] or places[:1]
        return range(min(chosen), max(chosen) + 1)

    def word_of(self, form: str) -> str:
        """Return the word in the form that has points, "#" for a number."""
        return _find_word(self, form)


def find_features(reading: SentenceReading, word_of: Callable[[str], str]) -> Iterator[str]:
    """Yield the features of a sentence: its words, classes, traits, length and beginning."""
    words = [
        word_of(token.form) if TOPICS.isdisjoint(own) else TOPIC
        for token, own in zip(reading.tokens, reading.keys, strict=True)
    ]
    yield from (word for word in words if word not in STOPS)
    for own in reading.keys:
        yield from (key for key in own - UNWEIGHED_CLASSES if key[0] == "<")
    yield from (f"trait {trait}" for trait in reading.traits - UNWEIGHED_TRAITS)
    if "negation" in reading.traits:
        # "Drops do not" is careful, where "you will never" promises.
        yield from (f"not {key}" for own in reading.keys for key in own & DENIED_CLASSES)
    if reading.is_question:
        yield "question"
    if reading.quoted is not None:
        yield "quotation"
    yield f"length {min(MAX_LENGTH_STEP, len(words) // WORDS_PER_STEP)}"
    if words:
        yield f"^ {words[0]}"
        yield from (f"^ {key}" for key in reading.keys[0] & FIRST_CLASSES)
        yield f"^ {' '.join(words[:2])}"


@lru_cache(MAX_KNOWN_WORDS)
def _find_word(weights: Weights, form: str) -> str:
    return choose_word(form, weights.points)


def choose_word(form: str, known: Container[str]) -> str:
    """Return the first of what the form may be a form of that is known, "#" for a number."""
    if form[0].isdigit():
        return NUMBER
    return next((word for word in fold(form) if word in known), form)
