"""The page of the first steps: all of them as a list, one of them open with its form."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from articles.models.site_roots import build_root_url
from articles.publishing.errors import PublishingRefusedError
from home.editing.views import NOTICES
from home.first_steps.left import find_missing
from home.first_steps.models import StepState
from home.first_steps.preview import UNSAVED
from home.first_steps.step_forms import StepForm, get_step_form
from home.first_steps.steps import (
    STEPS_BY_NAME,
    Progress,
    get_sites,
    set_state,
    skip_open_steps,
)

TITLE = gettext_lazy("First steps")


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Go to the first open step of the site of this address, or of the first one allowed."""
    sites = get_sites(request.user)
    if not sites:
        raise PermissionDenied
    here = Site.find_for_request(request)
    site = next((each for each in sites if here and each.pk == here.pk), sites[0])
    return redirect(Progress(site, request.user).next_url())


class FirstStepsView(WagtailAdminTemplateMixin, TemplateView):
    """Base of the pages of one site. Refuses users who may take none of its steps."""

    page_title = TITLE
    header_icon = "tasks"
    site: Site
    progress: Progress

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sites = Site.objects.select_related("root_page")
        self.site = get_object_or_404(sites, pk=kwargs["site_id"])
        self.progress = Progress(self.site, request.user)
        if not self.progress.lines:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sites = get_sites(self.request.user)
        return super().get_context_data(
            site=self.site,
            root_url=build_root_url(self.site),
            progress=self.progress,
            other_sites=[site for site in sites if site.pk != self.site.pk],
            connection_texts=json.dumps({name: str(text) for name, text in NOTICES.items()}),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class StepView(FirstStepsView):
    """One step. Saving marks it as done and opens the next one, skipping only marks it."""

    template_name = "home/admin/first_steps/step.html"
    step_form: StepForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        step = STEPS_BY_NAME.get(kwargs["step"])
        if step is None:
            raise Http404
        site = get_object_or_404(Site.objects.select_related("root_page"), pk=kwargs["site_id"])
        if not step.may_take(request.user, site):
            raise PermissionDenied
        self.step_form = get_step_form(step.name)(site, request)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = kwargs["step"]
        if "skip" in request.POST:
            set_state(self.site, name, StepState.SKIPPED, request.user)
            return redirect(self.progress.next_url(after=name))
        try:
            # What was saved before the gate refused is taken back: the form has it all.
            with transaction.atomic():
                outcome = self.step_form.post()
        except PublishingRefusedError as refused:
            messages.error(request, refused.html)
            return self.render_to_response(self.get_context_data(**kwargs))
        if outcome.is_done:
            set_state(self.site, name, StepState.DONE, request.user)
        if outcome.message:
            messages.success(request, outcome.message)
        if outcome.url:
            return redirect(outcome.url)
        if outcome.is_done:
            return redirect(Progress(self.site, request.user).next_url(after=name))
        if self.step_form.form.is_bound and self.step_form.form.errors:
            messages.error(request, _("This was not saved: see the marked fields."))
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            current=kwargs["step"],
            step_form=self.step_form,
            is_live_preview=kwargs["step"] in UNSAVED,
            media=self.step_form.media,
            preview_url=reverse("first_steps:preview", args=[self.site.pk, kwargs["step"]]),
            **self.step_form.get_context(),
        )


@method_decorator(never_cache, name="dispatch")
class LeftView(FirstStepsView):
    """The list of what the site still lacks, after the last step."""

    template_name = "home/admin/first_steps/left.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            missing=find_missing(self.site, self.request.user),
            preview_url=reverse("first_steps:preview", args=[self.site.pk, "left"]),
            **kwargs,
        )


@require_POST
def hide(request: HttpRequest, site_id: int) -> HttpResponse:
    """Skip all open steps of the user, so that the dashboard does not list them."""
    progress = Progress(get_object_or_404(Site, pk=site_id), request.user)
    if not progress.lines:
        raise PermissionDenied
    skip_open_steps(progress)
    text = _("The first steps are hidden. You find them under Help > First steps.")
    messages.success(request, text)
    return redirect("wagtailadmin_home")
