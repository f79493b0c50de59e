"""The second factors of users: who has them, who needs them, and checking their codes."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django_otp import login as verify_session
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from wagtail.models import GroupPagePermission

from home.audit.log import record
from home.audit.models import Event
from home.audit.receivers import password_is_new
from home.login.sessions import end_sessions
from home.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]

# Recovery codes only complement one of these.
FACTOR_MODELS: tuple[type[Device], ...] = (TOTPDevice, WebAuthnCredential)
RECOVERY_CODES = 10
# Without letters and digits that look alike.
CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 10
# Permissions that let a user change what others may do.
ADMINISTRATION = {"home.add_user", "home.change_user", "auth.add_group", "auth.change_group"}


class UnverifiedUser(AnonymousUser):
    """Stands for a user who has given the password, but not yet the second factor."""

    otp_device = None

    def is_verified(self) -> bool:
        return False


def verified_user_middleware(get_response: GetResponse) -> GetResponse:
    """Treat users as anonymous until they have given the second factor that they have or need.

    This holds for every view, however the user logged in. Like Django's middleware it looks the
    user up only when `request.user` is used, so public pages need no query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        request.user = SimpleLazyObject(lambda: verified_or_anonymous(user))  # type: ignore[assignment]
        return get_response(request)

    return middleware


def verified_or_anonymous(user: Any) -> Any:
    if user.is_authenticated and not user.is_verified() and must_verify(user):
        return UnverifiedUser()
    return user


def must_verify(user: Any) -> bool:
    """Return True if the password of this user is not enough."""
    return has_second_factor(user) or needs_second_factor(user)


def has_second_factor(user: Any) -> bool:
    first, *others = (
        model.objects.filter(user=user, confirmed=True).order_by().values("pk")
        for model in FACTOR_MODELS
    )
    return first.union(*others).exists()


def needs_second_factor(user: Any) -> bool:
    """Return True if the settings require one: of superusers, publishers and administrators."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    if user.is_superuser:
        return True
    permissions = user.get_all_permissions()
    if permissions & ADMINISTRATION:
        return True
    if any(name.partition(".")[2].startswith("publish_") for name in permissions):
        return True
    return GroupPagePermission.objects.filter(
        group__user=user, permission__codename="publish_page"
    ).exists()


def factors_of(user: Any) -> list[Device]:
    """Return the apps and passkeys of a user, the oldest first within each kind."""
    return [
        device
        for model in FACTOR_MODELS
        for device in model.objects.filter(user=user, confirmed=True).order_by("pk")
    ]


def is_passkey(device: Device) -> bool:
    return isinstance(device, WebAuthnCredential)


def delete_new_apps(user: Any) -> None:
    """Delete the apps that were not confirmed, whose keys somebody may have seen."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()


def register_signal_handlers() -> None:
    uid = "home.login.second_factor"
    post_save.connect(delete_new_apps_after_password_change, User, dispatch_uid=uid)


def delete_new_apps_after_password_change(
    sender: Any, instance: Any, created: bool, **kwargs: Any
) -> None:
    if not created and password_is_new(instance):
        delete_new_apps(instance)


def verify_app_code(user: Any, code: str) -> Device | None:
    """Return the app whose current code this is. A code can be used once."""
    for device in TOTPDevice.objects.filter(user=user, confirmed=True):
        if verified := verify_token(user, device.persistent_id, code):
            return verified
    return None


def verify_recovery_code(user: Any, code: str) -> Device | None:
    """Use up a recovery code. Return the factor that it replaces for this session."""
    for device in StaticDevice.objects.filter(user=user, confirmed=True):
        if verify_token(user, device.persistent_id, digest(code)):
            record(Event.RECOVERY_USED, user=user, target=user)
            return device
    return None


def create_recovery_codes(user: Any) -> list[str]:
    """Replace the recovery codes of a user. Return the new ones, which are stored as digests."""
    codes = [
        "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]
    with transaction.atomic():
        # The device is kept, since a session may have been verified with it.
        device, _created = StaticDevice.objects.get_or_create(user=user, name="recovery")
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(
            StaticToken(device=device, token=digest(code)) for code in codes
        )
        record(Event.RECOVERY_CODES, target=user)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def count_recovery_codes(user: Any) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def digest(code: str) -> str:
    """Return what is stored of a recovery code, however it was typed; at most 16 characters."""
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def remove_factor(user: Any, persistent_id: str) -> bool:
    """Remove one factor. Without any the recovery codes go as well."""
    for device in factors_of(user):
        if device.persistent_id == persistent_id:
            with transaction.atomic():
                device.delete()
                delete_new_apps(user)
                if not has_second_factor(user):
                    StaticDevice.objects.filter(user=user).delete()
                record(Event.FACTOR_REMOVED, target=user, details=device.name)
            return True
    return False


def verify_with_another(request: HttpRequest) -> None:
    """Keep a session verified whose factor was removed, if the user has another one."""
    device = next(iter(factors_of(request.user)), None)
    if device is not None and request.user.otp_device is not None:  # type: ignore[union-attr]
        verify_session(request, device)


def reset_second_factor(user: Any) -> int:
    """Remove all factors and end all sessions of a user. Return the number of factors."""
    with transaction.atomic():
        factors = factors_of(user)
        for model in (*FACTOR_MODELS, StaticDevice):
            model.objects.filter(user=user).delete()
        end_sessions(user)
        record(Event.FACTOR_REMOVED, target=user, details=", ".join(each.name for each in factors))
    return len(factors)
