"""Sending, copying and withdrawing review links from the editor."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from articles.models import ArticlePage, PersonPage
from articles.review import requests
from articles.review.side_panel import get_waiting_task_state


@require_POST
def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """A new link to the latest draft for the reviewer its editors chose; the old one is closed.

    `how` says whether it is mailed or shown once, or whether there shall be none. Who sees a link
    can sign as the reviewer, so it is shown only to those whom the site trusts to publish.
    """
    article = get_object_or_404(ArticlePage, id=page_id)
    how = request.POST.get("how")
    may = article.permissions_for_user(request.user)
    if not may.can_edit() or (how == "copy" and not may.can_publish()):
        raise PermissionDenied
    back = redirect(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    if article.alias_of_id:
        messages.error(request, _("This is an alias. Ask for a review of the article it shows."))
        return back
    if how == "withdraw":
        requests.withdraw_requests(article_id=article.pk)
        messages.success(request, _("The link was withdrawn. Whoever opens it is told so."))
        return back
    # What is unfinished may be read all the same.
    revision = article.get_latest_revision() or article.save_revision(
        user=request.user, clean=False
    )
    reviewer = revision.as_object().asked_reviewer
    if obstacle := describe_request_obstacle(reviewer):
        messages.error(request, obstacle)
        return back
    asked, link = requests.create_request(
        article, revision, reviewer, task_state=get_waiting_task_state(article), user=request.user
    )
    if how == "copy":
        context = {"article": article, "asked": asked, "link": link}
        response = TemplateResponse(request, "articles/admin/review/link.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response
    if requests.mail_link(asked, link):
        messages.success(request, _("A new link was sent to %s.") % asked.email)
    elif not reviewer.email:
        messages.error(request, missing_email_message(reviewer.display_name))
    else:
        messages.error(
            request,
            _(
                "The mail could not be sent. Try again, or have somebody who may publish copy a "
                "link and send it in another way."
            ),
        )
    return back


def warn_if_no_link_sent(request: HttpRequest, page) -> None:
    """For the hooks after creating and editing: a submitted article that nobody is asked to read.

    It waits for review all the same; somebody may sign it in the admin.
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
    """Why no link can be made, and what to do; empty if one can."""
    if reviewer is None:
        return _(
            "Nobody was sent a link to review this article. Choose the reviewer to ask under "
            "“People and review”, save, and send a link from the panel “Clinical review”."
        )
    if reviewer.live:
        return ""
    nobody = _("Nobody was sent a link to review this article.")
    return f"{nobody} {requests.unpublished_profile_message(reviewer)}"


def missing_email_message(name: str) -> str:
    return _(
        "No link was sent: the profile of %(name)s has no address for reviews. Somebody who may "
        "publish can add it there, or copy a link from the panel “Clinical review”."
    ) % {"name": name}
