"""Sources in the library, which articles cite."""

from dataclasses import fields
from typing import Any
from urllib.parse import quote

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import NoFutureDateValidator
from wagtail.search import index

from articles.models.library_item import LibraryItem, SitePanel
from articles.references.authors import parse_authors, serialise_authors
from articles.references.completeness import field_label, missing_fields
from articles.references.diagnosis import Diagnosis, diagnose
from articles.references.identifiers import CLEANERS, UNIQUE_IDENTIFIERS
from articles.references.naming import base_key, short_label
from articles.references.publication_dates import clean_published
from articles.references.search_text import search_text
from articles.references.similarity import fingerprint
from articles.references.source import Source, SourceKind, SourceState
from articles.references.study_types import StudyType, parse_study_type
from articles.utils.unique_names import UniqueNames

TAKEN_MESSAGES = {
    "doi": _("The library already has a source with this DOI."),
    "pmid": _("The library already has a source with this PubMed ID."),
    "pmcid": _("The library already has a source with this PubMed Central ID."),
}
SOURCE_FIELDS = tuple(field.name for field in fields(Source))


class Reference(index.Indexed, LibraryItem):
    """A source: a paper, a guideline, a web page.

    `key` ("wood-2006") is built from the first author and the year and never changes, since
    anchors in published pages use it. `former_keys` are those of sources merged into this one,
    so that links to their entries still work.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True, editable=False)
    former_keys = models.JSONField(default=list, editable=False)
    kind = models.CharField(
        _("kind"), max_length=20, choices=SourceKind.choices, default=SourceKind.ARTICLE
    )
    authors = models.TextField(
        _("authors"),
        blank=True,
        help_text=_(
            "One per line, in order: Wood PB, or Wood, Patrick B. For a group enter its name; add "
            "(group) if its last word could be read as initials."
        ),
    )
    editors = models.TextField(
        _("editors"), blank=True, help_text=_("Of the book with the chapter. One per line.")
    )
    title = models.TextField(_("title"))
    container = models.CharField(
        _("journal, book or site"), max_length=255, blank=True, help_text=_("The full name.")
    )
    container_short = models.CharField(
        _("abbreviated journal"),
        max_length=120,
        blank=True,
        help_text=_("As in PubMed: J Pain. Reference lists prefer it."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1600, _("Write the year in four digits, such as 2015.")),
            MaxValueValidator(2200, _("Write the year in four digits, such as 2015.")),
        ],
    )
    published = models.CharField(
        _("month or day"),
        max_length=10,
        blank=True,
        help_text=_(
            "Of publication, such as 2021-08 or 2021-08-16. Needed for news, and for papers that "
            "have no volume yet."
        ),
    )
    volume = models.CharField(_("volume"), max_length=40, blank=True)
    issue = models.CharField(_("issue"), max_length=40, blank=True)
    pages = models.CharField(_("pages or article number"), max_length=40, blank=True)
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    place = models.CharField(_("place of publication"), max_length=120, blank=True)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    # Empty ones are null, so that the constraints ignore them.
    doi = models.CharField(  # noqa: DJ001
        _("DOI"),
        max_length=255,
        null=True,
        blank=True,
        db_index=True,
        help_text=_("For example 10.1038/nrdp.2015.22, with or without https://doi.org/."),
    )
    pmid = models.CharField(  # noqa: DJ001
        _("PubMed ID"),
        max_length=60,
        null=True,
        blank=True,
        db_index=True,
    )
    pmcid = models.CharField(  # noqa: DJ001
        _("PubMed Central ID"), max_length=60, null=True, blank=True, db_index=True
    )
    issn = models.CharField(_("ISSN"), max_length=40, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=40, blank=True)
    registration = models.CharField(
        _("trial registration"), max_length=60, blank=True, help_text=_("Such as NCT01234567.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    accessed = models.DateField(
        _("last visited"),
        null=True,
        blank=True,
        validators=[NoFutureDateValidator()],
        help_text=_("The date you visited the page. Required for web pages."),
    )
    study_type = models.CharField(
        _("study type"),
        max_length=20,
        choices=StudyType.choices,
        blank=True,
        help_text=_("Used for the evidence labels and the pyramid."),
    )
    state = models.CharField(
        _("status"),
        max_length=20,
        choices=SourceState.choices,
        blank=True,
        help_text=_("Set this if the source was corrected or retracted. Readers see it."),
    )
    state_note = models.CharField(
        _("notice"),
        max_length=255,
        blank=True,
        help_text=_("Citation of the notice, for example: J Pain. 2008;9(1):90."),
    )
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    search_text = models.TextField(blank=True, editable=False)
    lacks = models.JSONField(default=list, editable=False)
    is_complete = models.BooleanField(default=True, editable=False, db_index=True)

    site_of_new = "of_new_sources"
    panels = [
        "kind",
        "title",
        "authors",
        FieldRowPanel(["container", "container_short"]),
        FieldRowPanel(["year", "published", "volume", "issue", "pages"]),
        MultiFieldPanel(
            ["editors", FieldRowPanel(["publisher", "place", "edition"])],
            heading=_("Books and reports"),
            classname="collapsed",
        ),
        "study_type",
        MultiFieldPanel(
            [
                FieldRowPanel(["doi", "pmid", "pmcid"]),
                FieldRowPanel(["issn", "isbn", "registration"]),
                FieldRowPanel(["url", "accessed"]),
            ],
            heading=_("Where to find it"),
        ),
        MultiFieldPanel(["state", "state_note"], heading=_("Corrected or retracted")),
        SitePanel("site"),
    ]
    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("authors", boost=2),
        index.AutocompleteField("authors"),
        index.SearchField("container"),
        index.SearchField("doi"),
        index.FilterField("year"),
        index.FilterField("study_type"),
        index.FilterField("state"),
        index.FilterField("is_complete"),
        # The manager leaves out what other clinics have.
        index.FilterField("site"),
    ]

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["authors", "year", "pk"]
        permissions = [("publish_reference", "Can publish changes of references")]
        # Two clinics may each have a source of their own with the same number.
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[name], condition=models.Q(site=None), name=f"shared_{name}_unique"
                )
                for name in UNIQUE_IDENTIFIERS
            ),
            *(
                models.UniqueConstraint(fields=[name, "site"], name=f"{name}_unique_at_clinic")
                for name in UNIQUE_IDENTIFIERS
            ),
        ]

    def __str__(self):
        return f"{self.short_label}. {self.title}"

    # -- Validation and derived fields ------------------------------------------------------------

    def clean(self):
        """Normalise identifiers and dates, with an error on each field that is invalid."""
        super().clean()
        if self._state.adding:
            self.set_site_of_user()
        errors = {}
        for name, cleaner in {**CLEANERS, "published": clean_published}.items():
            try:
                setattr(self, name, cleaner(getattr(self, name) or ""))
            except ValueError as error:
                errors[name] = ValidationError(str(error))
        self._nullify_empty_identifiers()
        if self.published and "published" not in errors:
            self.year = self.year or int(self.published[:4])
            if self.year != int(self.published[:4]):
                errors["published"] = ValidationError(_("This is in another year than the year."))
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude=None):
        """Raise `ValidationError` on each number that another source of the same library has."""
        others = Reference._base_manager.filter(site=self.site_id).exclude(pk=self.pk)
        errors = {
            name: ValidationError(TAKEN_MESSAGES[name], code="unique")
            for name in UNIQUE_IDENTIFIERS
            if name not in (exclude or ())
            and (number := getattr(self, name))
            and others.filter(**{name: number}).exists()
        }
        if errors:
            raise ValidationError(errors)

    def _nullify_empty_identifiers(self):
        """Store empty identifiers as null, since they have to be unique."""
        for name in UNIQUE_IDENTIFIERS:
            setattr(self, name, getattr(self, name) or None)

    def save(self, *args, **kwargs):
        if self.doi:
            self.doi = self.doi.strip().lower()
        self._nullify_empty_identifiers()
        if not self.key:
            self.key = self._make_unique_key()
        self.update_derived_fields()
        super().save(*args, **kwargs)

    def update_derived_fields(self):
        """Set the fields that are derived from the others, for lists and look-ups."""
        source = self.source
        self.fingerprint, self.lacks = fingerprint(source), missing_fields(source)
        self.is_complete = not self.lacks
        self.search_text = search_text(source)

    def _make_unique_key(self) -> str:
        """Return a key that no source has, or had before it was merged."""
        base = base_key(self.authors, self.year, self.title)
        every = Reference._base_manager  # of other clinics too: keys are unique in an install
        current = every.filter(key__startswith=base)
        merged = every.filter(merged__old_key__startswith=base)
        taken = [
            *current.values_list("key", flat=True),
            *merged.values_list("merged__old_key", flat=True),
        ]
        return UniqueNames(taken).add(base)

    # -- As plain data ----------------------------------------------------------------------------

    @property
    def source(self) -> Source:
        """The fields as plain data, for formatting and export."""
        values: dict[str, Any] = {name: getattr(self, name) or "" for name in SOURCE_FIELDS}
        return Source(
            **values
            | {
                "authors": parse_authors(self.authors),
                "editors": parse_authors(self.editors),
                "year": self.year,
                "accessed": self.accessed,
            }
        )

    def diagnose(self, source: Source) -> list[Diagnosis]:
        """Return the damage of its plain data, without fields that `lacks` names."""
        return [one for one in diagnose(source) if one.field not in self.lacks]

    @classmethod
    def from_source(cls, source: Source) -> "Reference":
        """Return an unsaved reference with every field of `source`."""
        values = {field.name: getattr(source, field.name) for field in fields(Source)}
        values["authors"] = serialise_authors(source.authors)
        values["editors"] = serialise_authors(source.editors)
        reference = cls(**values)
        reference._nullify_empty_identifiers()
        return reference

    # -- What readers see -------------------------------------------------------------------------

    @cached_property
    def study(self) -> StudyType | None:
        return parse_study_type(self.study_type)

    @property
    def missing_fields_text(self) -> str:
        """The labels of missing fields, such as "journal, year"."""
        return ", ".join(field_label(name, self.kind) for name in self.lacks)

    @property
    def is_retracted(self) -> bool:
        return self.state == SourceState.RETRACTED

    @property
    @display(description=_("source"))
    def short_label(self) -> str:
        """The label in citations, such as "Wood 2006"."""
        return short_label(self.authors, self.year, self.title)

    @property
    def doi_url(self) -> str:
        return f"https://doi.org/{quote(self.doi, safe='/:;()._-')}" if self.doi else ""

    @property
    def pubmed_url(self) -> str:
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""

    @property
    def identifiers(self) -> str:
        """DOI and numbers on one line, for lists in the admin."""
        numbers = (self.pmid and f"PMID {self.pmid}", self.pmcid, self.registration)
        return " · ".join(filter(None, (self.doi, *numbers)))

    @property
    def link(self) -> str:
        """The best URL: DOI, else PubMed, else its own; may be empty."""
        return self.doi_url or self.pubmed_url or self.web_url

    @property
    def web_url(self) -> str:
        """The URL if it is safe in a link, else an empty string."""
        return self.url if self.url.startswith(("https://", "http://")) else ""
