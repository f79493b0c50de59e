"""A cookie that marks a browser as one that has logged in to an account before.

It opens nothing. Attempts with it are counted apart, so that strangers who try the passwords of an
account cannot keep its owner out.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from home.login.limits import hashed, normalise

COOKIE = "known_browser"
SALT = "home.login.known_browsers"
MAX_AGE = 180 * 24 * 60 * 60


def known_browser(request: HttpRequest, username: str) -> str | None:
    """Return the id of the browser if it has logged in to this account before."""
    try:
        account, browser = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=MAX_AGE
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return browser if account == hashed(normalise(username)) else None


def remember_browser(response: HttpResponse, user: Any) -> None:
    """Set the cookie, for the admin only. Its id changes with each login."""
    account = hashed(normalise(user.get_username()))
    response.set_cookie(
        COOKIE,
        signing.dumps([account, secrets.token_urlsafe(12)], salt=SALT),
        max_age=MAX_AGE,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
