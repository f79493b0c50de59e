"""Check the claims of a page: its sentences first, then what only shows in the whole."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.citing import is_reliable
from articles.problems.claims.judging import SUMMARIES, Found, Judge, JudgedSentence
from articles.problems.claims.nearness import find_around, find_headings
from articles.problems.claims.page_rules import find_on_page
from articles.problems.claims.passages import (
    Claim,
    ClaimSettings,
    ClaimSeverity,
    FamilyLevel,
    Mark,
    Passage,
    SourceFacts,
)
from articles.problems.claims.promises import find_in_sentences
from articles.problems.claims.rules import Rule, RuleBook, get_lexicon, get_rule_book

MAX_KEPT_PASSAGES = 4096


def is_language_checked(language: str) -> bool:
    """Return True if there are rules for the language."""
    return get_rule_book(language) is not None


def check_claims(
    passages: Sequence[Passage], sources: Mapping[int, SourceFacts], settings: ClaimSettings
) -> list[Claim]:
    """Return what the passages claim without showing their sources, in their order.

    Each sentence has one claim, the gravest; `also` names the others. A text in a language without
    rules has none: see `is_language_checked`.
    """
    book = get_rule_book(settings.language)
    if book is None:
        return []
    is_sourced = any(is_reliable(sources[pk]) for pk in _cited_ids(passages) if pk in sources)
    around = find_around(passages)
    judged = [
        _judge(
            book, settings, passage, sources, is_sourced and passage.kind in SUMMARIES, ids, heading
        )
        for passage, ids, heading in zip(passages, around, find_headings(passages), strict=True)
    ]
    on_page = find_on_page(passages, judged, sources, settings, book)
    in_sentences = find_in_sentences(book, judged)
    claims = []
    for number, (passage, sentences) in enumerate(zip(passages, judged, strict=True)):
        for position, sentence in enumerate(sentences):
            place = number, position
            found = [*in_sentences.get(place, ()), *on_page.get(place, ())]
            if claim := _claim(book, settings, passage, sentence, found):
                claims.append(claim)
    return claims


def _judge(
    book: RuleBook,
    settings: ClaimSettings,
    passage: Passage,
    sources: Mapping[int, SourceFacts],
    rests_on_page: bool,
    around: frozenset[int],
    heading: str,
) -> tuple[JudgedSentence, ...]:
    ids = {*passage.beside, *(pk for mark in passage.marks for pk in mark.source_ids)}
    facts = tuple((pk, sources[pk]) for pk in sorted(ids) if pk in sources)
    return _judge_text(
        book,
        settings.treatments,
        settings.jurisdictions,
        passage.text,
        passage.kind,
        passage.marks,
        passage.beside,
        facts,
        rests_on_page,
        tuple(sources[pk] for pk in sorted(around) if pk in sources),
        heading,
    )


def _cited_ids(passages: Sequence[Passage]) -> set[int]:
    marked = {pk for passage in passages for mark in passage.marks for pk in mark.source_ids}
    return marked | {pk for passage in passages for pk in passage.beside}


@lru_cache(MAX_KEPT_PASSAGES)
def _judge_text(
    book: RuleBook,
    treatments: frozenset[str],
    jurisdictions: frozenset[str],
    text: str,
    kind: TextKind,
    marks: tuple[Mark, ...],
    beside: tuple[int, ...],
    facts: tuple[tuple[int, SourceFacts], ...],
    rests_on_page: bool,
    around: tuple[SourceFacts, ...],
    heading: str,
) -> tuple[JudgedSentence, ...]:
    """Judge one paragraph. While an article is written, all others come from the cache."""
    judge = Judge(book, get_lexicon(book, treatments), jurisdictions)
    passage = Passage(text, kind, marks=marks, beside=beside)
    return judge.judge(
        passage, dict(facts), rests_on_page=rests_on_page, around=around, heading=heading
    )


def _claim(
    book: RuleBook,
    settings: ClaimSettings,
    passage: Passage,
    sentence: JudgedSentence,
    found: Sequence[Found],
) -> Claim | None:
    """Return the gravest of what was found in a sentence."""
    graded = [
        (severity, book.rules[each.rule_id], each)
        for each in found
        if (severity := grade(book.rules[each.rule_id], settings))
    ]
    if not graded:
        return None
    graded.sort(key=lambda row: (row[0].rank, row[1].is_last_resort, row[1].order))
    severity, rule, chosen = graded[0]
    also = dict.fromkeys(row[1].id for row in graded[1:] if row[1].id != rule.id)
    return Claim(
        rule_id=rule.id,
        family=rule.family,
        severity=severity,
        fixes=rule.fixes,
        path=passage.path,
        paragraph=passage.paragraph,
        where=passage.where,
        start=chosen.start,
        end=chosen.end,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        sentence=passage.text[sentence.start : sentence.end],
        quote=passage.text[chosen.start : chosen.end],
        what=chosen.what or rule.what,
        why=rule.why,
        do=rule.do,
        example=rule.example,
        also=tuple(also),
        cited_ids=sentence.source_ids,
    )


def grade(rule: Rule, settings: ClaimSettings) -> ClaimSeverity | None:
    """Return the severity of a rule on this site; None if its family is off."""
    level = settings.level(rule.family)
    if level is FamilyLevel.OFF:
        return None
    is_stop = rule.severity is ClaimSeverity.STOP or not settings.jurisdictions.isdisjoint(
        rule.stop_in
    )
    if not is_stop:
        return rule.severity
    return ClaimSeverity.WARN if level is FamilyLevel.WARN else ClaimSeverity.STOP
