"""Rules that need the whole page: what it says elsewhere, and what its sources are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.citing import WEAK_TYPES
from articles.problems.claims.judging import Found, JudgedSentence
from articles.problems.claims.passages import ClaimSettings, Passage, SourceFacts
from articles.problems.claims.rules import RuleBook
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
WORD = re.compile(r"\w+")
# Shorter standfirsts may begin an introduction by chance.
MIN_REPEATED_WORDS = 8
FURNISHED_KINDS = PARAGRAPHS | {TextKind.HEADING, TextKind.QUOTATION}
DENIALS = frozenset({"negation", "wide", "after", "limit", "doubt"})
HARM_OR_DOUBT = frozenset({"harm", "doubt", "wide", "limit", "hedge", "after"})

Places = Mapping[tuple[int, int], Sequence[Found]]
# The name of one of the variants of a rule's words, and what it is filled with.
Variant = tuple[str, Mapping[str, object]]
PLAIN: Variant = ("", {})


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
    book: RuleBook,
) -> Places:
    """Return what was found, by the numbers of the passage and of the sentence in it."""
    page = _Page(passages, judged, sources, settings, book.furniture)
    found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for rule_id, place, (name, values) in page.find():
        what = book.rules[rule_id].variants.get(name, "").format(**values)
        sentence = place.sentence
        hit = Found(rule_id, sentence.start, sentence.end, what)
        found[place.number, place.position].append(hit)
    return found


class _Page:
    """The sentences of a page, with the facts about their sources."""

    def __init__(
        self,
        passages: Sequence[Passage],
        judged: Sequence[Sequence[JudgedSentence]],
        sources: Mapping[int, SourceFacts],
        settings: ClaimSettings,
        furniture: re.Pattern[str],
    ):
        self.furniture = furniture
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

    def find(self) -> Iterator[tuple[str, _Place, Variant]]:
        """Yield the id of each rule with its place and the variant of its words."""
        for place in self.places:
            if self.is_against_sources(place):
                yield "J1", place, PLAIN
            if self.has_weak_base(place):
                yield "J2", place, PLAIN
            if year := self.get_old_year_called_recent(place):
                yield "J3", place, ("recent", {"year": year})
            if self.has_strong_label_of_weak_studies(place):
                yield "J5", place, PLAIN
        yield from self.find_stale()
        yield from (("J4", place, PLAIN) for place in self.find_unbalanced())
        yield from (("J5", place, PLAIN) for place in self.find_contradiction())
        yield from self.find_leftovers()
        yield from (("J8", place, PLAIN) for place in self.find_unsourced_paragraphs())

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
        if not place.sentence.is_benefit or place.passage.kind is TextKind.CLAIM:
            return False
        facts = self.facts(place.sentence.source_ids)
        return bool(facts) and all(source.study_type in WEAK_TYPES for source in facts)

    def get_old_year_called_recent(self, place: _Place) -> int | None:
        """Return the year of the newest source of a "recent" sentence, if that is old."""
        sentence = place.sentence
        if "recent" not in sentence.traits:
            return None
        newest = _newest_year(self.facts(sentence.source_ids or sentence.nearby_ids))
        return newest if newest is not None and newest < self.oldest_recent_year else None

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

    def find_stale(self) -> Iterator[tuple[str, _Place, Variant]]:
        """Yield the first sentence of a page whose newest source is old."""
        ids = {pk for place in self.places for pk in place.sentence.source_ids}
        newest = _newest_year(self.facts(ids))
        if self.places and newest is not None and newest < self.oldest_recent_year:
            values = {"year": newest, "age": self.settings.year - newest}
            yield "J3", self.places[0], ("page", values)

    def find_unbalanced(self) -> Iterator[_Place]:
        """Yield the first benefit too many of a page that knows no harm and no doubt."""
        benefits = [place for place in self.places if place.sentence.is_benefit]
        if len(benefits) > MAX_BENEFITS_WITHOUT_HARM and not any(
            place.sentence.traits & HARM_OR_DOUBT for place in self.places
        ):
            yield benefits[MAX_BENEFITS_WITHOUT_HARM]

    def find_contradiction(self) -> Iterator[_Place]:
        """Yield "no treatment exists" on a page that says what a treatment does."""
        if any(place.sentence.is_benefit for place in self.places):
            yield from (place for place in self.places if "no_treatment" in place.sentence.traits)

    def find_leftovers(self) -> Iterator[tuple[str, _Place, Variant]]:
        standfirsts = [
            words
            for passage in self.passages
            if passage.kind is TextKind.STANDFIRST and (words := _words(passage.text))
        ]
        for place in self.places:
            if place.position == 0 and (name := self.get_leftover(place.passage, standfirsts)):
                yield "J6", place, (name, {})

    def get_leftover(self, passage: Passage, standfirsts: Sequence[list[str]]) -> str:
        """Return the variant of J6 that a paragraph is, or an empty string."""
        kind, text = passage.kind, passage.text.strip()
        if kind in PARAGRAPHS and any(_repeats(_words(text), each) for each in standfirsts):
            return "repeated"
        if kind is not TextKind.CALL_TO_ACTION and CUT_OFF.search(text):
            return "cut_off"
        is_furniture = kind in FURNISHED_KINDS and self.furniture.search(text)
        return "furniture" if is_furniture else ""

    def find_unsourced_paragraphs(self) -> Iterator[_Place]:
        for place in self.places:
            is_start = place.position == 0 and place.passage.kind in PARAGRAPHS
            if is_start and _lacks_source(place.passage, self.judged[place.number]):
                yield place


def _found_nothing(source: SourceFacts) -> bool:
    return source.finding in ("no", "mixed") or bool(NEGATIVE_TITLE.search(source.title))


def _newest_year(facts: Iterable[SourceFacts]) -> int | None:
    return max((source.year for source in facts if source.year), default=None)


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _repeats(words: list[str], standfirst: list[str]) -> bool:
    """Return True for the same words, or for a paragraph that a long standfirst is the start of."""
    if words == standfirst:
        return True
    return len(standfirst) >= MIN_REPEATED_WORDS and words[: len(standfirst)] == standfirst


def _lacks_source(passage: Passage, sentences: Sequence[JudgedSentence]) -> bool:
    """Return True for a paragraph about a treatment, not only about the clinic's days."""
    if passage.marks or passage.beside or len(passage.text.split()) < MIN_PARAGRAPH_WORDS:
        return False
    if not any("registered" in sentence.traits for sentence in sentences):
        return False
    return not all("practical" in sentence.traits for sentence in sentences)
