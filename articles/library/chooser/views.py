"""Views of the citation dialog.

Those that add sources return JSON: `html` for the panel, `chosen` with the sources to tick, and a
`message` for the user. Forms with errors return with what was typed.
"""

import re
from dataclasses import fields

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import user_passes_test
from wagtail.log_actions import log

from articles.citations.markup import read_ids
from articles.library.chooser.forms import PasteForm, ReferenceForm
from articles.library.chooser.resolve import (
    ResolvedNumber,
    import_rows,
    resolve_by_position,
    resolve_numbers,
)
from articles.library.chooser.search import references_in_order, search_references
from articles.library.importing.apply import NotImportedError
from articles.library.importing.plan import plan_import
from articles.library.importing.plan_rows import Plan, Row
from articles.models import Reference
from articles.models.cited_references import get_references_by_id
from articles.models.site_rights import has_right
from articles.references.identifiers import find_dois, find_pmids
from articles.references.source import Source

ADD_PERMISSION = "articles.add_reference"
MAX_IDS = 500
MAX_QUERY_LENGTH = 300
START_ROW = re.compile(r"[0-9]{1,7}")

add_permission_required = user_passes_test(lambda user: has_right(user, ADD_PERMISSION))


# -- The library -----------------------------------------------------------------------------------


@require_safe
def dialog(request: HttpRequest) -> HttpResponse:
    """Return the dialogs and templates, which the editor loads once."""
    html = render_fragment(
        "dialog",
        can_add=has_right(request.user, ADD_PERMISSION),
        paste_form=PasteForm(auto_id="citing-paste-%s"),
        numbers_form=PasteForm(auto_id="citing-numbers-%s"),
    )
    return HttpResponse(html)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search for `q`, from the row `start` on; `here` are the sources that the page cites.

    With `pick`, the results are buttons for choosing one source.
    """
    query, start = request.GET.get("q", "")[:MAX_QUERY_LENGTH], request.GET.get("start", "")
    here = get_ids(request, "here")
    result = search_references(query, here, int(start) if START_ROW.fullmatch(start) else 0)
    html = render_fragment(
        "picks" if "pick" in request.GET else "results",
        result=result,
        references=result.references,
        here=here,
        is_search=bool(query.strip()),
    )
    return HttpResponse(html)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List the sources with these `ids`, those that the page cites, in their order."""
    references = references_in_order(get_ids(request, "ids"))
    return HttpResponse(render_fragment("here", references=references))


@require_safe
def labels(request: HttpRequest) -> JsonResponse:
    """Return the label and the card of each source with these `ids`.

    An unknown id has no entry; `missing` is its label.
    """
    found = get_references_by_id(get_ids(request, "ids"))
    entries = {
        pk: {"label": one.short_label, "card": render_fragment("card", reference=one)}
        for pk, one in found.items()
    }
    return JsonResponse({"sources": entries, "missing": _("citation missing")})


# -- New sources -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@add_permission_required
def new_reference(request: HttpRequest) -> JsonResponse:
    """Add one source with a form. A possible duplicate is saved only with `anyway`."""
    if request.method != "POST":
        return JsonResponse({"html": render_form(ReferenceForm())})
    form = ReferenceForm(request.POST)
    is_valid = form.is_valid()
    possible_duplicates = form.possible_duplicates()
    if is_valid and (not possible_duplicates or "anyway" in request.POST):
        reference = form.save()
        log(reference, "wagtail.create", user=request.user)
        message = _("“%(label)s” was added to the library and ticked.")
        return JsonResponse(
            {
                "html": render_form(ReferenceForm()),
                "chosen": [as_choice(reference)],
                "message": message % {"label": reference.short_label},
            }
        )
    references = [match.reference for match in possible_duplicates]
    html = render_form(form, possible_duplicates=references, is_valid=is_valid)
    return JsonResponse({"html": html})


@require_POST
@add_permission_required
def paste_references(request: HttpRequest) -> JsonResponse:
    """Preview pasted references; with `save`, import the `chosen` rows and tick their sources.

    With `complete` and the number of a row, return the form of a new source filled from that row.
    """
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"html": render_fragment("errors", form=form)})
    plan = plan_import(form.records)
    if "complete" in request.POST:
        row = next((one for one in plan.rows if str(one.number) == request.POST["complete"]), None)
        return JsonResponse({"form": render_form(ReferenceForm(initial=initial_from_row(row)))})
    if "save" not in request.POST:
        return JsonResponse({"html": render_preview(plan)})
    try:
        imported = import_rows(plan, get_chosen_numbers(request), request.user)
    except NotImportedError as error:
        return JsonResponse({"html": render_preview(plan, str(error))})
    if not imported:
        return JsonResponse({"html": render_preview(plan, _("Tick at least one reference."))})
    message = ngettext(
        "%(number)d source was ticked.", "%(number)d sources were ticked.", len(imported)
    )
    return JsonResponse(
        {
            "html": "",
            "chosen": [as_choice(reference) for reference in imported.values()],
            "message": message % {"number": len(imported)},
        }
    )


@require_POST
@add_permission_required
def convert_numbers(request: HttpRequest) -> JsonResponse:
    """Resolve the `numbers` of a text by a pasted list, or else by the sources cited `here`.

    With `save`, return the sources of the `chosen` ones, by number.
    """
    numbers = get_ids(request, "numbers")
    if not (request.POST.get("text", "").strip() or request.FILES):
        here = references_in_order(get_ids(request, "here"))
        return JsonResponse({"html": render_numbers(resolve_by_position(numbers, here))})
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"html": render_fragment("errors", form=form)})
    plan = plan_import(form.records)
    resolved = resolve_numbers(numbers, plan)
    if "save" not in request.POST:
        return JsonResponse({"html": render_numbers(resolved)})
    chosen = get_chosen_numbers(request)
    rows = {one.number: one.row.number for one in resolved if one.row and one.number in chosen}
    try:
        imported = import_rows(plan, set(rows.values()), request.user)
    except NotImportedError as error:
        return JsonResponse({"html": render_numbers(resolved, str(error))})
    choices = {n: as_choice(imported[row]) for n, row in rows.items() if row in imported}
    return JsonResponse({"numbers": choices})


def render_fragment(name: str, **context) -> str:
    # Without the request: its context processors would make queries.
    return render_to_string(f"articles/admin/chooser/{name}.html", context)


def render_preview(plan: Plan, error: str = "") -> str:
    return render_fragment("paste", rows=plan.rows, error=error)


def render_numbers(resolved: list[ResolvedNumber], error: str = "") -> str:
    return render_fragment("numbers", resolved=resolved, error=error)


def as_choice(reference: Reference) -> dict:
    """Return the data with which the dialog ticks a source."""
    return {"id": reference.pk, "label": reference.short_label}


def render_form(form: ReferenceForm, **context) -> str:
    return render_fragment("new", form=form, **context)


def initial_from_row(row: Row | None) -> dict:
    """Return the initial data of the form: of a row that could not be read, its identifiers."""
    if row is None:
        return {}
    if row.source:
        reference = Reference.from_source(row.source)
        return {field.name: getattr(reference, field.name) for field in fields(Source)}
    return {
        "doi": next(iter(find_dois(row.text)), ""),
        "pmid": next(iter(find_pmids(row.text)), ""),
        "title": row.text,
    }


def get_ids(request: HttpRequest, name: str) -> list[int]:
    """Return the ids of a parameter like "3 7"; anything else in it is skipped."""
    values = request.POST if request.method == "POST" else request.GET
    return read_ids(values.get(name, ""))[:MAX_IDS]


def get_chosen_numbers(request: HttpRequest) -> set[int]:
    return set(read_ids(" ".join(request.POST.getlist("chosen"))))
