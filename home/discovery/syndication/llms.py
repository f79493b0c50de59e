"""llms.txt: the site in short for language models, as https://llmstxt.org/ describes it."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.models import ArticlePage, PersonPage
from articles.public.feeds import get_newest_articles
from articles.public.html_sanitising import standalone_html
from articles.public.markdown import html_to_markdown
from home.delivery.visibility import canonical_url, public_page_url
from home.discovery.syndication.responses import (
    CONTENT_MAX_AGE,
    conditional_get_view,
    get_public_home_or_404,
    text_response,
)

MAX_ARTICLES = 100
MAX_PEOPLE = 100


@dataclass(frozen=True)
class CategorySection:
    """A category with its articles."""

    title: str
    articles: list[ArticlePage] = field(default_factory=list)


@conditional_get_view
def llms_txt(request: HttpRequest) -> HttpResponse:
    """Who the clinic is, and its newest articles by category, each as Markdown."""
    home = get_public_home_or_404(request)
    address = canonical_url(home)
    articles = ArticlePage.objects.visible().descendant_of(home)
    people = PersonPage.objects.visible().descendant_of(home).order_by("path")
    context = {
        "home_url": address,
        "sections": group_by_category(get_newest_articles(articles, MAX_ARTICLES, home.pk)),
        "people": people.prefetch_related(None)[:MAX_PEOPLE],
    }
    html = standalone_html(render_to_string("plain/llms.html", context, request), address)
    return text_response(html_to_markdown(html), "text/plain", CONTENT_MAX_AGE)


def group_by_category(articles: list[ArticlePage]) -> list[CategorySection]:
    """By category in the order of the tree; those of a category nobody may see come last."""
    found: dict[str, CategorySection] = {}
    for article in articles:
        category = article.category
        path, title = "~", _("Other articles")
        if category and public_page_url(category):
            path, title = category.path, category.title
        found.setdefault(path, CategorySection(title)).articles.append(article)
    return [found[path] for path in sorted(found)]
