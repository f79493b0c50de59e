"""The account pages for second factors, recovery codes and sessions, and the limits of logins."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.account import BaseSettingsPanel

from home.audit.log import record
from home.audit.models import Event
from home.login import second_factor, sessions
from home.login.account_page import SECURITY_TITLE, AccountPageMixin
from home.login.enrolment import is_confirmed
from home.login.forms import PasswordForm, get_password_error, get_refusal
from home.login.views import redirect_to_confirmation
from home.models import ClinicSettings


class RecentLoginMixin:
    """Asks for the password first, unless the user has just given it."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect("wagtailadmin_login")
        if not is_confirmed(request):
            return redirect_to_confirmation(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


@method_decorator(never_cache, name="dispatch")
class SecurityView(AccountPageMixin, TemplateView):
    """The second factors and sessions of a user. A form for each action posts to this page."""

    template_name = "home/login/security.html"
    page_title = SECURITY_TITLE

    def get_last_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        factors = second_factor.factors_of(user)
        listed = sessions.sessions_of(user, self.request.session.session_key)
        return super().get_context_data(
            factors=[
                {"device": device, "is_passkey": second_factor.is_passkey(device)}
                for device in factors
            ],
            recovery_codes=second_factor.count_recovery_codes(user),
            is_required=second_factor.needs_second_factor(user),
            sessions=listed,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if "end_session" in request.POST:
            self.end(request.POST["end_session"])
        elif "end_others" in request.POST:
            self.end_others()
        elif "remove" in request.POST:
            if not is_confirmed(request):
                return redirect_to_confirmation(request)
            self.remove(request.POST["remove"])
        return redirect("security")

    def end(self, session_id: str) -> None:
        if sessions.end_session(self.request.user, session_id):
            record(Event.SESSIONS_ENDED, target=self.request.user, details="1")
            messages.success(self.request, _("The session has ended."))

    def end_others(self) -> None:
        number = sessions.end_sessions(self.request.user, keep=self.request.session.session_key)
        if number:
            record(Event.SESSIONS_ENDED, target=self.request.user, details=str(number))
        messages.success(
            self.request,
            ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", number)
            % {"count": number},
        )

    def remove(self, persistent_id: str) -> None:
        if second_factor.remove_factor(self.request.user, persistent_id):
            second_factor.verify_with_another(self.request)
            messages.success(self.request, _("The second factor was removed."))


@method_decorator(never_cache, name="dispatch")
class RecoveryCodesView(RecentLoginMixin, AccountPageMixin, TemplateView):
    """Creates recovery codes and shows them once."""

    template_name = "home/login/recovery_codes.html"
    page_title = gettext_lazy("Recovery codes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            remaining=second_factor.count_recovery_codes(self.request.user),
            continue_url=get_next_url(self.request) or reverse("security"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not second_factor.has_second_factor(request.user):
            return redirect("security")
        codes = second_factor.create_recovery_codes(request.user)
        context = self.get_context_data(codes=codes, download=self.as_file(codes))
        return self.render_to_response(context)

    def as_file(self, codes: list[str]) -> str:
        """Return the codes as the address of a text file, so that the server stores none."""
        name = ClinicSettings.for_request(self.request).name
        title = _("Recovery codes of %(user)s at %(name)s") % {
            "user": self.request.user.get_username(),
            "name": name,
        }
        text = "\n".join([title, "", *codes, ""])
        return f"data:text/plain;charset=utf-8,{quote(text)}"


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class ConfirmPasswordView(AccountPageMixin, FormView):
    """Asks for the password before a change to the ways of logging in."""

    template_name = "home/login/confirm_password.html"
    page_title = gettext_lazy("Confirm your password")
    form_class = PasswordForm
    success_url = reverse_lazy("security")

    def form_valid(self, form: Form) -> HttpResponse:
        if error := get_password_error(self.request, form.cleaned_data["password"]):
            form.add_error("password", error)
            response = self.form_invalid(form)
            if get_refusal(self.request):
                response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            return response
        login = self.request.session.get(sessions.LOGIN_KEY, {})
        now = timezone.now().timestamp()
        self.request.session[sessions.LOGIN_KEY] = login | {"confirmed": now}
        return redirect(get_next_url(self.request) or reverse("security"))


class SecurityPanel(BaseSettingsPanel):
    """A part of the account page that links to the second factors and sessions."""

    name = "security"
    title = SECURITY_TITLE
    order = 510
    template_name = "home/login/account_panel.html"

    def get_form(self) -> Form:
        return Form()

    def get_context_data(self) -> dict[str, Any]:
        return super().get_context_data() | {
            "factors": len(second_factor.factors_of(self.user)),
            "sessions": len(sessions.sessions_of(self.user, self.request.session.session_key)),
            "is_required": second_factor.needs_second_factor(self.user),
        }


def get_next_url(request: HttpRequest) -> str:
    """Return the address to go on to, if it is on this site."""
    url = request.GET.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_safe else ""
