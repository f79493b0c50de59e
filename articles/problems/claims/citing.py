"""Decide whether the sources of a sentence carry what it claims."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from articles.problems.claims.passages import ClaimSeverity, SourceFacts
from articles.problems.claims.rules import Rule
from articles.references.study_types import StudyType

GUIDELINE = StudyType.GUIDELINE.value
# Only these compare people who had a treatment with people who had not.
STRONG_TYPES = frozenset({StudyType.SYSTEMATIC_REVIEW.value, StudyType.RANDOMISED_TRIAL.value})
# What a benefit to people cannot rest on alone.
WEAK_TYPES = frozenset(
    study.value
    for study in (
        StudyType.LABORATORY,
        StudyType.CASE_REPORT,
        StudyType.NARRATIVE_REVIEW,
        StudyType.EXPERT_OPINION,
        StudyType.HYPOTHESIS,
    )
)


class Support(NamedTuple):
    """The sources of a sentence, of its neighbours and of its paragraph, and those of the page.

    A standfirst cannot cite, so it may rest on what the page cites. `around` are the sources of
    the paragraphs before and after, for a list item those of the list and of what introduces it.
    """

    own: Sequence[SourceFacts]
    nearby: Sequence[SourceFacts] = ()
    in_paragraph: Sequence[SourceFacts] = ()
    rests_on_page: bool = False
    around: Sequence[SourceFacts] = ()
    is_item: bool = False


def is_reliable(source: SourceFacts) -> bool:
    """Return True for a trial, a review of trials or a guideline that was not retracted."""
    return not source.is_retracted and source.study_type in (*STRONG_TYPES, GUIDELINE)


def is_guideline(source: SourceFacts) -> bool:
    return not source.is_retracted and source.study_type == GUIDELINE


class Carried(Enum):
    """The answer to whether sources carry a claim."""

    NO = "no"
    UNKNOWN = "unknown"
    """A source without a study type may be a trial or a review of trials."""
    YES = "yes"


def rate_support(rule: Rule, support: Support) -> Carried:
    """Return whether the sources carry what the rule finds.

    A warning may also rest on a source of a neighbouring sentence, in a list also on one that
    stands before or behind the list, for some rules on one in the paragraph or beside it. A
    retracted source counts for nothing.
    """
    if not rule.is_cleared_by_citation:
        return Carried.NO
    valid = [source for source in support.own if not source.is_retracted]
    if rule.is_strict:
        types = {source.study_type for source in valid}
        if types & STRONG_TYPES:
            return Carried.YES
        return Carried.UNKNOWN if "" in types else Carried.NO
    return Carried.YES if valid or _rests_elsewhere(rule, support) else Carried.NO


def _rests_elsewhere(rule: Rule, support: Support) -> bool:
    nearby = [source for source in support.nearby if not source.is_retracted]
    if rule.rests_nearby:
        nearby += [source for source in support.in_paragraph if not source.is_retracted]
    if rule.rests_nearby or support.is_item:
        nearby += [source for source in support.around if not source.is_retracted]
    if rule.is_official and any(is_guideline(source) for source in support.in_paragraph):
        return True
    return rule.severity is not ClaimSeverity.STOP and (bool(nearby) or support.rests_on_page)
