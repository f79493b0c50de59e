"""Decide whether the sources of a sentence carry what it claims."""

from collections.abc import Iterable

from articles.problems.claims.passages import Severity, SourceFacts
from articles.problems.claims.rules import Rule
from articles.references.study_types import StudyType

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


def is_cleared(rule: Rule, own: Iterable[SourceFacts], nearby: Iterable[SourceFacts]) -> bool:
    """Return True if the sources of the sentence clear the rule.

    A warning is also cleared by a source of a neighbouring sentence. A retracted source counts
    for nothing.
    """
    if not rule.is_cleared_by_citation:
        return False
    valid = [source for source in own if not source.is_retracted]
    if rule.is_strict:
        return any(source.study_type in STRONG_TYPES for source in valid)
    if valid:
        return True
    return rule.severity is not Severity.STOP and any(not each.is_retracted for each in nearby)
