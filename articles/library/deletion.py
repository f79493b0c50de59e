"""A source that something cites is not deleted: the page says what cites it instead."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.library.usage import get_uses
from articles.models import Reference


def refuse_deleting_cited_references(
    request: HttpRequest, instances: Sequence
) -> HttpResponse | None:
    """For the hook `before_delete_snippet`: the refusal, or None where nothing is cited."""
    references = [instance for instance in instances if isinstance(instance, Reference)]
    found = get_uses(references, request.user)
    cited = [(source, found[source.pk]) for source in references if source.pk in found]
    if not cited:
        return None
    return TemplateResponse(
        request,
        "articles/admin/library/cited.html",
        {
            "cited": cited,
            "free": len(references) - len(cited),
            "list_url": reverse("wagtailsnippets_articles_reference:list"),
        },
        status=409,
    )
