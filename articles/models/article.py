"""The article page, its authors and its cross-listings."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index

from articles.artwork.choices import Hue, Shape
from articles.artwork.drawings import shape_for_slug
from articles.blocks.body import ArticleBodyBlock, skeleton
from articles.blocks.evidence import get_evidence_by_source, get_evidence_source_ids
from articles.blocks.outline import build_contents, build_outline, has_reference_list
from articles.blocks.related import RelatedPickBlock
from articles.cache.objects import cached_in_bulk
from articles.cache.page_exceptions import has_aliases
from articles.cache.versioned import VersionedLRUCache
from articles.citations.cited_sources import extract_cited_ids
from articles.models.base import SitePage, VisibleManager, VisibleQuerySet
from articles.models.category import CategoryIndexPage
from articles.models.change import find_recent_correction, sort_newest_first
from articles.models.cited_references import get_references_by_id
from articles.models.condition import Condition, TaggedCondition
from articles.models.derived_fields import estimate_reading_minutes
from articles.models.fields import BodyField, optional_foreign_key
from articles.models.length_hints import length_hint_panel
from articles.models.person import PersonPage
from articles.models.reference import Reference
from articles.models.related import get_related_articles
from articles.models.reviewed import ReviewedPage
from articles.references.study_types import (
    StudyType,
    build_evidence_mix,
    find_strongest,
    parse_study_type,
)

# Fields shown on a card, and those that the URLs of article and category need.
CARD_FIELDS = (
    *("path", "depth", "live", "title", "slug", "url_path", "content_type"),
    *("alias_of", "expire_at", "first_published_at", "locale"),
    *("summary", "card_summary", "plate_shape", "reviewer", "reviewed_on"),
    *("source_count", "strongest_source", "cites_guideline"),
    *(f"category__{name}" for name in ("title", "slug", "live", "hue", "shape")),
    "lead_image",
)
MAX_SMALL_CATEGORY_PAGES = 2000
large_category_cache = VersionedLRUCache("large categories", max_weight=10_000)


class ArticleQuerySet(VisibleQuerySet):
    """Lists of articles."""

    def in_category(self, category):
        """Return articles anywhere below the category or cross-listed to it, each once.

        A small category is read as a set of ids, which uses the index. An OR of the two
        conditions scans all articles, which a large category needs anyway.
        """
        if is_large_category(category):
            return self.filter(in_category_q(category))
        below = Page.objects.filter(path__startswith=category.path).order_by().values("pk")
        return self.filter(pk__in=below.union(cross_listed_ids(category), all=True))

    def for_cards(self):
        """Load only the fields that a card shows (`CARD_FIELDS`)."""
        return self.select_related(None).select_related("category", "lead_image").only(*CARD_FIELDS)

    def signed(self):
        """Return the published articles that show a reviewer and a date of review."""
        return self.live().filter(reviewer__isnull=False, reviewed_on__isnull=False)

    def newest_review_first(self):
        """Order by date of review, newest first, then unreviewed articles by publication."""
        return self.order_by(
            models.F("reviewed_on").desc(nulls_last=True), "-first_published_at", "-pk"
        )

    def count_by_category(self, categories) -> dict[int, int]:
        """Return the number of articles in each category, by its id, in one query.

        One aggregate reads the articles once; an annotation would read them for each category.
        """
        counts = {
            str(one.pk): models.Count("pk", filter=self._listed_in_q(one)) for one in categories
        }
        return {int(pk): number for pk, number in self.aggregate(**counts).items()}

    def _listed_in_q(self, category) -> models.Q:
        """Return the condition for the articles in the list of a category."""
        inside = in_category_q(category)
        if not has_aliases():
            return inside
        return inside & ~models.Q(alias_of__in=self.filter(inside).order_by().values("pk"))


def in_category_q(category) -> models.Q:
    """Return the condition for articles below the category or cross-listed to it or below it."""
    return models.Q(path__startswith=category.path) | models.Q(pk__in=cross_listed_ids(category))


def is_large_category(category) -> bool:
    """Return True if it has more than `MAX_SMALL_CATEGORY_PAGES` pages; counts no further."""
    below = Page.objects.filter(path__startswith=category.path).order_by().values("pk")
    return large_category_cache.get(
        category.pk, lambda: bool(below[MAX_SMALL_CATEGORY_PAGES : MAX_SMALL_CATEGORY_PAGES + 1])
    )


def cross_listed_ids(category):
    """Return the ids of articles cross-listed to the category or to one below it."""
    listed = ArticleCrossListing.objects.filter(category__path__startswith=category.path)
    return listed.order_by().values("page_id")


class ArticleManager(VisibleManager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]
    """Loads articles with the category, reviewer and image that every view of them shows."""

    def get_queryset(self):
        articles = super().get_queryset().select_related("category", "reviewer", "lead_image")
        return articles.prefetch_related("lead_image__renditions")


class ArticlePage(ReviewedPage):
    """An evidence-based article under its home category."""

    summary = models.TextField(
        _("standfirst"),
        max_length=300,
        help_text=_("One to three short sentences under the title: the answer, not a teaser."),
    )
    card_summary = models.CharField(
        _("short summary"),
        max_length=120,
        blank=True,
        help_text=_("One short line for lists. If empty, lists show the standfirst."),
    )
    lead_image = optional_foreign_key(
        get_image_model_string(),
        verbose_name=_("lead image"),
        help_text=_("Replaces the drawing. Decorative only: put figures in the body."),
    )
    plate_shape = models.CharField(
        _("drawing"),
        max_length=10,
        choices=Shape.choices,
        blank=True,
        help_text=_("Leave empty for one that goes with the drawing of the category."),
    )
    body: Any = BodyField(ArticleBodyBlock(), default=skeleton, verbose_name=_("body"))
    related_picks = StreamField(
        [("article", RelatedPickBlock())],
        blank=True,
        max_num=3,
        verbose_name=_("read next"),
        help_text=_("Shown first. The site adds related articles until there are three."),
    )
    show_sample_note = models.BooleanField(
        _("sample content"),
        default=False,
        help_text=_("Shows the note that no clinician reviewed this text."),
    )
    conditions = ClusterTaggableManager(
        through=TaggedCondition,
        blank=True,
        verbose_name=_("conditions"),
        help_text=_("Readers can filter lists by these. Add new ones in the library."),
    )
    category = models.ForeignKey(
        CategoryIndexPage, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    source_count = models.PositiveSmallIntegerField(default=0, editable=False)
    strongest_source = models.CharField(max_length=20, blank=True, editable=False)
    strongest_level = models.PositiveSmallIntegerField(default=0, editable=False, db_index=True)
    cites_guideline = models.BooleanField(default=False, editable=False)

    cited_fields = ("body",)
    parent_page_types = ["articles.CategoryIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        length_hint_panel("summary", 220),
        "body",
        "related_picks",
    ]
    people_panels = [
        MultipleChooserPanel(
            "article_authors",
            chooser_field_name="person",
            label=_("Author"),
            heading=_("Written by"),
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("asked_reviewer"),
                FieldPanel("minor_reason", disable_comments=True),
                FieldPanel("exception_reason", permission="superuser", disable_comments=True),
            ],
            heading=_("Medical review"),
        ),
        InlinePanel("changes", label=_("Change"), heading=_("Corrections and changes")),
        "show_sample_note",
    ]
    listing_panels = [
        length_hint_panel("card_summary", 80),
        "conditions",
        MultiFieldPanel(
            [FieldPanel("lead_image"), FieldPanel("plate_shape")], heading=_("Picture")
        ),
        InlinePanel("cross_listings", label=_("Category"), heading=_("Also listed in")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(people_panels, heading=_("People and review")),
            ObjectList([*listing_panels, *SitePage.promote_panels], heading=_("Lists and search")),
            ObjectList(SitePage.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.RelatedFields("conditions", [index.SearchField("name")]),
        index.FilterField("category_id"),
        index.FilterField("reviewed_on"),
    ]
    objects = ArticleManager()

    class Meta:
        verbose_name = _("article")

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None:
            self.update_derived_fields()
        super().save(*args, **kwargs)

    def update_derived_fields(
        self, references: Mapping[int, Reference] | None = None
    ) -> dict[str, Any]:
        """Set the fields derived from the tree and the body, and return them by name.

        All cited sources are counted, but only those of findings are evidence on the question.
        `references` has the sources by id, if the caller has read those of several articles.
        """
        cited = extract_cited_ids(self.body)
        if references is None:
            found = get_references_by_id(cited)
        else:
            found = {pk: references[pk] for pk in cited if pk in references}
        evidence = [found[pk].study for pk in get_evidence_source_ids(self.body) if pk in found]
        strongest = find_strongest(evidence)
        derived: dict[str, Any] = {
            "reading_minutes": estimate_reading_minutes(self.body),
            "source_count": len({source.pk for source in found.values()}),
            "strongest_source": strongest or "",
            "strongest_level": strongest.level if strongest else 0,
            "cites_guideline": StudyType.GUIDELINE in evidence,
        }
        if self.path:
            parent = CategoryIndexPage.objects.filter(path=self.path[: -self.steplen])
            derived["category"] = parent.first()
        for name, value in derived.items():
            setattr(self, name, value)
        return derived

    @property
    def card_line(self) -> str:
        return self.card_summary or self.summary

    @property
    def hue(self) -> str:
        return self.category.hue if self.category else Hue.DUSK

    @property
    def shape(self) -> str:
        if self.plate_shape or not self.category:
            return self.plate_shape or Shape.CROWN
        return shape_for_slug(self.slug, self.category.shape)

    @property
    def strongest(self) -> StudyType | None:
        return parse_study_type(self.strongest_source)

    def authors(self) -> list[PersonPage]:
        """Return the authors in order, including those without a public profile."""
        rows = list(self.article_authors.all())
        people = cached_in_bulk(PersonPage.objects, [row.person_id for row in rows])
        return [people.get(row.person_id) or row.person for row in rows]

    def get_conditions(self) -> list[Condition]:
        """Return the conditions by name; in a preview the ones in the form."""
        rows = self.tagged_conditions.select_related("tag").all()
        return sorted((row.tag for row in rows), key=lambda condition: condition.name.lower())

    def get_context(self, request, *args, **kwargs):
        """Add the parts of the article, each of them loaded on first use."""
        parts = SimpleLazyObject(lambda: build_outline(self.body))
        changes = SimpleLazyObject(lambda: sort_newest_first(self.changes.all()))
        lazy = {
            "contents": lambda: build_contents(
                [*parts], has_references=bool(self.citations.entries or self.citations.further)
            ),
            "evidence_by_source": lambda: get_evidence_by_source(self.body, self.citations),
            "has_reference_list": lambda: has_reference_list([*parts]),
            "evidence_mix": lambda: build_evidence_mix(
                [entry.reference.study for entry in self.citations.entries]
            ),
            "authors": self.authors,
            "conditions": self.get_conditions,
            "recent_correction": lambda: find_recent_correction(changes),
            "related": lambda: get_related_articles(self),
        }
        return super().get_context(request, *args, **kwargs) | {
            "parts": parts,
            "changes": changes,
            "has_reference_files": not getattr(request, "is_preview", False),
            **{name: SimpleLazyObject(read) for name, read in lazy.items()},
        }


class ArticleAuthor(Orderable):
    """One author of an article, in order."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_authors")
    person = models.ForeignKey(
        PersonPage, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )


class ArticleCrossListing(Orderable):
    """An additional category that lists an article."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="cross_listings")
    category = models.ForeignKey(
        CategoryIndexPage, verbose_name=_("category"), on_delete=models.CASCADE, related_name="+"
    )
    panels = [PageChooserPanel("category")]
