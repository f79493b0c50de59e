"""Files for reference managers that cite an article of this clinic.

This is not part of `articles` because a citation names the clinic.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from articles.models import ArticlePage
from articles.public.cite_this import article_as_source
from articles.public.page_formats import serve_page_format
from articles.references.export import source_file_response
from home.delivery.site_context import get_site_context
from home.delivery.visibility import canonical_url


@require_safe
def cite(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """Serve the article at `path` as a source to visitors who may see the page itself."""
    return serve_page_format(request, path, ArticlePage, render_citation_file, {"suffix": suffix})


def render_citation_file(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    clinic = get_site_context(Site.find_for_request(request)).clinic
    source = article_as_source(page, page.authors(), clinic.name, canonical_url(page))
    return source_file_response([source], f"cite-{page.slug}", kwargs["suffix"])
