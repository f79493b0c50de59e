"""The study types of PubMed's publication types."""

from collections.abc import Iterable

from articles.references.study_types import StudyType

# The more specific ones first: PubMed also calls many trial reports a review.
STUDY_TYPES = (
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
    """Return the study type of a list such as ["Journal Article", "Review"]; may be empty."""
    names = {name.strip().lower() for name in publication_types}
    return next((study.value for study, own in STUDY_TYPES if names & set(own.split("|"))), "")
