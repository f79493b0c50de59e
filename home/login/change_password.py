"""The account page, whose form for a new password limits attempts with a wrong old one."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.views.account import ChangePasswordPanel as WagtailChangePasswordPanel

from home.login.forms import ChangePasswordForm, get_refusal


class ChangePasswordPanel(WagtailChangePasswordPanel):
    """Wagtail's, with one form for a request, so that an attempt is counted once."""

    def form_class(self, user: Any, *args: Any, **kwargs: Any) -> ChangePasswordForm:
        return ChangePasswordForm(self.request, *args, **kwargs)

    @cached_property
    def form(self) -> ChangePasswordForm:
        return super().get_form()

    def get_form(self) -> ChangePasswordForm:
        return self.form


class AccountView(WagtailAccountView):
    @cached_property
    def panels(self) -> list[BaseSettingsPanel]:
        return [
            ChangePasswordPanel(panel.request, panel.user, panel.profile)
            if type(panel) is WagtailChangePasswordPanel
            else panel
            for panel in super().get_panels()
        ]

    def get_panels(self) -> list[BaseSettingsPanel]:
        return self.panels

    def post(self, request: HttpRequest) -> HttpResponse:
        response = super().post(request)
        if get_refusal(request):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response
