"""Responses to forms of visitors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from home.public_forms import guards, limits
from home.public_forms.guards import FormRefusal


def never_cached(response: HttpResponse) -> HttpResponse:
    """Keep the response out of every cache: it shows what a visitor wrote, or that they did."""
    add_never_cache_headers(response)
    return response


def mark_refused(response: HttpResponse, refusal: FormRefusal | None) -> HttpResponse:
    """Set the status of a form that is shown again, and when to try again."""
    response.status_code = refusal.status if refusal else 422
    if refusal is guards.RATE_LIMITED:
        response.headers["Retry-After"] = str(limits.HOUR)
    return never_cached(response)


def guard_context(
    request: HttpRequest, token: str, refusal: FormRefusal | None = None
) -> dict[str, Any]:
    """Return what `home/guard_fields.html` needs: the fields of `guards` in a form."""
    return {
        "refusal": refusal,
        "token": token,
        "honeypot_field": guards.HONEYPOT_FIELD,
        "confirmed_field": guards.CONFIRMED_FIELD,
        "is_confirmed": refusal is guards.ROBOT or request.POST.get(guards.CONFIRMED_FIELD),
    }
