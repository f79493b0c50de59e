"""Navigation around a page."""

from django import template
from django.utils.translation import gettext as _

from articles.models.base import SitePage

register = template.Library()

HOME_DEPTH = 2


@register.simple_tag(takes_context=True)
def main_menu(context):
    """Lines of the main menu, the current section marked."""
    path = getattr(context.get("request"), "path", "")
    return [
        {"title": link.title, "url": link.url, "is_current": _inside(path, link.url)}
        for link in context["chrome"].menu
    ]


def _inside(path: str, url: str) -> bool:
    return bool(url) and path.startswith(url.rstrip("/") + "/")


@register.simple_tag(takes_context=True)
def breadcrumb(context):
    """From the home page to this one; the page itself, last, has no address.

    An ancestor that is not live is left out: a link to it would lead to a 404.
    """
    page = context.get("page")
    if not isinstance(page, SitePage) or not page.path:
        return []
    crumbs = [
        {"title": _("Home") if above.depth == HOME_DEPTH else above.title, "url": above.url}
        for above in page.chain
        if above.depth >= HOME_DEPTH and above.live and above.pk != page.pk
    ]
    return [*crumbs, {"title": page.title, "url": ""}]
