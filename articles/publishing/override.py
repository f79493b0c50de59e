"""Leave to publish without a signature, or in spite of problems, is kept with its reason."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.log_actions import log
from wagtail.models import Page

from articles.models import ArticlePage, Clearance
from articles.problems.content_hash import content_hash
from articles.publishing.gate import PublishingRefusedError, pass_gate, to_publish
from articles.publishing.log import CLEARED
from articles.publishing.refusal_views import refuse


@transaction.atomic
def record(article: ArticlePage, kind: str, reason: str, user) -> Clearance:
    """Good for the text as it is now, and told in the page's history."""
    log(article, CLEARED[Clearance.Kind(kind)], user=user, data={"reason": reason})
    return Clearance.objects.create(
        article=article,
        article_title=article.title,
        content_hash=content_hash(article),
        kind=kind,
        reason=reason,
        user=user,
        user_name=user.get_full_name() or user.get_username(),
    )


def record_asked(page: Page, user) -> None:
    """What the form was given; the page has its number now."""
    for kind, reason in getattr(page, "asked_clearances", ()):
        record(page, kind, reason, user)


def pass_from_form(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For the hook `before_publish_page`: the form was valid, and the draft is saved.

    The form saw less than is published, such as no rows of inline forms. What is refused only
    now stays a draft, and its reasons are not kept.
    """
    if not isinstance(page, ArticlePage):
        return None
    try:
        with transaction.atomic():
            record_asked(page, request.user)
            pass_gate(to_publish(page))
    except PublishingRefusedError as refused:
        return redirect(refuse(request, refused))
    return None
