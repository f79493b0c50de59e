"""Fields that a source needs before a reader can find it."""

from django.utils.translation import gettext_lazy as _

from articles.references.authors import Author
from articles.references.official import IDENTIFIERS, is_guideline
from articles.references.source import THESES, Source, SourceKind

REQUIRED_FIELDS: dict[SourceKind, tuple[str, ...]] = {
    SourceKind.ARTICLE: ("authors", "title", "container", "year", "volume", "study_type"),
    SourceKind.BOOK: ("authors", "title", "publisher", "year", "study_type"),
    SourceKind.CHAPTER: ("authors", "title", "container", "publisher", "year", "study_type"),
    SourceKind.REPORT: ("authors", "title", "publisher", "year", "url", "study_type"),
    SourceKind.DISSERTATION: ("authors", "title", "publisher", "year", "study_type"),
    SourceKind.THESIS: ("authors", "title", "publisher", "year", "study_type"),
    SourceKind.WEB_PAGE: ("title", "container", "url", "accessed", "study_type"),
    SourceKind.PREPRINT: ("authors", "title", "container", "year", "doi", "study_type"),
    SourceKind.TRIAL: ("title", "container", "registration", "study_type"),
}
# Fields that replace the required one.
ALTERNATIVE_FIELDS: dict[tuple[SourceKind, str], tuple[str, ...]] = {
    (SourceKind.ARTICLE, "container"): ("container_short",),
    (SourceKind.ARTICLE, "volume"): ("pages", "doi"),
    (SourceKind.BOOK, "authors"): ("editors",),
    (SourceKind.REPORT, "publisher"): ("url", "doi"),
    (SourceKind.REPORT, "url"): IDENTIFIERS,
    (SourceKind.WEB_PAGE, "container"): ("authors", "publisher"),
    (SourceKind.PREPRINT, "doi"): ("url",),
    (SourceKind.TRIAL, "registration"): ("url",),
}
# Labels within a sentence: "Missing: journal, year."
FIELD_LABELS = {
    "authors": _("authors"),
    "title": _("title"),
    "container": _("journal"),
    "year": _("year"),
    "volume": _("volume or pages"),
    "publisher": _("publisher"),
    "doi": _("DOI or address"),
    "registration": _("registration number"),
    "url": _("address or identifier"),
    "accessed": _("date of the last visit"),
    "study_type": _("study type"),
}
CONTAINER_LABELS = {
    SourceKind.CHAPTER: _("title of the book"),
    SourceKind.WEB_PAGE: _("name of the site"),
    SourceKind.PREPRINT: _("preprint server"),
    SourceKind.TRIAL: _("registry"),
}


def missing_fields(source: Source) -> list[str]:
    """Return the names of the required fields that are empty, in the order of `REQUIRED_FIELDS`.

    A guideline of any kind also needs an address or an identifier.
    """
    kind = SourceKind(source.kind) if source.kind in SourceKind.values else SourceKind.ARTICLE
    enough = {
        name: (name, *ALTERNATIVE_FIELDS.get((kind, name), ())) for name in REQUIRED_FIELDS[kind]
    }
    if is_guideline(source):
        enough.setdefault("url", ("url", *IDENTIFIERS))
    return [
        name for name, fields in enough.items() if not any(_has_value(source, f) for f in fields)
    ]


def field_label(name: str, kind: str = SourceKind.ARTICLE.value) -> str:
    """Return the label of a missing field; a container is a journal, a book or a site."""
    if name == "container" and kind in SourceKind.values:
        return str(CONTAINER_LABELS.get(SourceKind(kind), FIELD_LABELS[name]))
    if name == "publisher" and kind in THESES:
        return str(_("university"))
    if name == "url" and kind == SourceKind.WEB_PAGE:
        return str(_("address"))
    return str(FIELD_LABELS.get(name, name))


def _has_value(source: Source, name: str) -> bool:
    """Return False for blank text and for authors without a name."""
    value = getattr(source, name)
    if isinstance(value, tuple):
        return any(isinstance(author, Author) and author.name.strip() for author in value)
    return bool(str(value or "").strip())
