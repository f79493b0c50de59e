"""A source in the library, used again by any number of articles."""

from urllib.parse import quote

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from articles.references.formatting import base_key, formatted, short_label
from articles.study_types import StudyType, study_type


class Reference(index.Indexed, models.Model):
    """One source: a paper, a guideline, a page.

    `key` ("wood-2006") is made once, from the first author and the year, and never changes: the
    anchors in published pages are built on it.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True, editable=False)
    authors = models.TextField(
        _("authors"),
        blank=True,
        help_text=_("One a line, family name first: Wood PB. A group is written by its name."),
    )
    title = models.TextField(_("title"))
    container = models.CharField(
        _("journal or book"), max_length=255, blank=True, help_text=_("Where it was published.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1600), MaxValueValidator(2200)],
    )
    volume = models.CharField(_("volume"), max_length=40, blank=True)
    issue = models.CharField(_("issue"), max_length=40, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True)
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    doi = models.CharField(
        _("DOI"),
        max_length=255,
        null=True,
        blank=True,
        unique=True,
        validators=[
            RegexValidator(
                r"^10\.\d{4,9}/\S+$",
                _("A DOI starts with 10. and has no spaces: 10.1038/nrdp.2015.22"),
            )
        ],
        help_text=_("Without https://doi.org/ in front."),
    )
    pmid = models.CharField(
        _("PubMed number"),
        max_length=8,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^[1-9]\d{0,7}$", _("A PubMed number has 1 to 8 digits."))],
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    study_type = models.CharField(_("study type"), max_length=20, choices=StudyType.choices)

    panels = [
        "title",
        "authors",
        FieldRowPanel(["container", "publisher"]),
        FieldRowPanel(["year", "volume", "issue", "pages"]),
        "study_type",
        MultiFieldPanel(["doi", "pmid", "url"], heading=_("Where to find it")),
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
    ]

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["authors", "year", "pk"]

    def __str__(self):
        return f"{self.short_label}. {self.title}"

    def clean(self):
        super().clean()
        self._normalise_identifiers()

    def _normalise_identifiers(self):
        """A DOI knows no capitals; empty identifiers are NULL, as two empty ones are not equal."""
        self.doi = (self.doi or "").strip().lower() or None
        self.pmid = (self.pmid or "").strip() or None

    def save(self, *args, **kwargs):
        self._normalise_identifiers()
        if not self.key:
            self.key = self._free_key()
        super().save(*args, **kwargs)

    def _free_key(self) -> str:
        base = base_key(self.authors, self.year, self.title)
        taken = set(Reference.objects.filter(key__startswith=base).values_list("key", flat=True))
        key, number = base, 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        return key

    @cached_property
    def study(self) -> StudyType | None:
        return study_type(self.study_type)

    @property
    def short_label(self) -> str:
        """Its name in a citation: "Wood 2006"."""
        return short_label(self.authors, self.year, self.title)

    @property
    def formatted(self) -> str:
        """The line of the reference list, as safe HTML."""
        return formatted(self)

    @property
    def doi_url(self) -> str:
        return f"https://doi.org/{quote(self.doi, safe='/:;()._-')}" if self.doi else ""

    @property
    def pubmed_url(self) -> str:
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""
