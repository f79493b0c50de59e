"""Sources that come into the library while somebody cites them: typed, pasted, or read from a file.

Every answer is JSON: `html` for the panel, `chosen` with the sources to tick, a `message` for
people. What was typed comes back with the errors on its fields.
"""

from dataclasses import fields

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.log_actions import log

from articles.citations.markup import read_ids
from articles.library.chooser.forms import PasteForm, ReferenceForm
from articles.library.chooser.paste_preview import render_numbers, render_preview
from articles.library.chooser.permissions import add_permission_required
from articles.library.chooser.rendering import as_choice, reference_rows, render_fragment
from articles.library.chooser.resolve import import_rows, resolve_by_position, resolve_numbers
from articles.library.chooser.search import references_in_order
from articles.library.chooser.views import get_ids
from articles.library.importing.plan import NotImportedError, Plan, Row, plan_import
from articles.models import Reference
from articles.references.identifiers import find_dois, find_pmids
from articles.references.source import Source


@require_http_methods(["GET", "HEAD", "POST"])
@add_permission_required
def new_reference(request: HttpRequest) -> JsonResponse:
    """A form for one source; saved unless the library seems to have it, which is asked about."""
    if request.method != "POST":
        return JsonResponse({"html": render_reference_form(ReferenceForm())})
    form = ReferenceForm(request.POST)
    is_valid = form.is_valid()
    possible_duplicates = form.possible_duplicates()
    if is_valid and (not possible_duplicates or "anyway" in request.POST):
        reference = form.save()
        log(reference, "wagtail.create", user=request.user)
        message = _("“%(label)s” is in the library now, and ticked.")
        return JsonResponse(
            {
                "html": render_reference_form(ReferenceForm()),
                "chosen": [as_choice(reference)],
                "message": message % {"label": reference.short_label},
            }
        )
    rows = reference_rows(match.reference for match in possible_duplicates)
    return JsonResponse(
        {"html": render_reference_form(form, possible_duplicates=rows, is_valid=is_valid)}
    )


@require_POST
@add_permission_required
def paste_references(request: HttpRequest) -> JsonResponse:
    """Read what was pasted and show it row by row; with `save`, take the rows that are `chosen`.

    With `complete` and a row's number, the form of a new source, filled in with what was read.
    """
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"html": render_fragment("errors", form=form)})
    plan = plan_import(form.records)
    if "complete" in request.POST:
        return reference_form_for_row(plan, request.POST["complete"])
    if "save" not in request.POST:
        return JsonResponse({"html": render_preview(plan)})
    try:
        taken = import_rows(plan, get_ticked_numbers(request), request.user)
    except NotImportedError as error:
        return JsonResponse({"html": render_preview(plan, str(error))})
    if not taken:
        return JsonResponse({"html": render_preview(plan, _("Tick at least one reference."))})
    message = ngettext(
        "%(number)d source is ticked now.", "%(number)d sources are ticked now.", len(taken)
    )
    return JsonResponse(
        {
            "html": "",
            "chosen": [as_choice(reference) for reference in taken.values()],
            "message": message % {"number": len(taken)},
        }
    )


@require_POST
@add_permission_required
def convert_numbers(request: HttpRequest) -> JsonResponse:
    """What the `numbers` in a text stand for: by the list given, or by the page's own (`here`).

    With `save`, the sources of those that are `chosen`, by number.
    """
    wanted = get_ids(request, "numbers")
    if not (request.POST.get("text", "").strip() or request.FILES):
        told = resolve_by_position(wanted, references_in_order(get_ids(request, "here")))
        return JsonResponse({"html": render_numbers(told)})
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"html": render_fragment("errors", form=form)})
    plan = plan_import(form.records)
    told = resolve_numbers(wanted, plan)
    if "save" not in request.POST:
        return JsonResponse({"html": render_numbers(told)})
    chosen = get_ticked_numbers(request)
    rows = {one.number: one.row.number for one in told if one.row and one.number in chosen}
    try:
        taken = import_rows(plan, set(rows.values()), request.user)
    except NotImportedError as error:
        return JsonResponse({"html": render_numbers(told, str(error))})
    return JsonResponse(
        {"numbers": {number: as_choice(taken[row]) for number, row in rows.items() if row in taken}}
    )


def render_reference_form(form: ReferenceForm, **context) -> str:
    return render_fragment("new", form=form, **context)


def reference_form_for_row(plan: Plan, number: str) -> JsonResponse:
    """The form of a new source with what a row says; of one that could not be read, its number."""
    row = next((row for row in plan.rows if str(row.number) == number), None)
    return JsonResponse(
        {"form": render_reference_form(ReferenceForm(initial=initial_from_row(row) if row else {}))}
    )


def initial_from_row(row: Row) -> dict:
    if row.source:
        reference = Reference()
        reference.set_from_source(row.source)
        return {field.name: getattr(reference, field.name) for field in fields(Source)}
    return {
        "doi": next(iter(find_dois(row.text)), ""),
        "pmid": next(iter(find_pmids(row.text)), ""),
        "title": row.text,
    }


def get_ticked_numbers(request: HttpRequest) -> set[int]:
    """The numbers of the rows that are ticked; whatever is none is left out."""
    values = request.POST.getlist("chosen")
    return {pk for value in values for pk in read_ids(value)}
