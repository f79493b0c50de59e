"""The home page, and the lookup of pages by their whole URL."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page, PageViewRestriction

from articles.blocks.outline import build_outline
from articles.cache.page_exceptions import get_private_paths
from articles.models.base import AliasMixin, VisibleManager
from articles.models.fields import BodyField, optional_foreign_key
from articles.models.gated import GatedMixin
from home.blocks.base import body_stylesheets
from home.blocks.sections import HomeBodyBlock
from home.blocks.sections_panel import SectionsPanel
from home.delivery.page_lookup import resolve_page

MAX_DEPTH = 63  # as many levels as a tree path can have


class HomePageManager(VisibleManager):
    """Selects the pages of the buttons with the home page."""

    def get_queryset(self):
        return super().get_queryset().select_related("hero_primary_page", "hero_secondary_page")


class HomePage(GatedMixin, AliasMixin, Page):
    """A headline with two buttons, followed by sections in the editor's order."""

    hero_heading = models.CharField(_("headline"), max_length=60)
    hero_text = models.TextField(_("text"), max_length=240, blank=True)
    hero_primary_label = models.CharField(_("first button"), max_length=40, blank=True)
    hero_primary_page = optional_foreign_key(Page, verbose_name=_("leads to"))
    hero_secondary_label = models.CharField(_("second button"), max_length=40, blank=True)
    hero_secondary_page = optional_foreign_key(Page, verbose_name=_("leads to"))
    body = BodyField(HomeBodyBlock(required=False), blank=True, verbose_name=_("sections"))

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.StandardPage",
        "home.EnquiryPage",
        "home.ServiceIndexPage",
        "home.ConditionIndexPage",
        "home.PlaceIndexPage",
        "home.PlacePage",
        "articles.CategoryIndexPage",
        "articles.TeamIndexPage",
    ]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                "hero_heading",
                "hero_text",
                FieldRowPanel(
                    [FieldPanel("hero_primary_label"), PageChooserPanel("hero_primary_page")]
                ),
                FieldRowPanel(
                    [FieldPanel("hero_secondary_label"), PageChooserPanel("hero_secondary_page")]
                ),
            ],
            heading=_("Hero"),
        ),
        SectionsPanel(),
    ]

    objects = HomePageManager()

    class Meta:
        verbose_name = _("home page")

    @property
    def parts(self):
        """The sections with their anchors. Loaded only where the page is not in a cache."""
        return build_outline(self.body)

    @property
    def stylesheets(self):
        return body_stylesheets(self.body)

    def get_view_restrictions(self):
        """Skip Wagtail's queries unless an ancestor is private."""
        if not self.alias_of_id and not self.path.startswith(get_private_paths()):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def route(self, request, path_components):
        """Look up a descendant and its ancestors by its whole URL at once.

        Wagtail needs two queries for each path component. It still routes addresses that match no
        page, so that page types with routes of their own work.
        """
        if 0 < len(path_components) <= MAX_DEPTH:
            page = resolve_page(f"{self.url_path}{'/'.join(path_components)}/")
            if page:
                return page.route(request, [])
        return super().route(request, path_components)
