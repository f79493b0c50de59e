"""How to cite an article of this clinic: on its page, and as files for reference managers.

Here and not beside the articles, since a citation names the clinic.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from articles.models import ArticlePage
from articles.public.cite_this import own_source
from articles.public.page_formats import serve_form_of_page
from articles.references.export import source_file
from home.delivery.site_context import chrome_for
from home.delivery.visibility import canonical_url


@require_safe
def cite(request: HttpRequest, path: str, suffix: str) -> HttpResponse:
    """The article at `path` as a source, for whoever may see the page itself."""
    return serve_form_of_page(request, path, ArticlePage, citation_file, {"suffix": suffix})


def citation_file(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    clinic = chrome_for(Site.find_for_request(request)).clinic
    source = own_source(page, page.authors(), clinic.name, canonical_url(page))
    return source_file([source], f"cite-{page.slug}", kwargs["suffix"])
