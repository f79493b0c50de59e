"""Refusals in the page editor: a message with the reasons, and the edit view of the draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from articles.publishing.gate import PublishingRefusedError


def add_refusal_message(request: HttpRequest, refused: PublishingRefusedError) -> str:
    """Add a message with the reasons. Return the URL at which the article is edited."""
    messages.error(request, refused.html)
    return reverse("wagtailadmin_pages:edit", args=[refused.article.pk])


def warn_if_no_waiting_step(request: HttpRequest, page: Page) -> None:
    """Hooks: `after_create_page`, `after_edit_page`. Warn if the workflow ended at once.

    All its steps are inactive, and the user who submitted the page may not publish it.
    """
    if "action-submit" not in request.POST or page.workflow_in_progress:
        return
    if Page.objects.filter(pk=page.pk, has_unpublished_changes=True).exists():
        messages.warning(request, _("This page is still a draft: its workflow has no active step."))


class RefusalMessagesMixin:
    """Mixin for the create and edit views: shows a refusal as a message.

    Approving a workflow step publishes after the draft was saved: the step is undone, the draft
    stays.
    """

    request: HttpRequest

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except PublishingRefusedError as refused:
            return redirect(add_refusal_message(self.request, refused))
