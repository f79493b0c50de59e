"""Rules that need the whole page: what it says elsewhere, and what its sources are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.citing import WEAK_TYPES
from articles.problems.claims.judging import Found, JudgedSentence
from articles.problems.claims.passages import ClaimSettings, Passage, SourceFacts
from articles.references.study_types import Strength, parse_study_type

MAX_LEVEL_OF_WEAK_STUDY = 2
MAX_BENEFITS_WITHOUT_HARM = 3
MIN_PARAGRAPH_WORDS = 12
HEADINGS = frozenset({TextKind.TITLE, TextKind.HEADING})
PARAGRAPHS = frozenset({TextKind.PROSE, TextKind.ITEM})
NEGATIVE_TITLE = re.compile(
    r"\b(?:absence of|lack of|no (?:\w+ ){0,3}(?:effect|benefit|difference|evidence|advantage)s?"
    r"|(?:did|do|does|is|was|are|were) not\b|fail(?:s|ed|ure)? to|ineffective|without benefit"
    r"|not (?:effective|superior|better))",
    re.IGNORECASE,
)
CUT_OFF = re.compile(r"\[(?:…|\.\.\.)\]|(?:…|\.\.\.)$")
FURNITURE = re.compile(
    r"^(?:related (?:blogs?|posts?|articles?)|read more|share (?:this|on\b.*)"
    r"|leave a (?:comment|reply)|posted (?:by|on|in)\b.*|category: .*|tags: .*|previous post"
    r"|next post|back to top)$"
    r"|\ball rights reserved\b|^(?:©|\(c\)|copyright)\s*\d{4}",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+")
DENIALS = frozenset({"negation", "wide", "after", "limit", "doubt"})
HARM_OR_DOUBT = frozenset({"harm", "doubt", "wide", "limit", "hedge", "after"})

Places = Mapping[tuple[int, int], Sequence[Found]]


class _Place(NamedTuple):
    """A sentence of the page with its passage, and their numbers."""

    number: int
    position: int
    passage: Passage
    sentence: JudgedSentence


def find_on_page(
    passages: Sequence[Passage],
    judged: Sequence[Sequence[JudgedSentence]],
    sources: Mapping[int, SourceFacts],
    settings: ClaimSettings,
) -> Places:
    """Return what was found, by the numbers of the passage and of the sentence in it."""
    page = _Page(passages, judged, sources, settings)
    found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for rule_id, place in page.find():
        sentence = place.sentence
        found[place.number, place.position].append(Found(rule_id, sentence.start, sentence.end))
    return found


class _Page:
    """The sentences of a page, with the facts about their sources."""

    def __init__(
        self,
        passages: Sequence[Passage],
        judged: Sequence[Sequence[JudgedSentence]],
        sources: Mapping[int, SourceFacts],
        settings: ClaimSettings,
    ):
        self.passages = passages
        self.judged = judged
        self.sources = sources
        self.settings = settings
        self.oldest_recent_year = settings.year - settings.max_source_age
        self.places = [
            _Place(number, position, passages[number], sentence)
            for number, sentences in enumerate(judged)
            for position, sentence in enumerate(sentences)
        ]
        self.groups: dict[str, list[_Place]] = defaultdict(list)
        for place in self.places:
            self.groups[place.passage.group].append(place)

    def find(self) -> Iterator[tuple[str, _Place]]:
        for place in self.places:
            if self.is_against_sources(place):
                yield "J1", place
            if self.has_weak_base(place):
                yield "J2", place
            if self.calls_old_recent(place):
                yield "J3", place
            if self.has_strong_label_of_weak_studies(place):
                yield "J5", place
        yield from self.find_stale()
        yield from self.find_unbalanced()
        yield from self.find_contradiction()
        yield from self.find_leftovers()
        yield from self.find_unsourced_paragraphs()

    def facts(self, ids: Iterable[int]) -> list[SourceFacts]:
        return [self.sources[pk] for pk in ids if pk in self.sources]

    def is_against_sources(self, place: _Place) -> bool:
        """Return True for a positive line above a source that found no clear effect."""
        kind, sentence = place.passage.kind, place.sentence
        if not sentence.is_benefit or not place.passage.group:
            return False
        group = self.groups[place.passage.group]
        if kind is TextKind.CLAIM:
            findings = [each for each in group if each.passage.kind is TextKind.FINDING]
            if any(each.sentence.traits & DENIALS for each in findings):
                return False
            return any(map(_found_nothing, self.facts(sentence.source_ids)))
        if kind not in HEADINGS or sentence.traits & DENIALS:
            return False
        cited = {pk for each in group for pk in each.sentence.source_ids}
        return any(map(_found_nothing, self.facts(sorted(cited))))

    def has_weak_base(self, place: _Place) -> bool:
        """Return True for a benefit that rests on nothing but weak sources."""
        facts = self.facts(place.sentence.source_ids)
        return (
            place.sentence.is_benefit
            and place.passage.kind is not TextKind.CLAIM
            and bool(facts)
            and all(source.study_type in WEAK_TYPES for source in facts)
        )

    def calls_old_recent(self, place: _Place) -> bool:
        sentence = place.sentence
        newest = _newest_year(self.facts(sentence.source_ids or sentence.nearby_ids))
        is_old = newest is not None and newest < self.oldest_recent_year
        return is_old and "recent" in place.sentence.traits

    def has_strong_label_of_weak_studies(self, place: _Place) -> bool:
        if place.passage.strength != Strength.GOOD.value:
            return False
        studies = [
            study
            for source in self.facts(place.sentence.source_ids)
            if (study := parse_study_type(source.study_type))
        ]
        return bool(studies) and all(
            study.level <= MAX_LEVEL_OF_WEAK_STUDY and not study.is_guideline for study in studies
        )

    def find_stale(self) -> Iterator[tuple[str, _Place]]:
        """Yield the first sentence of a page whose newest source is old."""
        ids = {pk for place in self.places for pk in place.sentence.source_ids}
        newest = _newest_year(self.facts(ids))
        if self.places and newest is not None and newest < self.oldest_recent_year:
            yield "J3", self.places[0]

    def find_unbalanced(self) -> Iterator[tuple[str, _Place]]:
        """Yield the first benefit too many of a page that knows no harm and no doubt."""
        benefits = [place for place in self.places if place.sentence.is_benefit]
        if len(benefits) > MAX_BENEFITS_WITHOUT_HARM and not any(
            place.sentence.traits & HARM_OR_DOUBT for place in self.places
        ):
            yield "J4", benefits[MAX_BENEFITS_WITHOUT_HARM]

    def find_contradiction(self) -> Iterator[tuple[str, _Place]]:
        """Yield "no treatment exists" on a page that says what a treatment does."""
        if any(place.sentence.is_benefit for place in self.places):
            for place in self.places:
                if "no_treatment" in place.sentence.traits:
                    yield "J5", place

    def find_leftovers(self) -> Iterator[tuple[str, _Place]]:
        standfirsts = {
            key
            for passage in self.passages
            if passage.kind is TextKind.STANDFIRST and (key := _words(passage.text))
        }
        for place in self.places:
            if place.position == 0:
                text = place.passage.text.strip()
                is_repeated = place.passage.kind in PARAGRAPHS and _words(text) in standfirsts
                if is_repeated or CUT_OFF.search(text) or FURNITURE.search(text):
                    yield "J6", place

    def find_unsourced_paragraphs(self) -> Iterator[tuple[str, _Place]]:
        for place in self.places:
            is_start = place.position == 0 and place.passage.kind in PARAGRAPHS
            if is_start and _lacks_source(place.passage, self.judged[place.number]):
                yield "J8", place


def _found_nothing(source: SourceFacts) -> bool:
    return source.finding in ("no", "mixed") or bool(NEGATIVE_TITLE.search(source.title))


def _newest_year(facts: Iterable[SourceFacts]) -> int | None:
    return max((source.year for source in facts if source.year), default=None)


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def _lacks_source(passage: Passage, sentences: Sequence[JudgedSentence]) -> bool:
    """Return True for a paragraph about a treatment, not only about the clinic's days."""
    if passage.marks or passage.beside or len(passage.text.split()) < MIN_PARAGRAPH_WORDS:
        return False
    if not any("registered" in sentence.traits for sentence in sentences):
        return False
    return not all("practical" in sentence.traits for sentence in sentences)
