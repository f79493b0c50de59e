"""The page that is shown beside a step: as it is stored, or with what is typed in the form."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Page, Site

from home.brand.models import LookSettings
from home.delivery.site_context import build_site_context, load_settings
from home.first_steps.pages import find_team, find_topics
from home.first_steps.steps import STEPS_BY_NAME, Progress
from home.first_steps.you import YouForm
from home.models import ClinicSettings


@never_cache
def preview(request: HttpRequest, site_id: int, step: str) -> HttpResponse:
    """Render the page for a step. What is posted is shown and not saved."""
    site = get_object_or_404(Site.objects.select_related("root_page"), pk=site_id)
    progress = Progress(site, request.user)
    if not progress.lines:
        raise PermissionDenied
    page = get_page(site, step)
    if request.method == "POST" and step in UNSAVED:
        if not STEPS_BY_NAME[step].may_take(request.user, site):
            raise PermissionDenied
        show_unsaved(page, site, UNSAVED[step](site, request))
    return page.make_preview_request(request, page.default_preview_mode)


def get_page(site: Site, step: str) -> Any:
    """Return the public page that a step changes most."""
    page: Page | None = None
    if step in ("people", "signs"):
        page = find_team(site)
    elif step in ("offer", "article"):
        page = next(iter(find_topics(site)), None)
    if page is None or not page.live:
        page = site.root_page
    return page.specific


def read_clinic(site: Site, request: HttpRequest) -> dict[str, Any]:
    """Return the settings of the site with what is typed; what is no valid value is left out."""
    form = YouForm(request.POST, instance=ClinicSettings.for_site(site))
    form.is_valid()
    if form.cleaned_data.get("use_emergency"):
        form.instance.emergency = form.note
    return {"clinic": form.instance}


def read_look(site: Site, request: HttpRequest) -> dict[str, Any]:
    """Return the look as chosen, or as stored if something in the form is not valid."""
    form_class = get_setting_edit_handler(LookSettings).get_form_class()
    look = LookSettings.for_site(site)
    form = form_class(request.POST, request.FILES, instance=look, for_user=request.user)
    if not form.is_valid():
        return {}
    return {"look": form.instance}


def show_unsaved(page: Any, site: Site, unsaved: dict[str, Any]) -> None:
    """Have the page render with these settings instead of the stored ones."""
    stored: dict[str, Any] = dict(
        zip(("clinic", "editorial", "look", "readers"), load_settings(site), strict=True)
    )
    settings = stored | unsaved
    site_context = build_site_context(site, **settings, is_trial="look" in unsaved)
    context = {
        "clinic": settings["clinic"],
        "site_context": site_context,
        "artwork": site_context.site_look.artwork,
    }
    get_context = page.get_context

    def with_unsaved(*args: Any, **kwargs: Any) -> dict[str, Any]:
        return get_context(*args, **kwargs) | context

    page.get_context = with_unsaved


# The settings that a step edits, as parts of the site's context, read from its form.
UNSAVED = {"you": read_clinic, "look": read_look}
