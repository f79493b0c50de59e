"""Responses of an enquiry page: the form, its submission and the thank-you page.

`page` is an `EnquiryPage`, which imports this module.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from home.enquiry import notifications
from home.enquiry.forms import EnquiryForm
from home.enquiry.received import ReceivedEnquiry
from home.enquiry.references import is_reference
from home.enquiry.storing import is_stored, store
from home.public_forms import guards, limits
from home.public_forms.guards import FormRefusal
from home.public_forms.responses import guard_context, mark_refused, never_cached

# Path components below the page.
SEND_PATH, THANKS_PATH = "send", "thanks"
# Marks a visitor who has just submitted the form, with the reference.
SENT_PARAMETER = "sent"
# In the WSGI environment: the enquiry was on disk before this request, so it was accepted already.
IS_KEPT = "home.enquiry.is_kept"


def show_form(page: Any, request: HttpRequest) -> HttpResponse:
    """Return the empty form, the same for everyone and without a cookie."""
    return _render_form(page.get_form(page=page), page, request)


def receive_enquiry(page: Any, request: HttpRequest) -> HttpResponse:
    """Store the enquiry and redirect; or show the form with its errors."""
    address = page.get_url(request) or "/"
    if request.method != "POST":
        return HttpResponseRedirect(address)
    form = page.get_form(request.POST, page=page)
    refusal = guards.find_refusal(request, page.pk)
    if form.is_valid() and not refusal:
        received = ReceivedEnquiry.from_request(request, page.pk)
        if is_new := not is_stored(received):
            is_accepted = request.META.get(IS_KEPT) or not limits.ENQUIRIES.is_reached(request)
            refusal = None if is_accepted else guards.RATE_LIMITED
        if not refusal:
            # Not counted again by a second press of the button at the same moment.
            if is_new and store(page, received):
                limits.ENQUIRIES.count(request)
                notifications.due.set()
            query = urlencode({SENT_PARAMETER: received.reference})
            return never_cached(
                HttpResponseRedirect(f"{address}{THANKS_PATH}/?{query}", status=303)
            )
    return mark_refused(_render_form(form, page, request, refusal), refusal)


def show_thanks(page: Any, request: HttpRequest) -> HttpResponse:
    """Thank a visitor who has submitted the form; redirect others to the form."""
    if SENT_PARAMETER not in request.GET:
        return HttpResponseRedirect(page.get_url(request) or "/")
    reference = request.GET[SENT_PARAMETER]
    context = page.get_context(request) | {
        "reference": reference if is_reference(reference) else "",
    }
    response = TemplateResponse(request, page.landing_page_template, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return never_cached(response)


def _render_form(
    form: EnquiryForm, page: Any, request: HttpRequest, refusal: FormRefusal | None = None
) -> HttpResponse:
    context = form_context(form, page, request, refusal)
    return TemplateResponse(
        request, page.get_template(request), page.get_context(request) | context
    )


def form_context(
    form: EnquiryForm, page: Any, request: HttpRequest, refusal: FormRefusal | None = None
) -> dict[str, Any]:
    """Return what `home/enquiry_form.html` shows, on the page of the form and on others."""
    token = request.POST.get(guards.TOKEN_FIELD, "")
    if guards.token_age(token, page.pk) is None:
        token = guards.new_token(page.pk)
    form_action = f"{page.get_url(request) or '/'}{SEND_PATH}/"
    return guard_context(request, token, refusal) | {"form": form, "form_action": form_action}
