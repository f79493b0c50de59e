"""What the citation dialog shows of the library: fragments of HTML, and the names in marks."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.citations.markup import read_ids
from articles.library.chooser.forms import PasteForm
from articles.library.chooser.permissions import may_add
from articles.library.chooser.rendering import Shown, fragment, shown
from articles.library.chooser.search import find, in_order
from articles.models.cited_references import references_by_id

MOST_IDS = 500
LONGEST_QUERY = 300
START = re.compile(r"[0-9]{1,7}")


def ids_in(request: HttpRequest, name: str) -> list[int]:
    """The ids of a list like "3 7" in the query or the form; whatever is none is left out."""
    values = request.POST if request.method == "POST" else request.GET
    return read_ids(values.get(name, ""))[:MOST_IDS]


@require_safe
def dialog(request: HttpRequest) -> HttpResponse:
    """The dialog itself, and the small things the editor copies from it; asked for once."""
    context = {
        "may_add": may_add(request.user),
        "paste_form": PasteForm(auto_id="citing-paste-%s"),
        "numbers_form": PasteForm(auto_id="citing-numbers-%s"),
    }
    return HttpResponse(fragment("dialog", **context))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Sources that match `q`, from the row `start` on; `here` are those the page cites.

    With `pick`, for choosing one and not several.
    """
    query, start = request.GET.get("q", "")[:LONGEST_QUERY], request.GET.get("start", "")
    here = ids_in(request, "here")
    found = find(query, here, int(start) if START.fullmatch(start) else 0)
    template = "picks" if "pick" in request.GET else "results"
    rows = shown(found.references, here)
    return HttpResponse(fragment(template, found=found, rows=rows, is_search=bool(query.strip())))


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The sources with these `ids`, in their order: what the page being written cites."""
    ids = ids_in(request, "ids")
    return HttpResponse(fragment("here", rows=shown(in_order(ids))))


@require_safe
def labels(request: HttpRequest) -> JsonResponse:
    """What the sources with these `ids` are called now, each with a card that tells all of it.

    An id of no source has no entry; `missing` is what stands in its place.
    """
    found = references_by_id(ids_in(request, "ids"))
    told = {
        pk: {"label": reference.short_label, "card": fragment("card", one=Shown(reference))}
        for pk, reference in found.items()
    }
    return JsonResponse({"sources": told, "missing": _("citation missing")})
