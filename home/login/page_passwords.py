"""Wagtail's views for the passwords of private pages and collections, with a limit."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.documents.views import serve as document_views
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.views import authenticate_with_password

from articles.utils.site_scope import get_scope_path
from home.login.limits import Attempt, Refusal, page_password_limits


@sensitive_post_parameters()
def page_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponse:
    get_object_or_404(Page, id=page_id, path__startswith=get_scope_path())
    attempt = start_attempt(request, f"page {page_view_restriction_id}")
    if attempt and attempt.refusal:
        restriction = get_object_or_404(PageViewRestriction, id=page_view_restriction_id)
        page = get_object_or_404(Page, id=page_id).specific
        url = reverse(
            "wagtailcore_authenticate_with_password", args=[page_view_restriction_id, page_id]
        )
        form = refused_form(request, restriction, attempt.refusal)
        return refused(page.serve_password_required_response(request, form, url))
    response = authenticate_with_password(request, page_view_restriction_id, page_id)
    return finish(attempt, response)


@sensitive_post_parameters()
def document_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    attempt = start_attempt(request, f"collection {restriction_id}")
    if attempt and attempt.refusal:
        restriction = get_object_or_404(CollectionViewRestriction, id=restriction_id)
        context = {
            "form": refused_form(request, restriction, attempt.refusal),
            "action_url": reverse("wagtaildocs_authenticate_with_password", args=[restriction_id]),
        }
        return refused(TemplateResponse(request, "wagtaildocs/password_required.html", context))
    response = document_views.authenticate_with_password(request, restriction_id)
    return finish(attempt, response)


def start_attempt(request: HttpRequest, restriction: str) -> Attempt | None:
    if request.method != "POST":
        return None
    return Attempt(page_password_limits(request, restriction))


def finish(attempt: Attempt | None, response: HttpResponse) -> HttpResponse:
    """Take the attempt back if the password was right: Wagtail then redirects to the page."""
    if attempt and response.status_code == HTTPStatus.FOUND:
        attempt.take_back()
    return response


def refused_form(
    request: HttpRequest, restriction: Any, refusal: Refusal
) -> PasswordViewRestrictionForm:
    """Return the form with the reason. It does not say whether the password was right."""
    form = PasswordViewRestrictionForm(
        instance=restriction, initial={"return_url": request.POST.get("return_url", "")}
    )
    form.refusal = refusal.message
    return form


def refused(response: HttpResponse) -> HttpResponse:
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    return response
