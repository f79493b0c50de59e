"""Pages that are not articles, such as prices and privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.search import index

from articles.blocks.outline import build_outline
from articles.models import ArticlePage
from articles.models.base import SitePage, VisibleManager
from articles.models.fields import BodyField
from articles.public.corrections import corrections_context
from home.blocks.base import body_stylesheets
from home.blocks.sections_panel import SectionsPanel
from home.blocks.standard import StandardBodyBlock


class StandardPage(SitePage):
    """A heading, a summary and a body of plain blocks. It may have standard pages below it."""

    summary = models.TextField(_("summary"), blank=True, max_length=300)
    body = BodyField(StandardBodyBlock(required=False), blank=True, verbose_name=_("body"))

    cited_fields = ("body",)
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [*SitePage.content_panels, "summary", SectionsPanel()]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    objects = VisibleManager()

    class Meta:
        verbose_name = _("standard page")

    @property
    def lists_corrections(self) -> bool:
        """True if the page has the list of corrections of its site."""
        return any(child.block.lists_corrections for child in self.body)

    @property
    def stylesheets(self):
        return body_stylesheets(self.body)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if self.lists_corrections and (site := Site.find_for_request(request)):
            articles = ArticlePage.objects.visible().descendant_of(site.root_page)
            context |= corrections_context(articles, request)
        return context | {"parts": build_outline(self.body)}
