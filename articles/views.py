"""An article's references as files for reference managers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from articles.models import ArticlePage
from articles.references.formats import csl, ris

WRITERS = {
    "ris": (ris.write, "application/x-research-info-systems"),
    "json": (csl.write, "application/vnd.citationstyles.csl+json"),
}


@require_safe
def references(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """What the article at `path` cites, in its order, for whoever may see the page itself."""
    found = Page.route_for_request(request, path)
    if found is None or not isinstance(found.page, ArticlePage):
        raise Http404
    serve: Any = reference_file
    for protect in reversed(hooks.get_hooks("on_serve_page")):
        serve = protect(serve)
    return serve(found.page, request, [], {"suffix": suffix})


def reference_file(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """Takes the place of the page's own `serve` behind the hooks that protect it."""
    suffix = kwargs["suffix"]
    write, content_type = WRITERS[suffix]
    return HttpResponse(
        write([entry.reference.source for entry in page.citations.entries]),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{page.slug}.{suffix}"'},
    )
