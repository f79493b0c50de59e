"""Adding a second factor, from the account page or while logging in."""

from base64 import b32encode
from typing import Any
from urllib.parse import urlencode

import segno
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django_otp import login as verify_session
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from home.audit.log import record
from home.audit.models import Event
from home.login.pending import complete_pending, get_pending
from home.login.second_factor import delete_new_apps, factors_of, has_second_factor
from home.login.sessions import LOGIN_KEY, end_sessions
from home.models import ClinicSettings

# For this long after the password was given, it is not asked for again.
CONFIRMED_SECONDS = 15 * 60
# The id of the app that a session is setting up.
NEW_APP_KEY = "new_app"


def get_enrolling_user(request: HttpRequest) -> Any:
    """Return the user who may add a second factor now, or None.

    It is either one who is logged in and has just given the password, or one whose login waits
    for a first second factor.
    """
    if request.user.is_authenticated:
        return request.user if is_confirmed(request) else None
    pending = get_pending(request)
    if pending is None or has_second_factor(pending.user):
        return None
    return pending.user


def is_confirmed(request: HttpRequest) -> bool:
    """Return True if the user has given the password within the last minutes."""
    confirmed = request.session.get(LOGIN_KEY, {}).get("confirmed", 0)
    return 0 <= timezone.now().timestamp() - confirmed <= CONFIRMED_SECONDS


def get_new_app(request: HttpRequest, user: Any) -> TOTPDevice:
    """Return the app that this session is setting up. Its key is the same until it is confirmed.

    Another session never sees this key, since it may belong to someone who stole the password.
    """
    new_apps = TOTPDevice.objects.filter(user=user, confirmed=False)
    device = new_apps.filter(pk=request.session.get(NEW_APP_KEY)).first()
    if device is None:
        delete_new_apps(user)
        device = TOTPDevice.objects.create(user=user, confirmed=False)
        request.session[NEW_APP_KEY] = device.pk
    return device


def confirm_app(device: TOTPDevice) -> None:
    device.name = gettext("Authenticator app")
    device.confirmed = True
    device.save()


def finish_enrolment(request: HttpRequest, user: Any, device: Device) -> HttpResponseRedirect:
    """Log in a user who had to set up the factor, or mark the session as verified.

    Other sessions end: they were opened without it.
    """
    pending = get_pending(request) if not request.user.is_authenticated else None
    is_first = len(factors_of(user)) == 1
    record(Event.FACTOR_ADDED, user=user, target=user, details=device.name)
    url = reverse("recovery_codes") if is_first else reverse("security")
    if pending is not None:
        end_sessions(user)
        response = complete_pending(request, device)
        response.headers["Location"] = f"{url}?{urlencode({'next': pending.next_url})}"
        return response
    if not request.user.is_verified():  # type: ignore[union-attr]
        verify_session(request, device)
    end_sessions(user, keep=request.session.session_key)
    return HttpResponseRedirect(url)


def qr_code(request: HttpRequest, device: TOTPDevice) -> SafeString:
    """Return the QR code of a new app as inline SVG, dark on white in every theme."""
    code = segno.make(otpauth_url(request, device), error="m")
    svg = code.svg_inline(scale=4, border=4, dark="black", light="white", omitsize=True)
    return mark_safe(svg)


def otpauth_url(request: HttpRequest, device: TOTPDevice) -> str:
    """Return the device's address with the name of the clinic as issuer."""
    issuer = ClinicSettings.for_request(request).name.replace(":", "")
    return f"{device.config_url}&{urlencode({'issuer': issuer})}"


def readable_key(device: TOTPDevice) -> str:
    """Return the key in groups of four, for typing."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
