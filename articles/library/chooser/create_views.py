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
from articles.library.chooser.paste_preview import numbers_table, preview
from articles.library.chooser.permissions import only_who_may_add
from articles.library.chooser.rendering import as_chosen, fragment, shown
from articles.library.chooser.resolve import by_place, meanings, take
from articles.library.chooser.search import in_order
from articles.library.chooser.views import ids_in
from articles.library.importing.plan import NotImportedError, Plan, Row, plan_import
from articles.models import Reference
from articles.references.identifiers import find_dois, find_pmids
from articles.references.source import Source


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may_add
def new(request: HttpRequest) -> JsonResponse:
    """A form for one source; saved unless the library seems to have it, which is asked about."""
    if request.method != "POST":
        return JsonResponse({"html": new_fragment(ReferenceForm())})
    form = ReferenceForm(request.POST)
    is_valid = form.is_valid()
    twins = form.twins()
    if is_valid and (not twins or "anyway" in request.POST):
        reference = form.save()
        log(reference, "wagtail.create", user=request.user)
        message = _("“%(label)s” is in the library now, and ticked.")
        return JsonResponse(
            {
                "html": new_fragment(ReferenceForm()),
                "chosen": [as_chosen(reference)],
                "message": message % {"label": reference.short_label},
            }
        )
    rows = shown(match.reference for match in twins)
    return JsonResponse({"html": new_fragment(form, twins=rows, is_valid=is_valid)})


@require_POST
@only_who_may_add
def paste(request: HttpRequest) -> JsonResponse:
    """Read what was pasted and show it row by row; with `save`, take the rows that are `chosen`.

    With `complete` and a row's number, the form of a new source, filled in with what was read.
    """
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"html": fragment("errors", form=form)})
    plan = plan_import(form.records)
    if "complete" in request.POST:
        return completed(plan, request.POST["complete"])
    if "save" not in request.POST:
        return JsonResponse({"html": preview(plan)})
    try:
        taken = take(plan, chosen_numbers(request), request.user)
    except NotImportedError as error:
        return JsonResponse({"html": preview(plan, str(error))})
    if not taken:
        return JsonResponse({"html": preview(plan, _("Tick at least one reference."))})
    message = ngettext(
        "%(number)d source is ticked now.", "%(number)d sources are ticked now.", len(taken)
    )
    return JsonResponse(
        {
            "html": "",
            "chosen": [as_chosen(reference) for reference in taken.values()],
            "message": message % {"number": len(taken)},
        }
    )


@require_POST
@only_who_may_add
def numbers(request: HttpRequest) -> JsonResponse:
    """What the `numbers` in a text stand for: by the list given, or by the page's own (`here`).

    With `save`, the sources of those that are `chosen`, by number.
    """
    wanted = ids_in(request, "numbers")
    if not (request.POST.get("text", "").strip() or request.FILES):
        told = by_place(wanted, in_order(ids_in(request, "here")))
        return JsonResponse({"html": numbers_table(told)})
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"html": fragment("errors", form=form)})
    plan = plan_import(form.records)
    told = meanings(wanted, plan)
    if "save" not in request.POST:
        return JsonResponse({"html": numbers_table(told)})
    chosen = chosen_numbers(request)
    rows = {one.number: one.row.number for one in told if one.row and one.number in chosen}
    try:
        taken = take(plan, set(rows.values()), request.user)
    except NotImportedError as error:
        return JsonResponse({"html": numbers_table(told, str(error))})
    return JsonResponse(
        {"numbers": {number: as_chosen(taken[row]) for number, row in rows.items() if row in taken}}
    )


def new_fragment(form: ReferenceForm, **context) -> str:
    return fragment("new", form=form, **context)


def completed(plan: Plan, number: str) -> JsonResponse:
    """The form of a new source with what a row says; of one that could not be read, its number."""
    row = next((row for row in plan.rows if str(row.number) == number), None)
    return JsonResponse({"form": new_fragment(ReferenceForm(initial=known_of(row) if row else {}))})


def known_of(row: Row) -> dict:
    if row.source:
        reference = Reference()
        reference.fill(row.source)
        return {field.name: getattr(reference, field.name) for field in fields(Source)}
    return {
        "doi": next(iter(find_dois(row.text)), ""),
        "pmid": next(iter(find_pmids(row.text)), ""),
        "title": row.text,
    }


def chosen_numbers(request: HttpRequest) -> set[int]:
    """The numbers of the rows that are ticked; whatever is none is left out."""
    values = request.POST.getlist("chosen")
    return {pk for value in values for pk in read_ids(value)}
