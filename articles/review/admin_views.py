"""Send, copy and withdraw review links in the editor, and warn about reviews."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from articles.models import ArticlePage, PersonPage
from articles.review import requests
from articles.review.side_panel import get_waiting_task_state


@require_POST
def review_link(request: HttpRequest, page_id: int) -> HttpResponse:
    """Create a link to the latest draft for its reviewer, which replaces the old link.

    `how` is "send" (by mail), "copy" (show it once), "withdraw" (only close the old link) or
    "cancel" (end the workflow). A link lets its holder sign as the reviewer, so only users who may
    publish can copy it.
    """
    article = get_object_or_404(ArticlePage, id=page_id)
    how = request.POST.get("how")
    permissions = article.permissions_for_user(request.user)
    if not permissions.can_edit() or (how == "copy" and not permissions.can_publish()):
        raise PermissionDenied
    back = redirect("wagtailadmin_pages:edit", article.pk)
    if article.alias_of_id:
        messages.error(request, _("This is an alias. Ask for a review of its source instead."))
        return back
    if how == "cancel":
        cancel_submission(request, article)
        return back
    if how == "withdraw":
        requests.withdraw_requests(article_id=article.pk)
        messages.success(request, _("The link was withdrawn. It shows a notice from now on."))
        return back
    # An incomplete draft can be reviewed too.
    revision = article.get_latest_revision() or article.save_revision(
        user=request.user, clean=False
    )
    reviewer = revision.as_object().asked_reviewer
    if obstacle := describe_request_obstacle(reviewer):
        messages.error(request, obstacle)
        return back
    review_request, link = requests.create_request(
        article, revision, reviewer, task_state=get_waiting_task_state(article), user=request.user
    )
    if how == "copy":
        context = {"article": article, "review_request": review_request, "link": link}
        response = TemplateResponse(request, "articles/admin/review/link.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response
    if requests.mail_link(review_request, link):
        messages.success(request, _("A new link was sent to %s.") % review_request.email)
    elif not reviewer.email:
        messages.error(request, missing_email_message(reviewer.display_name))
    else:
        message = _(
            "The email could not be sent. Try again, or ask a user who may publish to copy a link "
            "and send it another way."
        )
        messages.error(request, message)
    return back


def cancel_submission(request: HttpRequest, article: ArticlePage) -> None:
    """Cancel the workflow that the article is in. The draft stays as it is."""
    state = article.current_workflow_state
    if state is None:
        messages.info(request, _("This article is not submitted."))
        return
    if not state.user_can_cancel(request.user):
        raise PermissionDenied
    state.cancel(user=request.user)
    messages.success(request, _("The submission was cancelled. The article is a draft."))


def warn_if_no_link_sent(request: HttpRequest, page) -> None:
    """Hooks: `after_create_page`, `after_edit_page`. Warn if no reviewer got a link on submit.

    The article waits for review all the same; it can be signed in the admin.
    """
    if not isinstance(page, ArticlePage) or "action-submit" not in request.POST:
        return
    if get_waiting_task_state(page) is None:
        return
    if obstacle := describe_request_obstacle(page.asked_reviewer):
        messages.warning(request, obstacle)
    elif (reviewer := page.asked_reviewer) and not reviewer.email:
        messages.warning(request, missing_email_message(reviewer.display_name))


def describe_request_obstacle(reviewer: PersonPage | None) -> str:
    """Return why no link can be created and how to fix it; an empty string if one can."""
    if reviewer is None:
        return _(
            "No review link was sent. Assign a reviewer under “People and review”, save, "
            "and send a link from the panel “Clinical review”."
        )
    if reviewer.live:
        return ""
    return f"{_('No review link was sent.')} {requests.unpublished_profile_message(reviewer)}"


def missing_email_message(name: str) -> str:
    return _(
        "No review link was sent: the profile of %(name)s has no email address for reviews. A user "
        "who may publish can add one, or copy a link from the panel “Clinical review”."
    ) % {"name": name}


def warn_about_lost_reviews(request: HttpRequest, page: Page) -> None:
    """Hook: `before_delete_page`. Warn if live articles would lose their review.

    Unpublishing a profile has no such effect: an article then names its reviewer without a link.
    """
    if request.method != "GET":
        return
    people = PersonPage.objects.descendant_of(page, inclusive=True).values("pk")
    reviewed = ArticlePage.objects.live().filter(reviewer__in=people, reviewed_on__isnull=False)
    if number := reviewed.count():
        message = ngettext(
            "A review of %(number)d published article is signed here. If you delete this, the "
            "article counts as not medically reviewed. Unpublish it instead: the article keeps the "
            "reviewer's name, without a link.",
            "Reviews of %(number)d published articles are signed here. If you delete this, the "
            "articles count as not medically reviewed. Unpublish it instead: the articles keep the "
            "reviewer's name, without a link.",
            number,
        )
        messages.warning(request, message % {"number": number})
