"""Showing the form, taking what was sent, and thanking for it."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.models import Page
from wagtail.views import serve

from home.enquiry import guards, limits
from home.enquiry.forms import EnquiryForm
from home.enquiry.guards import Refusal
from home.enquiry.models import SEND, THANKS
from home.enquiry.notifications import notify
from home.models import EnquiryPage, EnquirySubmission

# Says that a visitor comes from sending the form, and nothing else of them.
SENT = "sent"


@csrf_exempt
@sensitive_post_parameters()
def send_enquiry(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of a page at an address that ends like the one forms are sent to.

    An enquiry needs no CSRF token (`home.enquiry.guards` says why); any other page there does.
    """
    route = Page.route_for_request(request, path)
    is_enquiry = route is not None and isinstance(route.page, EnquiryPage)
    return (serve if is_enquiry else csrf_protect(serve))(request, path)


def show(page: EnquiryPage, request: HttpRequest) -> HttpResponse:
    """The empty form: the same for everybody, with no cookie."""
    return _page_with(page.get_form(page=page), page, request)


def receive(page: EnquiryPage, request: HttpRequest) -> HttpResponse:
    """Save what was sent, tell staff, and lead to the thanks; or show what is wrong with it."""
    address = page.get_url(request) or "/"
    if request.method != "POST":
        return HttpResponseRedirect(address)
    form = page.get_form(request.POST, page=page)
    refused = guards.refusal(request, page.pk)
    if form.is_valid() and not refused:
        key = key_of(request.POST[guards.TOKEN], page, form.cleaned_data)
        if is_new := not EnquirySubmission.objects.filter(key=key).exists():
            refused = guards.TOO_MANY if limits.exhausted(request) else None
        if not refused:
            if is_new:
                _take(page, request, form, key)
            return _private(HttpResponseRedirect(f"{address}{THANKS}/?{SENT}", status=303))
    response = _page_with(form, page, request, refused)
    response.status_code = refused.status if refused else 422
    if refused is guards.TOO_MANY:
        response.headers["Retry-After"] = str(limits.HOUR)
    return _private(response)


def thank(page: EnquiryPage, request: HttpRequest) -> HttpResponse:
    """Thanks whoever has sent the form, as often as they ask; others are led to the form."""
    if SENT not in request.GET:
        return HttpResponseRedirect(page.get_url(request) or "/")
    context = page.get_context(request)
    response = TemplateResponse(request, page.landing_page_template, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return _private(response)


def key_of(token: str, page: EnquiryPage, answers: dict[str, Any]) -> str:
    """The same for the same answers sent from the same copy of the page.

    Not the token alone: two visitors may have been given the same copy by a cache.
    """
    content = json.dumps([page.pk, token, answers], sort_keys=True, cls=DjangoJSONEncoder)
    return salted_hmac("home.enquiry.key", content, algorithm="sha256").hexdigest()


def _take(page: EnquiryPage, request: HttpRequest, form: EnquiryForm, key: str) -> None:
    enquiry, created = EnquirySubmission.objects.get_or_create(
        key=key, defaults={"page": page, "form_data": form.cleaned_data}
    )
    if created:  # not by another press of the button at the same moment
        limits.count(request)
        notify.enqueue(enquiry.pk)


def _page_with(
    form: EnquiryForm, page: EnquiryPage, request: HttpRequest, refused: Refusal | None = None
) -> HttpResponse:
    token = request.POST.get(guards.TOKEN, "")
    if guards.age(token, page.pk) is None:
        token = guards.new_token(page.pk)
    sent_to = f"{page.get_url(request) or '/'}{SEND}/"
    context = {"form": form, "refused": refused, "token": token, "sent_to": sent_to}
    template = page.get_template(request)
    return TemplateResponse(
        request, template, page.get_context(request) | context | {"trap": guards.TRAP}
    )


def _private(response: HttpResponse) -> HttpResponse:
    """Holds what somebody wrote, or that they did: kept by no cache, and not by the browser."""
    add_never_cache_headers(response)
    return response
