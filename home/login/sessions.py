"""Sessions that end after a time without activity, and at the latest after a working day.

`SESSION_ENGINE` names this module. The end is stored as the session's expiry date, so that the
database decides, and every process agrees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.audit.receivers import password_is_new
from home.login.models import Session
from home.login.user_agents import describe_browser
from home.models import User
from home.network import truncated_network

GetResponse = Callable[[HttpRequest], HttpResponse]

# When and where the user logged in, and when they were last active, as JSON can hold it.
LOGIN_KEY = "login"
# How often the time of the last activity is stored.
ACTIVITY_SECONDS = 60
# Requests that an open page sends without its user: they do not count as activity.
BACKGROUND_URLS = {
    "editing:connection",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
}


class SessionStore(DatabaseSessionStore):
    """Stores the user of each session, and its end."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Session = super().create_model_instance(data)  # type: ignore[assignment]
        session.user_id = data.get(SESSION_KEY)
        if login := data.get(LOGIN_KEY):
            session.expire_date = min(session.expire_date, latest_end(login))
        return session


def register_signal_handlers() -> None:
    user_logged_in.connect(remember_login, dispatch_uid="home.login.sessions")
    post_save.connect(end_after_password_change, User, dispatch_uid="home.login.sessions")


def end_after_password_change(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """End all sessions of a user with a new password.

    Views that change the user's own password then begin a new session
    (`update_session_auth_hash`).
    """
    if not created and password_is_new(instance):
        end_sessions(instance)


def latest_end(login: dict[str, Any]) -> datetime:
    """Return when a session ends if its user does nothing more."""
    idle = login["seen"] + settings.SESSION_IDLE_MINUTES * 60
    absolute = login["at"] + settings.SESSION_HOURS * 60 * 60
    return datetime.fromtimestamp(min(idle, absolute), tz=UTC)


def remember_login(sender: Any, request: Any, **kwargs: Any) -> None:
    """Store when and where a session began (signal `user_logged_in`)."""
    now = timezone.now().timestamp()
    request.session[LOGIN_KEY] = {
        "at": now,
        "seen": now,
        # When the password was last asked for: see `enrolment.is_confirmed`.
        "confirmed": now,
        "network": truncated_network(request),
        "browser": describe_browser(request.META.get("HTTP_USER_AGENT", "")),
    }


def activity_middleware(get_response: GetResponse) -> GetResponse:
    """Note that the user of a session is active, once a minute at most.

    Only if something has read the session already: reading it here would make public pages vary.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = request.session
        if session.accessed and (login := session.get(LOGIN_KEY)):
            now = timezone.now().timestamp()
            if now - login["seen"] >= ACTIVITY_SECONDS and not is_background(request):
                session[LOGIN_KEY] = login | {"seen": now}
        return response

    return middleware


def is_background(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.view_name in BACKGROUND_URLS)


@dataclass(frozen=True)
class SessionSummary:
    """A session as its user sees it in a list."""

    id: str
    browser: str
    network: str
    began: datetime
    seen: datetime
    is_current: bool


def sessions_of(user: Any, current_key: str | None) -> list[SessionSummary]:
    """Return the sessions of a user that have not ended, the current one first."""
    rows = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    found = [
        SessionSummary(
            id=session_id(row.session_key),
            browser=login.get("browser", ""),
            network=login.get("network", ""),
            began=datetime.fromtimestamp(login["at"], tz=UTC),
            seen=datetime.fromtimestamp(login["seen"], tz=UTC),
            is_current=row.session_key == current_key,
        )
        for row in rows
        if (login := row.get_decoded().get(LOGIN_KEY))
    ]
    return sorted(found, key=lambda each: (each.is_current, each.seen), reverse=True)


def end_sessions(user: Any, *, keep: str | None = None) -> int:
    """End the sessions of a user, except the one with the key `keep`. Return their number."""
    return Session.objects.filter(user=user).exclude(session_key=keep or "").delete()[0]


def end_session(user: Any, public_id: str) -> bool:
    """End one session of a user by its id in the list. Return False if there is none."""
    for row in Session.objects.filter(user=user):
        if session_id(row.session_key) == public_id:
            row.delete()
            return True
    return False


def session_id(key: str) -> str:
    """Return an id for pages, which must not contain the keys of other sessions."""
    return salted_hmac("home.login.sessions", key).hexdigest()
