"""A topic and the articles listed under it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from articles.artwork.choices import Hue, Shape
from articles.models.base import SitePage, VisibleManager
from articles.models.person import PersonPage


class CategoryManager(VisibleManager):
    """Categories come with the editor their page names."""

    def get_queryset(self):
        return super().get_queryset().select_related("section_editor")


class CategoryIndexPage(SitePage):
    """A topic. Lists its own articles, those of topics below it and those cross-listed to it."""

    summary = models.TextField(_("summary"), blank=True, max_length=300)
    hue = models.CharField(_("colour"), max_length=10, choices=Hue.choices, default=Hue.DUSK)
    shape = models.CharField(
        _("drawing"), max_length=10, choices=Shape.choices, default=Shape.CROWN
    )
    section_editor = models.ForeignKey(
        PersonPage,
        verbose_name=_("section editor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    featured_article = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("featured article"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown large above the list. Empty: the most recently reviewed."),
    )

    subpage_types = ["articles.CategoryIndexPage", "articles.ArticlePage"]
    content_panels = [
        *SitePage.content_panels,
        "summary",
        MultiFieldPanel([FieldPanel("hue"), FieldPanel("shape")], heading=_("Looks")),
        PageChooserPanel("section_editor"),
        PageChooserPanel("featured_article"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]
    objects = CategoryManager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
