"""Responses of an enquiry page: the form, its submission and the thank-you page.

`page` is an `EnquiryPage`, which imports this module.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac

from home.enquiry import guards, limits
from home.enquiry.forms import EnquiryForm
from home.enquiry.guards import EnquiryRefusal
from home.enquiry.notifications import notify

# Path components below the page.
SEND_PATH, THANKS_PATH = "send", "thanks"
# Marks a visitor who has just submitted the form.
SENT_PARAMETER = "sent"


def show_form(page: Any, request: HttpRequest) -> HttpResponse:
    """Return the empty form, the same for everyone and without a cookie."""
    return _render_form(page.get_form(page=page), page, request)


def receive_enquiry(page: Any, request: HttpRequest) -> HttpResponse:
    """Save the enquiry, notify staff and redirect; or show the form with its errors."""
    address = page.get_url(request) or "/"
    if request.method != "POST":
        return HttpResponseRedirect(address)
    form = page.get_form(request.POST, page=page)
    refusal = guards.find_refusal(request, page.pk)
    if form.is_valid() and not refusal:
        key = submission_key(request.POST[guards.TOKEN_FIELD], page, form.cleaned_data)
        if is_new := not page.get_submission_class().objects.filter(key=key).exists():
            refusal = guards.RATE_LIMITED if limits.is_rate_limited(request) else None
        if not refusal:
            if is_new:
                _save_enquiry(page, request, form, key)
            return _never_cached(
                HttpResponseRedirect(f"{address}{THANKS_PATH}/?{SENT_PARAMETER}", status=303)
            )
    response = _render_form(form, page, request, refusal)
    response.status_code = refusal.status if refusal else 422
    if refusal is guards.RATE_LIMITED:
        response.headers["Retry-After"] = str(limits.HOUR)
    return _never_cached(response)


def show_thanks(page: Any, request: HttpRequest) -> HttpResponse:
    """Thank a visitor who has submitted the form; redirect others to the form."""
    if SENT_PARAMETER not in request.GET:
        return HttpResponseRedirect(page.get_url(request) or "/")
    context = page.get_context(request)
    response = TemplateResponse(request, page.landing_page_template, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return _never_cached(response)


def submission_key(token: str, page: Any, answers: dict[str, Any]) -> str:
    """Return a key that is the same for the same answers from the same copy of the page.

    The token alone would not do: two visitors may have the same cached copy.
    """
    content = json.dumps([page.pk, token, answers], sort_keys=True, cls=DjangoJSONEncoder)
    return salted_hmac("home.enquiry.key", content, algorithm="sha256").hexdigest()


def _save_enquiry(page: Any, request: HttpRequest, form: EnquiryForm, key: str) -> None:
    enquiry, created = page.get_submission_class().objects.get_or_create(
        key=key, defaults={"page": page, "form_data": form.cleaned_data}
    )
    if created:  # not by a second press of the button at the same moment
        limits.count_enquiry(request)
        notify.enqueue(enquiry.pk)


def _render_form(
    form: EnquiryForm, page: Any, request: HttpRequest, refusal: EnquiryRefusal | None = None
) -> HttpResponse:
    token = request.POST.get(guards.TOKEN_FIELD, "")
    if guards.token_age(token, page.pk) is None:
        token = guards.new_token(page.pk)
    form_action = f"{page.get_url(request) or '/'}{SEND_PATH}/"
    context = {"form": form, "refusal": refusal, "token": token, "form_action": form_action}
    template = page.get_template(request)
    return TemplateResponse(
        request,
        template,
        page.get_context(request) | context | {"honeypot_field": guards.HONEYPOT_FIELD},
    )


def _never_cached(response: HttpResponse) -> HttpResponse:
    """Keep the response out of every cache: it shows what a visitor wrote, or that they did."""
    add_never_cache_headers(response)
    return response
