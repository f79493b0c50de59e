"""Sample sources for the preview of the references block in the block picker."""

from types import SimpleNamespace

from articles.citations.numbering import Citations, number_citations
from articles.references.authors import parse_authors
from articles.references.naming import short_label
from articles.references.source import Source
from articles.references.study_types import StudyType


def sample_citations() -> Citations:
    """Return two numbered sources that are not in the library."""
    trial = _sample(1, "Sample A\nExample B", "A trial of walking", StudyType.RANDOMISED_TRIAL)
    review = _sample(2, "Specimen C", "What is known of rest", StudyType.SYSTEMATIC_REVIEW)
    return number_citations([1, 2, 1], {1: trial, 2: review})


def _sample(number: int, authors: str, title: str, study: StudyType) -> SimpleNamespace:
    source = Source(
        authors=parse_authors(authors),
        title=title,
        container="Journal of Examples",
        year=2020 + number,
        volume=str(number),
        pages="1-9",
    )
    label = short_label(authors, source.year)
    return SimpleNamespace(key=f"sample-{number}", source=source, study=study, short_label=label)
