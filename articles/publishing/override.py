"""Leave to publish without a signature, or in spite of problems, is kept with its reason."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.log_actions import log
from wagtail.models import Page

from articles.models import ArticlePage, Clearance
from articles.problems.content_hash import compute_content_hash
from articles.publishing.gate import (
    PublishingRefusedError,
    check_publishable,
    get_version_to_publish,
)
from articles.publishing.log import OVERRIDE_ACTIONS
from articles.publishing.refusal_views import add_refusal_message


@transaction.atomic
def record_override(article: ArticlePage, kind: str, reason: str, user) -> Clearance:
    """Good for the text as it is now, and told in the page's history."""
    log(article, OVERRIDE_ACTIONS[Clearance.Kind(kind)], user=user, data={"reason": reason})
    return Clearance.objects.create(
        article=article,
        article_title=article.title,
        content_hash=compute_content_hash(article),
        kind=kind,
        reason=reason,
        user=user,
        user_name=user.get_full_name() or user.get_username(),
    )


def record_requested_overrides(page: Page, user) -> None:
    """What the form was given; the page has its number now."""
    for kind, reason in getattr(page, "requested_overrides", ()):
        record_override(page, kind, reason, user)


def check_before_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For the hook `before_publish_page`: the form was valid, and the draft is saved.

    The form saw less than is published, such as no rows of inline forms. What is refused only
    now stays a draft, and its reasons are not kept.
    """
    if not isinstance(page, ArticlePage):
        return None
    try:
        with transaction.atomic():
            record_requested_overrides(page, request.user)
            check_publishable(get_version_to_publish(page))
    except PublishingRefusedError as refused:
        return redirect(add_refusal_message(request, refused))
    return None
