"""The whole library as a file."""

from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from articles.library.exporting import as_csl_json, as_ris
from articles.models import Reference

ACTIONS = {"add", "change", "delete", "view"}


@require_safe
def export_ris(request: HttpRequest) -> HttpResponse:
    return _file(request, "references.ris", "application/x-research-info-systems", as_ris)


@require_safe
def export_csl_json(request: HttpRequest) -> HttpResponse:
    return _file(request, "references.json", "application/vnd.citationstyles.csl+json", as_csl_json)


def _file(
    request: HttpRequest, name: str, content_type: str, write: Callable[[Iterable[Reference]], str]
) -> HttpResponse:
    """Every reference, for whoever may see the list of them."""
    policy = policy_registry.get_by_type(Reference)
    if not policy.user_has_any_permission(request.user, ACTIONS):
        raise PermissionDenied
    return HttpResponse(
        write(Reference.objects.order_by("pk").iterator()),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
