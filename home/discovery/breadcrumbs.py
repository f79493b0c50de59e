"""The breadcrumb of a page, as shown and as structured data."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.models.base import SitePage
from home.delivery.visibility import public_page_url

HOME_DEPTH = 2


class Crumb(NamedTuple):
    """One step. The last one, the page itself, has no URL."""

    title: str
    url: str


def get_breadcrumb(page: Page | None) -> list[Crumb]:
    """Return the steps to a page, or nothing for the home page and for unsaved pages.

    Ancestors that are not public are skipped.
    """
    if not isinstance(page, SitePage) or not page.path:
        return []
    ancestors = [
        Crumb(_("Home") if ancestor.depth == HOME_DEPTH else ancestor.title, url)
        for ancestor in page.ancestors_and_self[:-1]
        if ancestor.depth >= HOME_DEPTH and (url := public_page_url(ancestor))
    ]
    return [*ancestors, Crumb(page.title, "")]
