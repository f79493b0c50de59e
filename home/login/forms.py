"""Forms for logging in."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordChangeForm as WagtailPasswordChangeForm

from home.login import second_factor
from home.login.limits import Refusal


class LoginForm(WagtailLoginForm):
    """Wagtail's, which says how long to wait when there were too many attempts."""

    def get_invalid_login_error(self) -> ValidationError:
        if refusal := get_refusal(self.request):
            return ValidationError(refusal.message, code="limited")
        return super().get_invalid_login_error()


def get_refusal(request: HttpRequest) -> Refusal | None:
    """Return why the backend did not look at the password of this request."""
    return getattr(request, "login_refusal", None)


def get_password_error(request: HttpRequest, password: str) -> str:
    """Return why this is not accepted as the password of the user who is logged in, or "".

    The attempt counts as one to log in, so that an open session is no way to guess the password.
    """
    user = request.user
    found = authenticate(request, username=user.get_username(), password=password)
    if found is not None and found.pk == user.pk:
        return ""
    refusal = get_refusal(request)
    return refusal.message if refusal else gettext("Wrong password.")


class ChangePasswordForm(WagtailPasswordChangeForm):
    """Wagtail's, which limits attempts with a wrong old password."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any):
        super().__init__(request.user, *args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        if error := get_password_error(self.request, password):
            raise ValidationError(error, code="password_incorrect")
        return password


class PasswordForm(forms.Form):
    """Asks users who are logged in for their password."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class CodeForm(forms.Form):
    """A code from an authenticator app."""

    verify = staticmethod(second_factor.verify_app_code)
    wrong_code = _(
        "This code is not right. Codes change every 30 seconds and can be used once: wait for the "
        "next one."
    )
    code = forms.CharField(
        label=_("Code from your authenticator app"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class RecoveryCodeForm(CodeForm):
    verify = staticmethod(second_factor.verify_recovery_code)
    wrong_code = _("This recovery code is not right, or it has been used.")
    code = forms.CharField(
        label=_("Recovery code"),
        max_length=20,
        help_text=_("Each recovery code can be used once."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "autofocus": True}
        ),
    )


class NewAppForm(forms.Form):
    """Confirms a new authenticator app with its first code."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, device: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.device = device

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if not self.device.verify_token(code):
            raise ValidationError(
                _(
                    "This code is not right. Codes change every 30 seconds: try the one that the "
                    "app shows now, and check that the clock of your phone is right."
                )
            )
        return code
