"""The authentication backend: Django's, with limits and a record of refusals."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from home.audit.log import record
from home.audit.models import Event
from home.login.known_browsers import known_browser
from home.login.limits import Attempt, login_limits


class LimitedBackend(ModelBackend):
    """Limits every login with a password, in whichever view.

    An account that does not exist is refused after as many attempts, and in the same words.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **kwargs)
        attempt = Attempt(login_limits(request, username, known_browser(request, username)))
        if attempt.refusal:
            request.login_refusal = attempt.refusal  # type: ignore[attr-defined]
            if attempt.refusal.is_first:
                record(Event.LOGIN_LIMITED, target=name_of(username), known=False)
            raise PermissionDenied
        try:
            user = super().authenticate(request, username, password, **kwargs)
        except Exception:
            # Nobody has looked at the password: too many wait, or the database is away.
            attempt.take_back()
            raise
        if user is None:
            record(Event.LOGIN_REFUSED, target=name_of(username), known=False)
        else:
            attempt.take_back()
        return user


def name_of(username: str) -> str:
    """Return the name of an existing account, or "". People also type passwords as names."""
    users = get_user_model()._default_manager.filter(username=username)
    return users.values_list("username", flat=True).first() or ""
