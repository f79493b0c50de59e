"""The public pages: subscribe, confirm, leave. They set no cookie and need no script."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from home.delivery.cache_headers import set_shared_cache_headers
from home.delivery.site_context import get_site_context
from home.public_forms import guards, limits
from home.public_forms.guards import FormRefusal
from home.public_forms.responses import guard_context, mark_refused, never_cached
from home.subscriptions.forms import SubscribeForm
from home.subscriptions.joining import confirm, find_request, leave, request_subscription
from home.subscriptions.links import read_confirm_token, read_leave_token
from home.subscriptions.topics import describe_topics, get_topics

# In place of the id of a page in tokens: the form is on many pages.
FORM_ID = 0
FOLDER = "home/letters/"


@csrf_exempt  # `home.public_forms.guards` explains why
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the form to everyone alike, or receive it from any page."""
    site = find_offering_site(request)
    topics = get_topics(site)
    if request.method == "POST":
        return receive(request, site, SubscribeForm(topics, request.POST))
    response = show_form(request, SubscribeForm(topics))
    if request.GET or settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.headers["Cache-Control"] = "private, no-cache"
    else:
        set_shared_cache_headers(response)
    return response


def find_offering_site(request: HttpRequest) -> Site:
    """Return the site of a request. Raise `Http404` if it offers no letters."""
    site = Site.find_for_request(request)
    if site is None or not get_site_context(site).readers.offers_letters:
        raise Http404
    return site


def receive(request: HttpRequest, site: Site, form: SubscribeForm) -> HttpResponse:
    """Store the request and redirect, whether the address is known or not."""
    refusal = guards.find_refusal(request, FORM_ID)
    if form.is_valid() and not refusal:
        if not limits.SUBSCRIPTIONS.is_reached(request):
            limits.SUBSCRIPTIONS.count(request)
            request_subscription(site, form.cleaned_data["email"], form.wants_all, form.chosen)
            target = HttpResponseRedirect(reverse("subscriptions:requested"), status=303)
            return never_cached(target)
        refusal = guards.RATE_LIMITED
    return mark_refused(show_form(request, form, refusal), refusal)


def show_form(
    request: HttpRequest, form: SubscribeForm, refusal: FormRefusal | None = None
) -> HttpResponse:
    token = request.POST.get(guards.TOKEN_FIELD, "")
    if guards.token_age(token, FORM_ID) is None:
        token = guards.daily_token(FORM_ID)
    return show(request, "subscribe", guard_context(request, token, refusal) | {"form": form})


@require_safe
def requested(request: HttpRequest) -> HttpResponse:
    find_offering_site(request)
    return never_cached(show(request, "requested"))


@csrf_exempt  # the link is the secret, and mail programs keep no cookies
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one click, because programs that check mails open every link in them."""
    site = find_offering_site(request)
    found = find_request(site, read_confirm_token(token))
    if found is None:
        return never_cached(show(request, "expired", status=410))
    if request.method == "POST":
        confirm(found)
        target = HttpResponseRedirect(reverse("subscriptions:confirmed"), status=303)
        return never_cached(target)
    context = {"topics": describe_topics(found)}
    return never_cached(show(request, "confirm", context))


@require_safe
def confirmed(request: HttpRequest) -> HttpResponse:
    find_offering_site(request)
    return never_cached(show(request, "confirmed"))


@csrf_exempt  # as above, and mail programs send their own form (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_list(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one click and delete the address. The answer is the same if it is not there any more.

    It works as long as there are mails with a link, also if the site offers no letters any more.
    """
    site, key = Site.find_for_request(request), read_leave_token(token)
    if site is None or key is None:
        raise Http404
    if request.method == "POST":
        leave(site, key)
        return never_cached(show(request, "left"))
    return never_cached(show(request, "leave"))


def show(
    request: HttpRequest, name: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    request.is_preview = False  # type: ignore[attr-defined]  # allows cached fragments
    response = render(request, f"{FOLDER}{name}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
