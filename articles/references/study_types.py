"""The study type of a source, and the strength of a finding.

The study type is a fact about a source; the strength is an editor's judgement of one finding.
They are independent, and neither is a GRADE rating.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class StudyType(models.TextChoices):
    """The design of a study; `level` is its slice of the evidence pyramid."""

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
        """Level from 5, systematic review, to 1, opinion, narrative review and guideline."""
        return _LEVELS.get(self, 1)


_LEVELS = {
    StudyType.SYSTEMATIC_REVIEW: 5,
    StudyType.RANDOMISED_TRIAL: 4,
    StudyType.OBSERVATIONAL: 3,
    StudyType.LABORATORY: 2,
    StudyType.IMAGING: 2,
    StudyType.CASE_REPORT: 2,
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
        "%(count)d guideline, opinion or narrative review",
        "%(count)d guidelines, opinions or narrative reviews",
        "count",
    ),
}


class Strength(models.TextChoices):
    """An editor's judgement of one finding."""

    GOOD = "good", _("Good evidence")
    MODERATE = "moderate", _("Moderate evidence")
    LIMITED = "limited", _("Limited evidence")
    UNTESTED = "untested", _("Untested idea")


def parse_study_type(value: str) -> StudyType | None:
    """Return the StudyType of a stored value; None if a draft has none or an unknown one."""
    return StudyType(value) if value in StudyType.values else None


def build_evidence_mix(types: list[StudyType | None]) -> list[dict]:
    """Return `{"level": 5, "count": 1, "label": "1 systematic review"}` for each level.

    The strongest level comes first; sources without a study type are not counted.
    """
    counts = Counter(study_type.level for study_type in types if study_type)
    return [
        {"level": level, "count": counts[level], "label": label % {"count": counts[level]}}
        for level, label in LEVEL_COUNT_LABELS.items()
    ]


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
