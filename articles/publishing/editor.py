"""The gate in the admin: overrides with their reasons, and messages about refusals."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log
from wagtail.models import Page

from articles.models import ArticlePage, Clearance
from articles.problems.content_hash import compute_content_hash
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.gate import check_in_advance
from articles.publishing.log import OVERRIDE_ACTIONS


@transaction.atomic
def record_override(article: ArticlePage, kind: str, reason: str, user) -> Clearance:
    """Record an override for the current text of the article, and log it in its history."""
    log(article, OVERRIDE_ACTIONS[Clearance.Kind(kind)], user=user, data={"reason": reason})
    return Clearance.objects.create(
        article=article,
        article_title=article.title,
        content_hash=compute_content_hash(article),
        kind=kind,
        reason=reason,
        user=user,
        user_name=get_user_display_name(user),
    )


def record_requested_overrides(page: Page, user) -> None:
    """Record the overrides requested in the form. The page must be saved."""
    for kind, reason in getattr(page, "requested_overrides", ()):
        record_override(page, kind, reason, user)


def record_and_check_before_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook: `before_publish_page`, when the form was valid and the draft is saved.

    The form checks less than is published: it does not see its inline forms. A page that is
    refused here stays a draft, and its overrides are not recorded.
    """
    try:
        with transaction.atomic():
            record_requested_overrides(page, request.user)
            check_in_advance(page)
    except PublishingRefusedError as refused:
        return redirect(add_refusal_message(request, refused))
    return None


def add_refusal_message(request: HttpRequest, refused: PublishingRefusedError) -> str:
    """Add a message with the reasons. Return the URL at which the page or snippet is edited."""
    messages.error(request, refused.html)
    if isinstance(refused.object, Page):
        return reverse("wagtailadmin_pages:edit", args=[refused.object.pk])
    url = AdminURLFinder(request.user).get_edit_url(refused.object)
    return url or reverse("wagtailadmin_home")


def warn_if_no_waiting_step(request: HttpRequest, page: Page) -> None:
    """Hooks: `after_create_page`, `after_edit_page`. Warn if the workflow ended at once.

    All its steps are inactive, and the user who submitted the page may not publish it.
    """
    if "action-submit" not in request.POST or page.workflow_in_progress:
        return
    if Page.objects.filter(pk=page.pk, has_unpublished_changes=True).exists():
        messages.warning(request, _("This page is still a draft: its workflow has no active step."))
