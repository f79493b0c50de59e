"""A source as plain data: what formatting, parsing, import and export hand to each other."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.references.authors import Author


class SourceKind(models.TextChoices):
    """What sort of publication a source is. It decides which fields it needs."""

    ARTICLE = "article", _("Journal article")
    BOOK = "book", _("Book")
    CHAPTER = "chapter", _("Chapter in a book")
    REPORT = "report", _("Guideline or report")
    WEB_PAGE = "web_page", _("Web page")
    PREPRINT = "preprint", _("Preprint")
    TRIAL = "trial", _("Trial registration")


class SourceState(models.TextChoices):
    """What has become of a source since it was published. Empty: nothing is known."""

    CORRECTED = "corrected", _("Corrected")
    CONCERN = "concern", _("Expression of concern")
    RETRACTED = "retracted", _("Retracted")


@dataclass(frozen=True)
class Source:
    """The fields of one source. A missing text is empty, a missing year or day is None.

    `container` is the journal, the book of a chapter, the site of a page, the server of a
    preprint or the registry of a trial; `container_short` a journal's abbreviated title.
    `doi`, `pmid`, `pmcid`, `issn`, `isbn` and `registration` are in the form that
    `articles.references.identifiers` gives them. `study_type` is a value of
    `articles.references.study_types.StudyType`, `state` one of `State`.
    """

    kind: str = SourceKind.ARTICLE.value
    authors: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    title: str = ""
    container: str = ""
    container_short: str = ""
    year: int | None = None
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
