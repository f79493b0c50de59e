"""Template tags for links and navigation."""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from django import template
from django.utils.translation import gettext as _

from articles.public.cite_this import article_as_source
from articles.references.formatting import format_reference
from home.care.booking import booking_link
from home.delivery.visibility import canonical_url, public_page_url
from home.discovery.breadcrumbs import get_breadcrumb
from home.paper.address_code import address_code
from home.paper.leaflets import leaflet_url

register = template.Library()

register.simple_tag(public_page_url)
register.simple_tag(canonical_url)
register.simple_tag(address_code)
register.simple_tag(leaflet_url)


@register.simple_tag(takes_context=True)
def error_report_url(context, page):
    """Return a mailto: link to the clinic about an error in this page."""
    subject = _("Error in “%(title)s”") % {"title": page.title}
    return f"mailto:{context['clinic'].email}?subject={quote(subject)}"


@register.simple_tag
def email_share_url(page):
    """Return a mailto: link without a recipient, with the title and URL of this page."""
    fields = {"subject": page.title, "body": f"{page.title}\r\n{canonical_url(page)}"}
    return f"mailto:?{urlencode(fields, quote_via=quote)}"


@register.simple_tag(takes_context=True)
def article_citation(context, article, authors):
    """Return a citation of this article in the clinic's citation style."""
    source = article_as_source(article, authors, context["clinic"].name, canonical_url(article))
    return format_reference(source, context["editorial"].citation_style)


@register.simple_tag(takes_context=True)
def call_to_action_url(context, call_to_action):
    """Return the URL of a call to action's button, or "" if its page is not public."""
    if call_to_action.books:
        return booking_link(context.get("page"), context["clinic"]).url
    return public_page_url(call_to_action.link_page) or call_to_action.link_url


class MenuLine(NamedTuple):
    """An item of the main menu. It is current on all pages of its section."""

    title: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def main_menu(context):
    path = getattr(context.get("request"), "path", "")
    return tuple(
        MenuLine(link.title, link.url, _is_inside(path, link.url))
        for link in context["site_context"].menu
    )


def _is_inside(path: str, url: str) -> bool:
    return bool(url) and path.startswith(url.rstrip("/") + "/")


@register.simple_tag(takes_context=True)
def breadcrumb(context):
    """Return the steps from the home page to this page."""
    return get_breadcrumb(context.get("page"))
