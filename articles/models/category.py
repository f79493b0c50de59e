"""Categories of articles, which can be nested."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from articles.artwork.choices import Hue, Shape
from articles.models.base import SitePage, VisibleManager
from articles.models.fields import optional_foreign_key
from articles.models.person import PersonPage


class CategoryManager(VisibleManager):
    """Loads categories with their section editor."""

    def get_queryset(self):
        return super().get_queryset().select_related("section_editor")


class CategoryIndexPage(SitePage):
    """Lists its own articles, those of categories below it and those cross-listed to it."""

    summary = models.TextField(_("summary"), blank=True, max_length=300)
    hue = models.CharField(_("colour"), max_length=10, choices=Hue.choices, default=Hue.DUSK)
    shape = models.CharField(
        _("drawing"), max_length=10, choices=Shape.choices, default=Shape.CROWN
    )
    section_editor = optional_foreign_key(PersonPage, verbose_name=_("section editor"))
    featured_article = optional_foreign_key(
        "articles.ArticlePage",
        verbose_name=_("featured article"),
        help_text=_("Shown large above the list. Leave empty for the most recently reviewed."),
    )

    subpage_types = ["articles.CategoryIndexPage", "articles.ArticlePage"]
    content_panels = [
        *SitePage.content_panels,
        "summary",
        MultiFieldPanel([FieldPanel("hue"), FieldPanel("shape")], heading=_("Appearance")),
        PageChooserPanel("section_editor"),
        PageChooserPanel("featured_article"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]
    objects = CategoryManager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
