"""Views for logging in: password, second factor, password reset."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, RedirectView
from wagtail.admin.views.account import LoginView as WagtailLoginView
from wagtail.admin.views.account import PasswordResetView as WagtailPasswordResetView

from home.audit.log import record
from home.audit.models import Event
from home.login.account_page import AccountPageMixin
from home.login.enrolment import (
    confirm_app,
    finish_enrolment,
    get_enrolling_user,
    get_new_app,
    qr_code,
    readable_key,
)
from home.login.forms import CodeForm, NewAppForm, RecoveryCodeForm, get_refusal
from home.login.limits import Attempt, code_limits, reset_limits
from home.login.passkeys import script_configuration
from home.login.pending import begin_login, complete_pending, get_pending
from home.login.reset_mail import request_reset
from home.login.second_factor import factors_of, is_passkey


class LoginView(WagtailLoginView):
    """Asks for the name and password; `begin_login` decides what comes next."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        return begin_login(
            self.request,
            form.get_user(),
            remember=bool(form.cleaned_data.get("remember")),
            next_url=self.get_success_url(),
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if get_refusal(self.request):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


class SiteLoginView(RedirectView):
    """Sends visitors of pages for certain users to the one form for logging in."""

    pattern_name = "wagtailadmin_login"
    query_string = True


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class SecondFactorView(FormView):
    """Asks for the second factor of the user whose password was right."""

    template_name = "home/login/second_factor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.pending = get_pending(request)
        if self.pending is None:
            return redirect("wagtailadmin_login")
        self.user = self.pending.user
        self.factors = factors_of(self.user)
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_recovery(self) -> bool:
        return "recovery" in self.request.GET

    def get_form_class(self) -> type[CodeForm]:
        return RecoveryCodeForm if self.is_recovery else CodeForm

    def form_valid(self, form: Any) -> HttpResponse:
        attempt = Attempt(code_limits(self.user))
        if attempt.refusal:
            if attempt.refusal.is_first:
                record(Event.LOGIN_LIMITED, target=self.user, known=False)
            form.add_error("code", attempt.refusal.message)
            response = self.form_invalid(form)
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            return response
        device = form.verify(self.user, form.cleaned_data["code"])
        if device is None:
            record(Event.CODE_REFUSED, target=self.user, known=False)
            form.add_error("code", form.wrong_code)
            return self.form_invalid(form)
        attempt.take_back()
        return complete_pending(self.request, device)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_passkey = any(map(is_passkey, self.factors))
        return super().get_context_data(
            is_recovery=self.is_recovery,
            has_passkey=has_passkey and not self.is_recovery,
            has_app=not all(map(is_passkey, self.factors)),
            configuration=script_configuration(self.request),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class SetUpView(AccountPageMixin, FormView):
    """Adds an authenticator app or a passkey."""

    page_title = gettext_lazy("Add a second factor")
    template_name = "home/login/set_up.html"
    form_class = NewAppForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.user = get_enrolling_user(request)
        if self.user is None:
            if request.user.is_authenticated:
                return redirect_to_confirmation(request)
            return redirect("wagtailadmin_login")
        self.device = get_new_app(request, self.user)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"device": self.device}

    def form_valid(self, form: Form) -> HttpResponse:
        confirm_app(self.device)
        return finish_enrolment(self.request, self.user, self.device)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_login = not self.request.user.is_authenticated
        return super().get_context_data(
            is_login=is_login,
            layout="home/login/layout.html" if is_login else "home/login/account_layout.html",
            qr_code=qr_code(self.request, self.device),
            key=readable_key(self.device),
            account=self.user.get_username(),
            configuration=script_configuration(self.request),
            **kwargs,
        )


def redirect_to_confirmation(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('confirm_password')}?{urlencode({'next': request.path})}")


class PasswordResetView(WagtailPasswordResetView):
    """Limits the mails to an address, and does the same work whether or not it has an account."""

    def form_valid(self, form: Any) -> HttpResponse:
        attempt = Attempt(reset_limits(self.request, form.cleaned_data["email"]))
        if attempt.refusal:
            form.add_error(None, attempt.refusal.message)
            response = self.form_invalid(form)
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            return response
        request_reset(form.cleaned_data["email"], self.request)
        return redirect(self.get_success_url())
