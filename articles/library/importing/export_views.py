"""The whole library as a file."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from articles.models import Reference
from articles.references.export import source_file_response

ACTIONS = {"add", "change", "delete", "view"}


@require_safe
def export_ris(request: HttpRequest) -> HttpResponse:
    return _export_library(request, "ris")


@require_safe
def export_csl_json(request: HttpRequest) -> HttpResponse:
    return _export_library(request, "json")


def _export_library(request: HttpRequest, suffix: str) -> HttpResponse:
    """Every reference, for whoever may see the list of them."""
    policy = policy_registry.get_by_type(Reference)
    if not policy.user_has_any_permission(request.user, ACTIONS):
        raise PermissionDenied
    references = Reference.objects.order_by("pk").iterator()
    return source_file_response(
        (reference.source for reference in references), "references", suffix
    )
