"""What PubMed calls a publication, and the study type that stands for it here."""

from collections.abc import Iterable

from articles.references.study_types import StudyType

# The telling ones first: a trial's report is often called a review or a comparative study too.
STUDY_TYPES = (
    (
        StudyType.SYSTEMATIC_REVIEW,
        {"systematic review", "meta-analysis", "network meta-analysis"},
    ),
    (
        StudyType.GUIDELINE,
        {
            "practice guideline",
            "guideline",
            "consensus development conference",
            "consensus development conference, nih",
        },
    ),
    (StudyType.RANDOMISED_TRIAL, {"randomized controlled trial", "randomised controlled trial"}),
    (StudyType.OBSERVATIONAL, {"observational study"}),
    (StudyType.CASE_REPORT, {"case reports", "case report"}),
    (StudyType.NARRATIVE_REVIEW, {"review"}),
    (StudyType.EXPERT_OPINION, {"editorial", "comment"}),
)


def detect_study_type(publication_types: Iterable[str]) -> str:
    """The study type of a list such as ["Journal Article", "Review"]; "" when none is told."""
    named = {name.strip().lower() for name in publication_types}
    return next((study.value for study, names in STUDY_TYPES if names & named), "")
