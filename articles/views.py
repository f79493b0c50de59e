"""An article's references as files for reference managers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from articles.library.exporting import reference_file
from articles.models import ArticlePage


@require_safe
def references(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """What the article at `path` cites, in its order, for whoever may see the page itself."""
    found = Page.route_for_request(request, path)
    if found is None or not isinstance(found.page, ArticlePage):
        raise Http404
    serve: Any = sources_of
    for protect in reversed(hooks.get_hooks("on_serve_page")):
        serve = protect(serve)
    return serve(found.page, request, [], {"suffix": suffix})


def sources_of(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """Takes the place of the page's own `serve` behind the hooks that protect it."""
    cited = [entry.reference for entry in page.citations.entries]
    return reference_file(cited, page.slug, kwargs["suffix"])
