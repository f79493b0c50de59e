"""What kind of source a reference is, and how far an editor trusts a finding.

The two scales are independent: the study type is a fact about the source, the strength is an
editor's judgement of one finding. Neither is a GRADE rating and neither claims to be.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

LEVELS = (5, 4, 3, 2, 1)


class StudyType(models.TextChoices):
    """Design of a source. `level` places it in the five slices of the evidence pyramid."""

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
        """5 for a systematic review down to 1 for opinion, narrative and guidance."""
        return _LEVEL_BY_TYPE[self]


_LEVEL_BY_TYPE = {
    StudyType.SYSTEMATIC_REVIEW: 5,
    StudyType.RANDOMISED_TRIAL: 4,
    StudyType.OBSERVATIONAL: 3,
    StudyType.LABORATORY: 2,
    StudyType.IMAGING: 2,
    StudyType.CASE_REPORT: 2,
    StudyType.NARRATIVE_REVIEW: 1,
    StudyType.EXPERT_OPINION: 1,
    StudyType.HYPOTHESIS: 1,
    StudyType.GUIDELINE: 1,
}

LEVEL_COUNT_LABELS = {
    5: ngettext_lazy("%(count)d systematic review", "%(count)d systematic reviews", "count"),
    4: ngettext_lazy("%(count)d randomised trial", "%(count)d randomised trials", "count"),
    3: ngettext_lazy("%(count)d observational study", "%(count)d observational studies", "count"),
    2: ngettext_lazy(
        "%(count)d laboratory, imaging or case report",
        "%(count)d laboratory, imaging or case reports",
        "count",
    ),
    1: ngettext_lazy(
        "%(count)d guidance, opinion or narrative",
        "%(count)d guidance, opinion or narrative",
        "count",
    ),
}


class Strength(models.TextChoices):
    """An editor's judgement of one finding, shown in words and by the style of a border."""

    GOOD = "good", _("Good evidence")
    MODERATE = "moderate", _("Moderate evidence")
    LIMITED = "limited", _("Limited evidence")
    UNTESTED = "untested", _("Untested idea")


def parse_study_type(value: str) -> StudyType | None:
    """The StudyType of a stored value; None for an empty or unknown one (a half-filled draft)."""
    try:
        return StudyType(value)
    except ValueError:
        return None


def build_evidence_mix(types: list[StudyType | None]) -> list[dict]:
    """Counts per pyramid level, strongest first, for "What this article rests on".

    Returns five rows `{"level": 5, "count": 1, "label": "1 systematic review"}`; sources without
    a study type are left out of the count.
    """
    levels = [kind.level for kind in types if kind]
    return [
        {
            "level": level,
            "count": levels.count(level),
            "label": LEVEL_COUNT_LABELS[level] % {"count": levels.count(level)},
        }
        for level in LEVELS
    ]
