"""Each article as Markdown, at `article.md` below its own address."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles.models import ArticlePage
from articles.public.html_sanitising import portable
from articles.public.markdown.converter import markdown
from articles.public.page_formats import serve_form_of_page
from articles.public.prefetch import authors_of, changes_of
from home.delivery.visibility import canonical_url
from home.discovery.syndication.feeds import context_of
from home.discovery.syndication.responses import CONTENT_AGE, for_machines, text_answer


@for_machines
def article_markdown(request: HttpRequest, path: str) -> HttpResponse:
    """The article at `path` for whoever may see the page itself."""
    return serve_form_of_page(request, path, ArticlePage, markdown_of)


def markdown_of(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """A search engine takes it for the same text as the page, to which it leads.

    That of a private page is kept by no cache: Wagtail sees to that.
    """
    address = canonical_url(page)
    context = context_of(page, changes_of([page])[page.pk])
    context["authors"] = authors_of([page])[page.pk]
    html = portable(render_to_string("plain/document.html", context, request), address)
    response = text_answer(markdown(html), "text/markdown", CONTENT_AGE)
    response["Link"] = f'<{address}>; rel="canonical"'
    return response
