"""The way from the home page to a page, for the breadcrumb and for machines."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.models.base import SitePage
from home.delivery.visibility import public_page_url

HOME_DEPTH = 2


class Crumb(NamedTuple):
    """One step; the last, the page itself, has no address."""

    title: str
    url: str


def get_breadcrumb(page: Page | None) -> list[Crumb]:
    """The steps to a page; none to the home page, nor to one that is not saved yet.

    An ancestor that is not public is left out: a link to it would lead nowhere.
    """
    if not isinstance(page, SitePage) or not page.path:
        return []
    above = [
        (one, public_page_url(one))
        for one in page.ancestors_and_self[:-1]
        if one.depth >= HOME_DEPTH
    ]
    steps = [
        Crumb(_("Home") if one.depth == HOME_DEPTH else one.title, url) for one, url in above if url
    ]
    return [*steps, Crumb(page.title, "")]
