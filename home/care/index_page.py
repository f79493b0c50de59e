"""The base of the pages that list services, conditions or places."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from articles.models.base import SitePage, VisibleManager


class CareIndexPage(SitePage):
    """A list below the home page, one of its kind."""

    summary = models.TextField(_("summary"), blank=True, max_length=300)

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    content_panels = [*SitePage.content_panels, "summary"]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]
    objects = VisibleManager()

    class Meta:
        abstract = True
