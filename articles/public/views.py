"""Download of an article's references for reference managers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import ArticlePage
from articles.public.page_formats import serve_page_format
from articles.references.export import source_file_response


@require_safe
def references(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """Return the cited sources of the article at `path`, protected as the page is."""
    return serve_page_format(request, path, ArticlePage, serve_reference_file, {"suffix": suffix})


def serve_reference_file(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    cited = [entry.reference.source for entry in page.citations.entries]
    return source_file_response(cited, page.slug, kwargs["suffix"])
