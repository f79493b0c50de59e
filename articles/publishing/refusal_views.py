"""Refusals in the page editor: told in words, with everything that was typed kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from articles.models import ArticlePage
from articles.publishing.gate import PublishingRefusedError


def add_refusal_message(request: HttpRequest, refused: PublishingRefusedError) -> str:
    """Say why; returns the address where the article can be mended."""
    messages.error(request, refused.html)
    return get_edit_url(refused.article)


def get_edit_url(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def warn_if_no_waiting_step(request: HttpRequest, page: Page) -> None:
    """For the hooks after creating and editing: submitted, but the workflow ended at once.

    All its steps are switched off, and whoever submitted may not publish.
    """
    if "action-submit" not in request.POST or page.workflow_in_progress:
        return
    if Page.objects.filter(pk=page.pk, has_unpublished_changes=True).exists():
        messages.warning(
            request, _("This stays a draft: its workflow has no step that waits for anybody.")
        )


class RefusalMessagesMixin:
    """Mixin for the editor's views.

    The form has checked what is published from here. A step in a workflow publishes from within,
    after the draft was saved: the step is undone, the draft stays.
    """

    request: HttpRequest

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except PublishingRefusedError as refused:
            return redirect(add_refusal_message(self.request, refused))
