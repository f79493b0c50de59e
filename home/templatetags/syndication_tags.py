"""Template tag for links to other formats of a page."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import ArticlePage, CategoryIndexPage
from home.delivery.visibility import public_page_url
from home.models import HomePage

register = template.Library()

ATOM = "application/atom+xml"
MARKDOWN = "text/markdown"


@register.simple_tag(takes_context=True)
def alternate_formats(context, page):
    """Return feeds and Markdown as `type`, `title` and `url`, or nothing for a private page."""
    if not isinstance(page, HomePage | CategoryIndexPage | ArticlePage) or not public_page_url(
        page
    ):
        return []
    clinic = context["clinic"].name
    formats = [{"type": ATOM, "title": clinic, "url": reverse("feed")}]
    category = page.category if isinstance(page, ArticlePage) else page
    if isinstance(category, CategoryIndexPage) and (url := public_page_url(category)):
        title = _("%(clinic)s: %(category)s") % {"clinic": clinic, "category": category.title}
        formats.append({"type": ATOM, "title": title, "url": f"{url}feed/"})
    if isinstance(page, ArticlePage):
        formats.append({"type": MARKDOWN, "title": page.title, "url": f"{page.url}article.md"})
    return formats
