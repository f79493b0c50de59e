"""llms.txt: the site in short, for language models."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.models import ArticlePage, PersonPage
from articles.public.feeds import get_newest_articles
from articles.public.html_sanitising import standalone_html
from articles.public.markdown import html_to_markdown
from home.care.catalogue import get_conditions, get_places, get_services
from home.delivery.visibility import canonical_url, public_page_url
from home.discovery.syndication.responses import (
    CONTENT_MAX_AGE,
    conditional_get_view,
    get_public_home_or_404,
    text_response,
)
from home.models import StandardPage

MAX_ARTICLES = 100
MAX_PEOPLE = 100
MAX_PAGES = 100


@dataclass(frozen=True)
class CategorySection:
    """A category with its articles."""

    title: str
    articles: list[ArticlePage] = field(default_factory=list)


@conditional_get_view
def llms_txt(request: HttpRequest) -> HttpResponse:
    """Serve a summary for language models, as https://llmstxt.org/ describes it.

    It names the clinic, its newest articles by category, its services, conditions, places and other
    pages, each as Markdown, and its people.
    """
    home = get_public_home_or_404(request)
    url = canonical_url(home)
    articles = ArticlePage.objects.visible().descendant_of(home).without_duplicates()
    people = PersonPage.objects.visible().descendant_of(home).without_duplicates()
    pages = StandardPage.objects.visible().descendant_of(home).without_duplicates()
    context = {
        "home": home,
        "sections": group_by_category(get_newest_articles(articles, MAX_ARTICLES, home.pk)),
        "services": get_services(),
        "conditions": get_conditions(),
        "places": get_places(),
        "pages": pages.order_by("path").defer("body")[:MAX_PAGES],
        "people": people.order_by("path").prefetch_related(None)[:MAX_PEOPLE],
    }
    html = standalone_html(render_to_string("plain/llms.html", context, request), url)
    return text_response(html_to_markdown(html), "text/plain", CONTENT_MAX_AGE)


def group_by_category(articles: list[ArticlePage]) -> list[CategorySection]:
    """Group articles by category in the order of the tree; those without a public one come last."""
    sections: dict[str, CategorySection] = {}
    for article in articles:
        category = article.category
        path, title = "~", _("Other articles")
        if category and public_page_url(category):
            path, title = category.path, category.title
        sections.setdefault(path, CategorySection(title)).articles.append(article)
    return [sections[path] for path in sorted(sections)]
