"""The study type of a source, and the strength of a finding.

The study type is a fact about a source; the strength is an editor's judgement of one finding.
They are independent, and neither is a GRADE rating. A guideline or official source is no study: it
is never ranked among them, has a mark of its own, and is shown apart.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class StudyType(models.TextChoices):
    """The kind of a source; `level` is its slice of the evidence pyramid."""

    SYSTEMATIC_REVIEW = "systematic_review", _("Systematic review")
    RANDOMISED_TRIAL = "randomised_trial", _("Randomised controlled trial")
    OBSERVATIONAL = "observational", _("Observational study")
    LABORATORY = "laboratory", _("Laboratory study")
    IMAGING = "imaging", _("Imaging study")
    CASE_REPORT = "case_report", _("Case report")
    NARRATIVE_REVIEW = "narrative_review", _("Narrative review")
    EXPERT_OPINION = "expert_opinion", _("Expert opinion")
    HYPOTHESIS = "hypothesis", _("Hypothesis paper")
    GUIDELINE = "guideline", _("Guideline or official source")

    @property
    def level(self) -> int:
        """Level from 5, systematic review, to 1, opinion and narrative review; 0 for no study."""
        return _LEVELS.get(self, 1)

    @property
    def is_guideline(self) -> bool:
        """True for a guideline or official source, which has no level."""
        return self is StudyType.GUIDELINE


_LEVELS = {
    StudyType.SYSTEMATIC_REVIEW: 5,
    StudyType.RANDOMISED_TRIAL: 4,
    StudyType.OBSERVATIONAL: 3,
    StudyType.LABORATORY: 2,
    StudyType.IMAGING: 2,
    StudyType.CASE_REPORT: 2,
    StudyType.GUIDELINE: 0,
}
LEVEL_COUNT_LABELS = {
    5: ngettext_lazy("%(count)d systematic review", "%(count)d systematic reviews", "count"),
    4: ngettext_lazy("%(count)d randomised trial", "%(count)d randomised trials", "count"),
    3: ngettext_lazy("%(count)d observational study", "%(count)d observational studies", "count"),
    2: ngettext_lazy(
        "%(count)d laboratory, imaging or case study",
        "%(count)d laboratory, imaging or case studies",
        "count",
    ),
    1: ngettext_lazy(
        "%(count)d opinion, hypothesis or narrative review",
        "%(count)d opinions, hypotheses or narrative reviews",
        "count",
    ),
}
GUIDELINE_COUNT_LABEL = ngettext_lazy(
    "%(count)d guideline or official source", "%(count)d guidelines or official sources", "count"
)
UNLABELLED_COUNT_LABEL = ngettext_lazy(
    "%(count)d source not sorted by kind yet",
    "%(count)d sources not sorted by kind yet",
    "count",
)


class Strength(models.TextChoices):
    """An editor's judgement of one finding."""

    GOOD = "good", _("Good evidence")
    MODERATE = "moderate", _("Moderate evidence")
    LIMITED = "limited", _("Limited evidence")
    UNTESTED = "untested", _("Untested idea")


def parse_study_type(value: str) -> StudyType | None:
    """Return the StudyType of a stored value; None if a draft has none or an unknown one."""
    try:
        return StudyType(value)
    except ValueError:
        return None


def find_strongest(types: Iterable[StudyType | None]) -> StudyType | None:
    """Return the strongest design; None without a study, since guidelines are not ranked."""
    studies = [study for study in types if study and study.level]
    return max(studies, key=lambda study: study.level, default=None)


@dataclass(frozen=True)
class SourceCount:
    """The number of sources of one kind, in figures and words."""

    count: int
    label: str
    level: int = 0

    @property
    def marks(self) -> range:
        """One mark for each source, to draw the number."""
        return range(self.count)


@dataclass(frozen=True)
class EvidenceMix:
    """The number of sources of each kind.

    `studies` has the levels of the pyramid, the strongest first, or none if no source is a study. A
    level without a source is left out as long as sources are unlabelled: they may belong there.
    """

    studies: list[SourceCount] = field(default_factory=list)
    guidelines: SourceCount | None = None
    unlabelled: SourceCount | None = None

    @property
    def top_level(self) -> int:
        """The level of the strongest study, or 0."""
        return next((row.level for row in self.studies if row.count), 0)


def build_evidence_mix(types: Sequence[StudyType | None]) -> EvidenceMix | None:
    """Count the sources of each kind. Return None if no source has a study type."""
    if not any(types):
        return None
    counts = Counter(study.level for study in types if study and study.level)
    guidelines = sum(study is StudyType.GUIDELINE for study in types)
    unlabelled = sum(study is None for study in types)
    levels = [level for level in LEVEL_COUNT_LABELS if counts[level] or (counts and not unlabelled)]
    studies = [_count(counts[level], LEVEL_COUNT_LABELS[level], level) for level in levels]
    return EvidenceMix(
        studies,
        _count(guidelines, GUIDELINE_COUNT_LABEL) if guidelines else None,
        _count(unlabelled, UNLABELLED_COUNT_LABEL) if unlabelled else None,
    )


def _count(count: int, label, level: int = 0) -> SourceCount:
    return SourceCount(count, label % {"count": count}, level)


# The more specific ones first: PubMed also calls many trial reports a review.
PUBMED_TYPES = (
    (StudyType.SYSTEMATIC_REVIEW, "systematic review|meta-analysis|network meta-analysis"),
    (StudyType.GUIDELINE, "practice guideline|guideline|consensus development conference"),
    (StudyType.GUIDELINE, "consensus development conference, nih"),
    (StudyType.RANDOMISED_TRIAL, "randomized controlled trial|randomised controlled trial"),
    (StudyType.OBSERVATIONAL, "observational study"),
    (StudyType.CASE_REPORT, "case reports|case report"),
    (StudyType.NARRATIVE_REVIEW, "review"),
    (StudyType.EXPERT_OPINION, "editorial|comment"),
)


def detect_study_type(publication_types: Iterable[str]) -> str:
    """Return the study type of PubMed's types such as ["Journal Article", "Review"], or ""."""
    names = {name.strip().lower() for name in publication_types}
    return next((study.value for study, own in PUBMED_TYPES if names & set(own.split("|"))), "")
