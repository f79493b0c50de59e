"""Made-up sources for the preview of the references block in the block picker."""

from types import SimpleNamespace

from articles.references.formatting import formatted, short_label
from articles.study_types import StudyType

from .numbering import Citations, Occurrence, number_citations


def _sample(number: int, authors: str, title: str, study: StudyType) -> SimpleNamespace:
    fields = SimpleNamespace(
        key=f"sample-{number}",
        authors=authors,
        title=title,
        container="Journal of Examples",
        year=2020 + number,
        volume=str(number),
        issue="",
        pages="1-9",
        publisher="",
        doi="",
        doi_url="",
        pubmed_url="",
        url="",
        study=study,
    )
    fields.short_label = short_label(authors, fields.year, title)
    fields.formatted = formatted(fields)
    return fields


def sample_citations() -> Citations:
    """Two numbered sources that exist in no library."""
    return number_citations(
        [Occurrence("a", 1), Occurrence("b", 2), Occurrence("c", 1)],
        {
            1: _sample(1, "Sample A\nExample B", "A trial of walking", StudyType.RANDOMISED_TRIAL),
            2: _sample(2, "Specimen C", "What is known of rest", StudyType.SYSTEMATIC_REVIEW),
        },
    )
