"""An article's references as files for reference managers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import ArticlePage
from articles.public.page_formats import serve_form_of_page
from articles.references.export import reference_file


@require_safe
def references(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """What the article at `path` cites, in its order, for whoever may see the page itself."""
    return serve_form_of_page(request, path, ArticlePage, sources_of, {"suffix": suffix})


def sources_of(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    cited = [entry.reference for entry in page.citations.entries]
    return reference_file(cited, page.slug, kwargs["suffix"])
