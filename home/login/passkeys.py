"""Passkeys (WebAuthn): which site they are for, and the requests of the scripts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext
from django_otp_webauthn.exceptions import NotAuthenticated, OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential
from django_otp_webauthn.views import (
    BeginCredentialAuthenticationView,
    BeginCredentialRegistrationView,
    CompleteCredentialAuthenticationView,
    CompleteCredentialRegistrationView,
)

from home.audit.log import record
from home.audit.models import Event
from home.login.enrolment import finish_enrolment, get_enrolling_user
from home.login.limits import Attempt, code_limits
from home.login.pending import complete_pending, get_pending
from home.login.user_agents import describe_browser, display_browser
from home.models import ClinicSettings


class Helper(WebAuthnHelper):
    """Binds passkeys to the host at which the admin is used, which browsers insist on.

    The host was checked against `ALLOWED_HOSTS`.
    """

    request: HttpRequest

    def get_relying_party_domain(self) -> str:
        return split_domain_port(self.request.get_host())[0]

    def get_relying_party_name(self) -> str:
        return ClinicSettings.for_request(self.request).name

    def get_allowed_origins(self) -> list[str]:
        return [f"{self.request.scheme}://{self.request.get_host()}"]

    def create_credential(self, *args: Any, **kwargs: Any) -> WebAuthnCredential:
        credential = super().create_credential(*args, **kwargs)
        browser = describe_browser(self.request.META.get("HTTP_USER_AGENT", ""))
        credential.name = gettext("Passkey (%s)") % display_browser(browser)
        return credential


def relying_party(request: HttpRequest) -> str:
    """Return what the settings of the library want, though the helper decides."""
    return Helper(request).get_relying_party_domain()


class TextOnlyMixin:
    """Refuses what is not UTF-8, which the library does not expect."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            request.body.decode()
        except UnicodeDecodeError:
            return JsonResponse({"detail": gettext("The text has to be UTF-8.")}, status=400)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class EnrollingUserMixin(TextOnlyMixin):
    """Passkeys are added by users who are logged in, or have to set up a second factor to be."""

    request: Any

    def get_user(self) -> Any:
        user = get_enrolling_user(self.request)
        if user is not None and not hasattr(user, "is_verified"):
            # The user of a pending login, who has no second factor yet.
            user.is_verified = lambda: False
        return user


class BeginRegistrationView(EnrollingUserMixin, BeginCredentialRegistrationView):
    pass


class CompleteRegistrationView(EnrollingUserMixin, CompleteCredentialRegistrationView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.get_user()
        super().post(*args, **kwargs)  # raises unless it stores the passkey
        device = WebAuthnCredential.objects.filter(user=user).latest("pk")
        finished = finish_enrolment(self.request, user, device)
        response = JsonResponse({"id": device.pk, "redirect_url": finished.url})
        response.cookies.update(finished.cookies)
        return response


class PendingUserMixin(TextOnlyMixin):
    """A passkey is the second factor: the password comes first."""

    request: Any

    def get_user(self) -> Any:
        pending = get_pending(self.request)
        if pending is None:
            raise NotAuthenticated()
        return pending.user


class BeginAuthenticationView(PendingUserMixin, BeginCredentialAuthenticationView):
    pass


class CompleteAuthenticationView(PendingUserMixin, CompleteCredentialAuthenticationView):
    def handle_exception(self, exc: Exception) -> JsonResponse:
        pending = get_pending(self.request)
        if isinstance(exc, OTPWebAuthnApiError) and pending:
            # Counted with codes, so that nobody can fill the audit log.
            refusal = Attempt(code_limits(pending.user)).refusal
            if refusal is None:
                record(Event.CODE_REFUSED, target=pending.user, known=False)
            elif refusal.is_first:
                record(Event.LOGIN_LIMITED, target=pending.user, known=False)
        return super().handle_exception(exc)

    def complete_auth(self, device: WebAuthnCredential) -> None:
        self.completed = complete_pending(self.request, device)

    def get_success_url(self) -> str:
        return self.completed.url

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response.cookies.update(self.completed.cookies)
        return response


def script_configuration(request: HttpRequest) -> dict[str, Any]:
    """Return what the scripts of the library read from the page."""
    return {
        "autocompleteLoginFieldSelector": None,
        "nextFieldSelector": "input[name='next']",
        "csrfToken": get_token(request),
        "beginAuthenticationUrl": reverse("passkey_begin"),
        "completeAuthenticationUrl": reverse("passkey_complete"),
        "beginRegistrationUrl": reverse("passkey_registration_begin"),
        "completeRegistrationUrl": reverse("passkey_registration_complete"),
    }
