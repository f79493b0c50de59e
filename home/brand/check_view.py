"""Check a logo before it is saved, and show how it looks."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST
from wagtail.models import Site
from wagtail.permissions import policy_registry

from home.brand.logo.fields import LogoField
from home.brand.logo.preparation import PreparedFile
from home.brand.logo.uploads import KEPT_SUFFIX, encode_kept, read_upload
from home.brand.logo_report import LOGO_FIELDS, LogoReport
from home.brand.look_form import report_for_form
from home.brand.models import LookSettings


@require_POST
def check_logo(request: HttpRequest, site_id: int, name: str) -> HttpResponse:
    """Return the part of the form below a file: how it looks, or why it is refused."""
    site = get_object_or_404(Site, pk=site_id)
    policy = policy_registry.get_by_type(LookSettings)
    if not policy.user_has_permission_for_instance(request.user, "change", site):
        raise PermissionDenied
    if name not in LOGO_FIELDS:
        raise Http404
    look = LookSettings.objects.filter(site=site).first() or LookSettings(site=site)
    for colour in ("colour", "accent"):
        setattr(look, colour, request.POST.get(colour, getattr(look, colour)))
    field: Any = LookSettings._meta.get_field(name)
    return TemplateResponse(request, "home/brand/logo_status.html", checked(request, look, field))


def checked(request: HttpRequest, look: LookSettings, field: LogoField) -> dict[str, Any]:
    """Return the context of the template."""
    upload = request.FILES.get("file")
    if upload is None:
        return {"report": report_for_form(look, field.name, None)}
    try:
        prepared = read_upload(upload, field.bounds)
    except ValidationError as error:
        return {"report": LogoReport(error=" ".join(error.messages))}
    return {
        "report": report_for_form(look, field.name, PreparedFile(prepared)),
        "kept": encode_kept(prepared),
        "kept_name": f"{field.name}{KEPT_SUFFIX}",
    }
