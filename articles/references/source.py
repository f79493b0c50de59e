"""A source as plain data, which parsing, formatting, import and export work on."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.references.authors import Author


class SourceKind(models.TextChoices):
    """The kind of publication. It decides which fields a source needs."""

    ARTICLE = "article", _("Journal article")
    BOOK = "book", _("Book")
    CHAPTER = "chapter", _("Chapter in a book")
    REPORT = "report", _("Guideline or report")
    DISSERTATION = "dissertation", _("Doctoral dissertation")
    THESIS = "thesis", _("Master's thesis")
    WEB_PAGE = "web_page", _("Web page")
    PREPRINT = "preprint", _("Preprint")
    TRIAL = "trial", _("Trial registration")


THESES = (SourceKind.DISSERTATION, SourceKind.THESIS)


class SourceState(models.TextChoices):
    """The state of a source after its publication, in order of severity; empty if none is known."""

    CORRECTED = "corrected", _("Corrected")
    CONCERN = "concern", _("Expression of concern")
    RETRACTED = "retracted", _("Retracted")


def state_severity(state: str) -> int:
    """Return a number that is larger for a more serious state; 0 if none is known."""
    return ["", *SourceState.values].index(state)


@dataclass(frozen=True)
class Source:
    """The fields of one source. A missing text is empty, a missing year or date is None.

    `container` is the journal, the book of a chapter, the site of a page, the server of a
    preprint or the registry of a trial; `container_short` is the abbreviated title of a journal.
    `published` is the month or day within the year, "2021-08" or "2021-08-16".
    Identifiers have the form that `articles.references.identifiers` gives them. `study_type` is a
    value of `StudyType`, `state` one of `SourceState`.
    """

    kind: str = SourceKind.ARTICLE.value
    authors: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    title: str = ""
    container: str = ""
    container_short: str = ""
    year: int | None = None
    published: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    issn: str = ""
    isbn: str = ""
    registration: str = ""
    url: str = ""
    accessed: date | None = None
    study_type: str = ""
    state: str = ""
    state_note: str = ""
