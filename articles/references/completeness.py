"""What a source still lacks before a reader could find it."""

from django.utils.translation import gettext_lazy as _

from articles.references.authors import Author
from articles.references.source import Kind, Source

REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.ARTICLE: ("authors", "title", "container", "year", "volume", "study_type"),
    Kind.BOOK: ("authors", "title", "publisher", "year", "study_type"),
    Kind.CHAPTER: ("authors", "title", "container", "publisher", "year", "study_type"),
    Kind.REPORT: ("authors", "title", "publisher", "year", "study_type"),
    Kind.WEB_PAGE: ("title", "container", "url", "accessed", "study_type"),
    Kind.PREPRINT: ("authors", "title", "container", "year", "doi", "study_type"),
    Kind.TRIAL: ("title", "container", "registration", "study_type"),
}
# Fields that do as well as the required one.
STAND_INS: dict[tuple[Kind, str], tuple[str, ...]] = {
    (Kind.ARTICLE, "container"): ("container_short",),
    (Kind.ARTICLE, "volume"): ("pages", "doi"),
    (Kind.BOOK, "authors"): ("editors",),
    (Kind.REPORT, "publisher"): ("url", "doi"),
    (Kind.WEB_PAGE, "container"): ("authors", "publisher"),
    (Kind.PREPRINT, "doi"): ("url",),
    (Kind.TRIAL, "registration"): ("url",),
}
# How a missing field is called in a sentence: "It lacks journal, year."
FIELD_LABELS = {
    "authors": _("authors"),
    "title": _("title"),
    "container": _("journal"),
    "year": _("year"),
    "volume": _("volume or pages"),
    "publisher": _("publisher"),
    "doi": _("DOI or address"),
    "registration": _("registration number"),
    "url": _("address"),
    "accessed": _("day of the last visit"),
    "study_type": _("study type"),
}
CONTAINER_LABELS = {
    Kind.CHAPTER: _("title of the book"),
    Kind.WEB_PAGE: _("name of the site"),
    Kind.PREPRINT: _("preprint server"),
    Kind.TRIAL: _("registry"),
}


def missing_fields(source: Source) -> list[str]:
    """Names of the required fields that are empty, in the order in which a reader meets them."""
    kind = Kind(source.kind) if source.kind in Kind.values else Kind.ARTICLE
    return [
        name
        for name in REQUIRED[kind]
        if not any(_given(source, field) for field in (name, *STAND_INS.get((kind, name), ())))
    ]


def field_label(name: str, kind: str = Kind.ARTICLE.value) -> str:
    """What a missing field is called for a kind: the container is a journal, a book, a site."""
    if name == "container" and kind in Kind.values:
        return str(CONTAINER_LABELS.get(Kind(kind), FIELD_LABELS[name]))
    return str(FIELD_LABELS.get(name, name))


def _given(source: Source, name: str) -> bool:
    """Whether a field says anything: neither blanks nor authors without a name do."""
    value = getattr(source, name)
    if isinstance(value, tuple):
        return any(isinstance(author, Author) and author.name.strip() for author in value)
    return bool(str(value or "").strip())
