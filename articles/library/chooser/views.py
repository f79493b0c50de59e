"""What the citation dialog shows of the library: fragments of HTML, and the names in marks."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.citations.markup import read_ids
from articles.library.chooser.forms import PasteForm
from articles.library.chooser.permissions import can_add_references
from articles.library.chooser.rendering import ReferenceRow, reference_rows, render_fragment
from articles.library.chooser.search import references_in_order, search_references
from articles.models.cited_references import get_references_by_id

MAX_IDS = 500
MAX_QUERY_LENGTH = 300
START_ROW = re.compile(r"[0-9]{1,7}")


def get_ids(request: HttpRequest, name: str) -> list[int]:
    """The ids of a list like "3 7" in the query or the form; whatever is none is left out."""
    values = request.POST if request.method == "POST" else request.GET
    return read_ids(values.get(name, ""))[:MAX_IDS]


@require_safe
def dialog(request: HttpRequest) -> HttpResponse:
    """The dialog itself, and the small things the editor copies from it; asked for once."""
    context = {
        "can_add": can_add_references(request.user),
        "paste_form": PasteForm(auto_id="citing-paste-%s"),
        "numbers_form": PasteForm(auto_id="citing-numbers-%s"),
    }
    return HttpResponse(render_fragment("dialog", **context))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Sources that match `q`, from the row `start` on; `here` are those the page cites.

    With `pick`, for choosing one and not several.
    """
    query, start = request.GET.get("q", "")[:MAX_QUERY_LENGTH], request.GET.get("start", "")
    here = get_ids(request, "here")
    found = search_references(query, here, int(start) if START_ROW.fullmatch(start) else 0)
    template = "picks" if "pick" in request.GET else "results"
    rows = reference_rows(found.references, here)
    return HttpResponse(
        render_fragment(template, found=found, rows=rows, is_search=bool(query.strip()))
    )


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The sources with these `ids`, in their order: what the page being written cites."""
    ids = get_ids(request, "ids")
    return HttpResponse(render_fragment("here", rows=reference_rows(references_in_order(ids))))


@require_safe
def labels(request: HttpRequest) -> JsonResponse:
    """What the sources with these `ids` are called now, each with a card that tells all of it.

    An id of no source has no entry; `missing` is what stands in its place.
    """
    found = get_references_by_id(get_ids(request, "ids"))
    told = {
        pk: {
            "label": reference.short_label,
            "card": render_fragment("card", one=ReferenceRow(reference)),
        }
        for pk, reference in found.items()
    }
    return JsonResponse({"sources": told, "missing": _("citation missing")})
