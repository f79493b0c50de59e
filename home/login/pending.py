"""A login that waits for the second factor, and its completion."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth import login as django_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp import login as verify_session
from django_otp.models import Device

from home.audit.log import record
from home.audit.models import Event
from home.login.known_browsers import remember_browser
from home.login.second_factor import has_second_factor, must_verify

KEY = "pending_login"
MAX_SECONDS = 15 * 60


@dataclass(frozen=True)
class PendingLogin:
    """Whose password was right. Nobody is logged in yet."""

    user_id: int
    backend: str
    password_hash: str
    remember: bool
    next_url: str
    began: float

    @property
    def user(self) -> Any:
        """Return the user if the login is still valid."""
        if not 0 <= timezone.now().timestamp() - self.began <= MAX_SECONDS:
            return None
        user = get_user_model()._default_manager.filter(pk=self.user_id, is_active=True).first()
        if user is None:
            return None
        unchanged = constant_time_compare(user.get_session_auth_hash(), self.password_hash)
        return user if unchanged else None


def get_pending(request: HttpRequest) -> PendingLogin | None:
    """Return the pending login of this session, if it is still valid."""
    stored = request.session.get(KEY)
    if not stored:
        return None
    pending = PendingLogin(**stored)
    return pending if pending.user else None


def begin_login(
    request: HttpRequest, user: Any, *, remember: bool, next_url: str
) -> HttpResponseBase:
    """Log in a user whose password was right, or ask for the second factor first."""
    if not must_verify(user):
        return complete_login(request, user, remember=remember, next_url=next_url)
    pending = PendingLogin(
        user_id=user.pk,
        backend=user.backend,
        password_hash=user.get_session_auth_hash(),
        remember=remember,
        next_url=next_url,
        began=timezone.now().timestamp(),
    )
    record(Event.FACTOR_ASKED, target=user, known=False)
    request.session.cycle_key()
    request.session[KEY] = asdict(pending)
    return redirect("second_factor" if has_second_factor(user) else "set_up_second_factor")


def complete_pending(request: HttpRequest, device: Device) -> HttpResponseRedirect:
    """Log in the user of the pending login, verified by a device."""
    pending = get_pending(request)
    assert pending is not None  # noqa: S101 (the views have checked)
    user = pending.user
    user.backend = pending.backend
    request.session.pop(KEY, None)
    return complete_login(
        request, user, remember=pending.remember, next_url=pending.next_url, device=device
    )


def complete_login(
    request: HttpRequest, user: Any, *, remember: bool, next_url: str, device: Device | None = None
) -> HttpResponseRedirect:
    django_login(request, user)
    if device is not None:
        verify_session(request, device)
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if remember else 0)
    response = HttpResponseRedirect(next_url)
    remember_browser(response, user)
    return response
