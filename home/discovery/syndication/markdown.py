"""Markdown for programs: each article at `article.md` below its address, and llms.txt."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.models import ArticlePage, PersonPage
from articles.public.feeds import get_newest_articles
from articles.public.html_sanitising import standalone_html
from articles.public.markdown import html_to_markdown
from articles.public.page_formats import serve_page_format
from articles.public.prefetch import get_authors_by_article, get_changes_by_article
from home.care.catalogue import get_conditions, get_places, get_services
from home.delivery.visibility import canonical_url, public_page_url
from home.discovery.syndication.feeds import plain_article_context
from home.discovery.syndication.responses import (
    CONTENT_MAX_AGE,
    conditional_get_view,
    get_public_home_or_404,
    text_response,
)

MAX_ARTICLES = 100
MAX_PEOPLE = 100


@conditional_get_view
def article_markdown(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the article at `path` to visitors who may see the page itself."""
    return serve_page_format(request, path, ArticlePage, render_article_markdown)


def render_article_markdown(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """Render the article with a canonical link, which makes it the same text to search engines.

    Wagtail makes sure that no cache stores that of a private page.
    """
    url = canonical_url(page)
    context = plain_article_context(page, get_changes_by_article([page])[page.pk])
    context["authors"] = get_authors_by_article([page])[page.pk]
    html = standalone_html(render_to_string("plain/document.html", context, request), url)
    response = text_response(html_to_markdown(html), "text/markdown", CONTENT_MAX_AGE)
    response["Link"] = f'<{url}>; rel="canonical"'
    return response


@dataclass(frozen=True)
class CategorySection:
    """A category with its articles."""

    title: str
    articles: list[ArticlePage] = field(default_factory=list)


@conditional_get_view
def llms_txt(request: HttpRequest) -> HttpResponse:
    """Serve a summary for language models, as https://llmstxt.org/ describes it.

    It names the clinic, its services, conditions and people, and its newest articles by category,
    each as Markdown.
    """
    home = get_public_home_or_404(request)
    url = canonical_url(home)
    articles = ArticlePage.objects.visible().descendant_of(home).without_duplicates()
    people = PersonPage.objects.visible().descendant_of(home).without_duplicates()
    context = {
        "home_url": url,
        "sections": group_by_category(get_newest_articles(articles, MAX_ARTICLES, home.pk)),
        "services": get_services(),
        "conditions": get_conditions(),
        "places": get_places(),
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
