"""Navigation around a page."""

from urllib.parse import quote, urljoin

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from articles.models.base import SitePage
from home.public import public_url

register = template.Library()

HOME_DEPTH = 2

register.simple_tag(public_url)


@register.simple_tag
def canonical_url(page):
    """The one address of a page for search engines: at the site's public address, `SITE_URL`."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, page.url or "/")


@register.simple_tag(takes_context=True)
def report_url(context, page):
    """A mail to the clinic about an error in this page."""
    subject = _("Error in “%(title)s”") % {"title": page.title}
    return f"mailto:{context['clinic'].email}?subject={quote(subject)}"


@register.simple_tag
def invitation_url(invitation):
    """Where the button of a call to action leads; empty if that is not public."""
    return public_url(invitation.link_page) or invitation.link_url


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

    An ancestor that is not public is left out: a link to it would lead nowhere.
    """
    page = context.get("page")
    if not isinstance(page, SitePage) or not page.path:
        return []
    above = [(page, public_url(page)) for page in page.chain[:-1] if page.depth >= HOME_DEPTH]
    crumbs = [
        {"title": _("Home") if page.depth == HOME_DEPTH else page.title, "url": url}
        for page, url in above
        if url
    ]
    return [*crumbs, {"title": page.title, "url": ""}]
