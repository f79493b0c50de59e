"""What the dialogs of the page editor ask: which sets there are, their copies, and saving one."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from articles.models.site_rights import has_right
from articles.models.site_roots import get_site_root, has_several_clinics
from home.blocks.sections_panel import ADD_PERMISSION, BODY
from home.saved_sections.copying import copy_sections, fits
from home.saved_sections.models import SavedSections

MAX_LISTED = 200
USE = ("add", "change", "delete", "view")


def check_may_use(user: Any) -> None:
    if not policy_registry.get_by_type(SavedSections).user_has_any_permission(user, USE):
        raise PermissionDenied


def find_stream(page_type: str) -> blocks.StreamBlock:
    """Return the block of the sections of a page type such as `home.standardpage`, or raise 404."""
    try:
        model = apps.get_model(page_type)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    names = {each.name: each for each in model._meta.get_fields()}
    stored = names.get(BODY)
    if not issubclass(model, Page) or not isinstance(stored, StreamField):
        raise Http404
    return stored.stream_block


@require_GET
@never_cache
def choose(request: HttpRequest, page_type: str) -> HttpResponse:
    """Render the dialog that lists the sets, with what a page of this type can have of them."""
    check_may_use(request.user)
    stream = find_stream(page_type)
    found = list(SavedSections.objects.all()[: MAX_LISTED + 1])
    sets = [describe_set(saved, stream) for saved in found[:MAX_LISTED]]
    context = {
        "page_type": page_type,
        "sets": sets,
        "has_more": len(found) > MAX_LISTED,
        "maximum": MAX_LISTED,
    }
    return render(request, "home/admin/saved_sections/choose.html", context)


def describe_set(saved: SavedSections, stream: blocks.StreamBlock) -> dict[str, Any]:
    own = saved.body.stream_block.child_blocks
    kinds = [item["type"] for item in saved.body.raw_data if item["type"] in own]
    sections = [
        {"name": name, "fits": fits(own[kind], stream)}
        for name, kind in zip(saved.section_names, kinds, strict=True)
    ]
    return {"saved": saved, "sections": sections, "fits": any(each["fits"] for each in sections)}


@require_GET
@never_cache
def copy(request: HttpRequest, page_type: str, pk: int) -> HttpResponse:
    """Return copies of the sections of a set for the form of a page of this type."""
    check_may_use(request.user)
    saved = get_object_or_404(SavedSections, pk=pk)
    copies = copy_sections(saved.body, find_stream(page_type), request.user)
    return JsonResponse({"sections": copies.sections, "remarks": copies.remarks})


@require_GET
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a set as it would look on a page."""
    check_may_use(request.user)
    saved = get_object_or_404(SavedSections, pk=pk)
    return saved.make_preview_request(request, saved.default_preview_mode)


@require_POST
def save(request: HttpRequest, page_id: int) -> HttpResponse:
    """Save the sections that are sent, as they are in the form of a page or of one below it.

    They need not be stored yet: what is saved is what the user sees.
    """
    page = get_object_or_404(Page, pk=page_id)
    root = get_site_root(page)
    tester = page.permissions_for_user(request.user)
    if not (tester.can_edit() or tester.can_add_subpage()):
        raise PermissionDenied
    if not has_right(request.user, ADD_PERMISSION, root.site_id if root else None):
        raise PermissionDenied
    saved = SavedSections(site_id=root.site_id if root and has_several_clinics() else None)
    # The field of superusers for the clinic is not in the dialog.
    data = request.POST.copy()
    data["site"] = str(saved.site_id or "")
    form_class = SavedSections.edit_handler.bind_to_model(SavedSections).get_form_class()
    try:
        form = form_class(data, instance=saved, for_user=request.user)
        is_valid = form.is_valid()
    except (KeyError, ValueError, TypeError):
        # Wagtail takes the fields of a stream for complete.
        return HttpResponseBadRequest()
    if not is_valid:
        return JsonResponse({"errors": list_errors(form)})
    saved = form.save()
    log(saved, "wagtail.create", user=request.user)
    number = len(saved.body)
    message = ngettext(
        "“%(name)s” is saved, with %(number)d section.",
        "“%(name)s” is saved, with %(number)d sections.",
        number,
    ) % {"name": saved.name, "number": number}
    url = reverse("wagtailsnippets_home_savedsections:edit", args=[saved.pk])
    return JsonResponse({"message": message, "url": url}, status=201)


def list_errors(form: Any) -> list[str]:
    """Return messages for a dialog that shows none of the fields of the sections."""
    lines = [
        f"{form.fields[name].label}: {error}"
        for name, errors in form.errors.items()
        if name in form.fields and name != BODY
        for error in errors
    ]
    for error in form.errors.as_data().get(BODY, ()):
        lines += [str(each) for found in error.non_block_errors.as_data() for each in found]
        if error.block_errors:
            lines.append(_("Some sections have errors. Correct them in the form first."))
    return [*lines, *form.non_field_errors()]
