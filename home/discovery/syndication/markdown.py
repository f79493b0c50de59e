"""Markdown for programs: each page as text, at an address below its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from wagtail.models import Page

from articles.models import ArticlePage
from articles.public.html_sanitising import standalone_html
from articles.public.markdown import html_to_markdown
from articles.public.page_formats import serve_page_format
from articles.public.prefetch import get_authors_by_article, get_changes_by_article
from home.care.condition import ConditionPage
from home.care.place import PlacePage
from home.care.service import ServicePage
from home.delivery.visibility import canonical_url, public_page_url
from home.discovery.syndication.feeds import plain_article_context
from home.discovery.syndication.responses import (
    CONTENT_MAX_AGE,
    conditional_get_view,
    text_response,
)
from home.models import HomePage, StandardPage

ARTICLE_FILE, PAGE_FILE = "article.md", "page.md"


@dataclass(frozen=True)
class MarkdownType:
    """How pages of one type become Markdown: the name of the file, its template and context."""

    file_name: str
    template: str
    get_context: Callable[[Any, HttpRequest], dict[str, Any]]


def article_context(page: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    context = plain_article_context(page, get_changes_by_article([page])[page.pk])
    return context | {"authors": get_authors_by_article([page])[page.pk]}


def page_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page itself. A query changes nothing, so it is left out."""
    request.GET = QueryDict()
    return page.get_context(request)


def home_context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    return page_context(page, request) | {"parts": page.parts}


# To add a page type, add a line here, and the suffix of its file in `home.delivery.cdn`.
MARKDOWN_TYPES: dict[type[Page], MarkdownType] = {
    ArticlePage: MarkdownType(ARTICLE_FILE, "plain/document.html", article_context),
    ServicePage: MarkdownType(PAGE_FILE, "plain/service.html", page_context),
    ConditionPage: MarkdownType(PAGE_FILE, "plain/condition.html", page_context),
    PlacePage: MarkdownType(PAGE_FILE, "plain/place.html", page_context),
    StandardPage: MarkdownType(PAGE_FILE, "plain/page.html", page_context),
    HomePage: MarkdownType(PAGE_FILE, "plain/home.html", home_context),
}


def markdown_url(page: Page) -> str:
    """Return the address of the page's Markdown, or "" if visitors find none."""
    kind = MARKDOWN_TYPES.get(type(page))
    url = public_page_url(page) if kind else ""
    return f"{url}{kind.file_name}" if kind and url else ""


@conditional_get_view
def page_markdown(request: HttpRequest, path: str, file_name: str) -> HttpResponse:
    """Serve the page at `path` to visitors who may see the page itself."""
    kwargs = {"file_name": file_name}
    return serve_page_format(request, path, Page, render_markdown, kwargs)


def render_markdown(
    page: Page, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """Render the page with a canonical link, which makes it the same text to search engines.

    Wagtail makes sure that no cache stores that of a private page.
    """
    kind = MARKDOWN_TYPES.get(type(page))
    if kind is None or kind.file_name != kwargs["file_name"]:
        raise Http404
    url = canonical_url(page)
    html = render_to_string(kind.template, kind.get_context(page, request), request)
    text = html_to_markdown(standalone_html(html, url))
    response = text_response(text, "text/markdown", CONTENT_MAX_AGE)
    response["Link"] = f'<{url}>; rel="canonical"'
    return response
