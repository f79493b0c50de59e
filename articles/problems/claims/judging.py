"""Judge the sentences of one passage by the rules that need nothing else of the page."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.citing import Carried, Support, rate_support
from articles.problems.claims.lexicon import Lexicon
from articles.problems.claims.normalising import NormalisedText
from articles.problems.claims.passages import Passage, SourceFacts
from articles.problems.claims.patterns import CodedWords
from articles.problems.claims.reading import SentenceReading, read_sentence
from articles.problems.claims.rules import Rule, RuleBook
from articles.problems.claims.sentences import Sentence, split_passage
from articles.problems.claims.subjects import Subject, find_subject
from articles.problems.claims.tokens import tokenise
from articles.problems.claims.weighing import NO_PROMISE

# Lines in which a question may be an advertisement, and those that only name what was tested.
HEADINGS = frozenset({TextKind.TITLE, TextKind.HEADING, TextKind.QUESTION, TextKind.SEARCH})
# Texts that have no place for a citation and sum up what the page says.
SUMMARIES = frozenset({TextKind.STANDFIRST, TextKind.SEARCH})
UNJUDGED = frozenset({TextKind.NONE})
# Words of patients have rules of their own, and what was asked or tested promises nothing.
UNWEIGHED = frozenset({TextKind.TESTIMONIAL, TextKind.QUESTION, TextKind.CLAIM})
# The rules that take the place of one whose source has no study type: a sentence that reports what
# a study found needs a label on the source, one that only asserts it may be wrong as well.
ASSERTED, REPORTED = "J10", "J11"
# On a page of promises a sentence is one with so many points, by itself it needs none below nought.
MIN_POINTS_TO_TELL = -8
# The rule for what no other rule finds and the words as a whole give away.
PROMISING = "J12"
# Promises and pressure are that for appointments and parking too; the rules name exceptions.
FAMILIES_OF_EVERY_DAY = frozenset("AI")
MAX_KEPT_HEADINGS = 1024


class Found(NamedTuple):
    """A rule that a sentence breaks, and the words that do, as offsets in the original text."""

    rule_id: str
    start: int
    end: int
    what: str = ""
    """What is wrong, if it can be said more exactly than by the rule."""


class Promise(NamedTuple):
    """What the words of a sentence as a whole say, whether a rule finds anything or not.

    It is a promise if it has points on its page; see `promises.py`. `found` is what to tell then,
    or None if a source carries it or a rule has told it.
    """

    points: int
    found: Found | None


class JudgedSentence(NamedTuple):
    """A sentence with what is wrong with it and what the rules about pages ask of it."""

    start: int
    end: int
    source_ids: tuple[int, ...]
    nearby_ids: tuple[int, ...]
    """The sources of the sentence and of its neighbours."""
    found: tuple[Found, ...]
    traits: frozenset[str]
    """The kinds of cues in it, such as "harm"."""
    is_benefit: bool
    """It says that a treatment does good, with a source or without one, and sets no limit."""
    promise: Promise


class Judge:
    """Applies the rules to passages, with the facts about the sources that these cite."""

    def __init__(self, book: RuleBook, lexicon: Lexicon, jurisdictions: frozenset[str]):
        self.book = book
        self.lexicon = lexicon
        self.jurisdictions = jurisdictions

    def judge(
        self,
        passage: Passage,
        sources: Mapping[int, SourceFacts],
        *,
        rests_on_page: bool,
        around: Sequence[SourceFacts] = (),
        heading: str = "",
    ) -> tuple[JudgedSentence, ...]:
        """Return the sentences of the passage in order.

        `around` are the sources of its neighbours, and `heading` is the one above it.
        """
        if passage.kind in UNJUDGED:
            return ()
        normal, sentences = split_passage(passage)
        cited = [_source_ids(sentence, passage) for sentence in sentences]
        facts = [[sources[pk] for pk in ids if pk in sources] for ids in cited]
        in_paragraph = [each for own in facts for each in own]
        judged = []
        before = _find_subject_of_heading(self.lexicon, heading)
        for number, sentence in enumerate(sentences):
            reading = read_sentence(
                normal.text,
                sentence.start,
                sentence.end,
                self.lexicon,
                self.book.cue_index,
                self.book.codes,
                before,
            )
            before = reading.subject
            nearby = [each for own in facts[max(0, number - 1) : number + 2] for each in own]
            matches = list(self.matches(passage.kind, reading))
            said = matches
            if passage.kind is TextKind.CLAIM:
                said = list(self.matches(TextKind.PROSE, reading))
            is_item = passage.kind is TextKind.ITEM
            support = Support(facts[number], nearby, in_paragraph, rests_on_page, around, is_item)
            found = []
            for rule, match, is_limited in matches:
                carried = Carried.YES if is_limited else rate_support(rule, support)
                if carried is not Carried.YES:
                    span = normal.to_original(
                        reading.tokens[match[0]].start, reading.tokens[match[-1]].end
                    )
                    rule_id = rule.id
                    if carried is Carried.UNKNOWN:
                        rule_id = REPORTED if "report" in reading.traits else ASSERTED
                    found.append(Found(rule_id, *span))
            judged.append(
                JudgedSentence(
                    *normal.to_original(sentence.start, sentence.end),
                    cited[number],
                    tuple(pk for ids in cited[max(0, number - 1) : number + 2] for pk in ids),
                    tuple(_without_last_resorts(found, matches, self.book)),
                    reading.traits,
                    any(rule.is_benefit and not is_limited for rule, _match, is_limited in said),
                    self.weigh(passage.kind, reading, normal, support, is_found=bool(matches)),
                )
            )
        return tuple(judged)

    def weigh(
        self,
        kind: TextKind,
        reading: SentenceReading,
        normal: NormalisedText,
        support: Support,
        *,
        is_found: bool,
    ) -> Promise:
        if kind in UNWEIGHED or not reading.tokens:
            return Promise(NO_PROMISE, None)
        points = self.book.weights.weigh(reading, is_line=kind in HEADINGS)
        rule = self.book.rules[PROMISING]
        if points < MIN_POINTS_TO_TELL or is_found or rate_support(rule, support) is Carried.YES:
            return Promise(points, None)
        tokens, words = reading.tokens, self.book.weights.find_strongest(reading)
        span = normal.to_original(tokens[words[0]].start, tokens[words[-1]].end)
        return Promise(points, Found(rule.id, *span))

    def matches(
        self, kind: TextKind, reading: SentenceReading
    ) -> Iterator[tuple[Rule, range, bool]]:
        """Yield each rule that the sentence fits once, and whether a hedge limits it."""
        if kind is TextKind.TESTIMONIAL:
            yield from self.quoted_matches(reading.words)
            return
        if "about" in reading.traits:
            return
        if reading.quoted is not None:
            yield from self.quoted_matches(reading.quoted)
        is_asked = reading.is_question or kind in (TextKind.QUESTION, TextKind.CLAIM)
        is_everyday = "everyday" in reading.traits and "medical" not in reading.traits
        seen: set[str] = set()
        for pattern, rule in self.book.rule_index.candidates(reading.words):
            if rule.id in seen or rule.in_quotations:
                continue
            if rule.only_in and self.jurisdictions.isdisjoint(rule.only_in):
                continue
            if rule.kinds and kind not in rule.kinds:
                continue
            if is_everyday and rule.family not in FAMILIES_OF_EVERY_DAY:
                continue
            if (is_asked and not _is_asked_too(rule, kind)) or (rule.only_questions > is_asked):
                continue
            for match in pattern.find(reading.words):
                if not reading.is_negated(match, is_negative=rule.is_negative):
                    seen.add(rule.id)
                    if not self.is_silent(rule, reading):
                        yield rule, match, _is_limited(rule, match, reading)
                    break

    def quoted_matches(self, words: CodedWords) -> Iterator[tuple[Rule, range, bool]]:
        """Yield the rules about what patients say, once."""
        for pattern, rule in self.book.rule_index.candidates(words):
            if rule.in_quotations:
                for match in pattern.find(words):
                    yield rule, match, False
                    return

    def is_silent(self, rule: Rule, reading: SentenceReading) -> bool:
        """Return True if the sentence gives a reason not to apply the rule."""
        return any(
            True for pattern in self.book.unless[rule.id] for _match in pattern.find(reading.words)
        )


@lru_cache(MAX_KEPT_HEADINGS)
def _find_subject_of_heading(lexicon: Lexicon, heading: str) -> Subject:
    forms = [token.form for token in tokenise(heading, 0, len(heading))]
    return find_subject(forms, lexicon.classify(forms), Subject.UNKNOWN)


def _source_ids(sentence: Sentence, passage: Passage) -> tuple[int, ...]:
    marked = [pk for mark in sentence.marks for pk in mark.source_ids]
    return tuple(dict.fromkeys((*marked, *passage.beside)))


def _is_asked_too(rule: Rule, kind: TextKind) -> bool:
    """Return True if the rule applies to a question."""
    return rule.in_questions if kind in HEADINGS or kind is TextKind.CLAIM else rule.in_any_question


def _is_limited(rule: Rule, match: range, reading: SentenceReading) -> bool:
    """Return True if the sentence itself limits what the rule finds."""
    if rule.is_hedgeable and reading.is_hedged(match):
        return True
    return (rule.is_hedgeable or rule.is_limitable) and reading.is_limited(match)


def _without_last_resorts(
    found: Sequence[Found], matches: Sequence[tuple[Rule, range, bool]], book: RuleBook
) -> Iterator[Found]:
    others = [rule for rule, _match, _limited in matches if not rule.is_last_resort]
    for each in found:
        if not (book.rules[each.rule_id].is_last_resort and others):
            yield each
