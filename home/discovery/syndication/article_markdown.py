"""Each article as Markdown, at `article.md` below its own address."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles.models import ArticlePage
from articles.public.html_sanitising import standalone_html
from articles.public.markdown import html_to_markdown
from articles.public.page_formats import serve_page_format
from articles.public.prefetch import get_authors_by_article, get_changes_by_article
from home.delivery.visibility import canonical_url
from home.discovery.syndication.feeds import plain_article_context
from home.discovery.syndication.responses import (
    CONTENT_MAX_AGE,
    conditional_get_view,
    text_response,
)


@conditional_get_view
def article_markdown(request: HttpRequest, path: str) -> HttpResponse:
    """The article at `path` for whoever may see the page itself."""
    return serve_page_format(request, path, ArticlePage, render_article_markdown)


def render_article_markdown(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """A search engine takes it for the same text as the page, to which it leads.

    That of a private page is kept by no cache: Wagtail sees to that.
    """
    address = canonical_url(page)
    context = plain_article_context(page, get_changes_by_article([page])[page.pk])
    context["authors"] = get_authors_by_article([page])[page.pk]
    html = standalone_html(render_to_string("plain/document.html", context, request), address)
    response = text_response(html_to_markdown(html), "text/markdown", CONTENT_MAX_AGE)
    response["Link"] = f'<{address}>; rel="canonical"'
    return response
