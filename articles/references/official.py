"""Official sources: guidelines, licences, reports and web pages, which change and are replaced."""

from articles.references.source import Source, SourceKind
from articles.references.study_types import StudyType

OFFICIAL_KINDS = (SourceKind.REPORT, SourceKind.WEB_PAGE)
# Any of these leads a reader to the source, as a web address does.
IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "registration")


def is_guideline(source: Source) -> bool:
    return source.study_type == StudyType.GUIDELINE


def is_official(source: Source) -> bool:
    return source.kind in OFFICIAL_KINDS or is_guideline(source)


def can_be_looked_up(source: Source) -> bool:
    """Return True for a source with a web address or an identifier."""
    has_address = source.url.startswith(("https://", "http://"))
    return has_address or any(getattr(source, name).strip() for name in IDENTIFIERS)


def is_unreachable(source: Source) -> bool:
    """Return True for an official source that readers cannot look up."""
    return is_official(source) and not can_be_looked_up(source)


def get_last_checked_year(source: Source) -> int | None:
    """Return the year of the source, or the year of the last visit if that is later."""
    years = (source.year, source.accessed and source.accessed.year)
    return max((year for year in years if year), default=None)
