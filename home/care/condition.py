"""Conditions that the clinic treats, listed from A to Z."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from articles.blocks.related import RelatedPickBlock
from articles.models.base import SitePage, VisibleManager, VisibleQuerySet
from articles.models.fields import BodyField, optional_foreign_key
from articles.models.length_hints import length_hint_panel
from home.blocks.sections_panel import SectionsPanel
from home.care.condition_blocks import ConditionBodyBlock
from home.care.index_page import CareIndexPage
from home.care.missing import MissingPanel, missing_in_condition
from home.care.pictures import PictureMixin

LIST_FIELDS = (
    *("path", "depth", "live", "title", "slug", "url_path", "content_type", "alias_of"),
    *("expire_at", "locale", "summary", "also_called", "hue", "shape", "lead_image"),
)


class ConditionQuerySet(VisibleQuerySet):
    """Lists of conditions."""

    def for_lists(self):
        """Load what lists show: all fields but the body, and the people."""
        return self.only(*LIST_FIELDS).prefetch_related("staff")


class ConditionManager(VisibleManager.from_queryset(ConditionQuerySet)):  # type: ignore[misc]
    """Loads conditions with their picture."""

    def get_queryset(self):
        return super().get_queryset().select_related("lead_image")


class ConditionIndexPage(CareIndexPage):
    """Lists the conditions below it from A to Z, under each of their names."""

    subpage_types = ["home.ConditionPage"]

    class Meta:
        verbose_name = _("list of conditions")
        verbose_name_plural = _("lists of conditions")


class ConditionPage(PictureMixin, SitePage):
    """A condition: what it is, and ways to treat it in balance."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("One to three short sentences under the title: what it is like to have it."),
    )
    also_called = models.TextField(
        _("also called"),
        max_length=400,
        blank=True,
        help_text=_("Other names, one in each line. The list from A to Z has them too."),
    )
    library_condition = optional_foreign_key(
        "articles.Condition",
        verbose_name=_("articles about"),
        help_text=_("The page lists the articles that are about this condition in the library."),
    )
    read_first = StreamField(
        [("article", RelatedPickBlock())],
        blank=True,
        max_num=3,
        verbose_name=_("read first"),
        help_text=_("Articles that are listed before the others."),
    )
    body = BodyField(ConditionBodyBlock(required=False), blank=True, verbose_name=_("body"))

    cited_fields = ("body",)
    parent_page_types = ["home.ConditionIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        MissingPanel(missing_in_condition, heading=_("What is missing")),
        *SitePage.content_panels,
        length_hint_panel("summary", 200),
        FieldPanel("also_called"),
        SectionsPanel(),
        FieldPanel("library_condition"),
        "read_first",
        MultipleChooserPanel(
            "staff", chooser_field_name="person", label=_("Person"), heading=_("People")
        ),
        *PictureMixin.picture_panels,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("also_called"),
        index.SearchField("body"),
    ]
    objects = ConditionManager()

    class Meta:
        verbose_name = _("condition page")
        verbose_name_plural = _("condition pages")

    @property
    def synonyms(self) -> list[str]:
        """The other names, in the order of the form."""
        lines = (" ".join(line.split()) for line in self.also_called.splitlines())
        return list(dict.fromkeys(filter(None, lines)))


class ConditionPerson(Orderable):
    """A person who sees people with a condition, in order."""

    page = ParentalKey(ConditionPage, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(
        "articles.PersonPage",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
