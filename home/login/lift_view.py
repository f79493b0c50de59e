"""The page on which administrators see and lift the limits of logins."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.audit.log import record
from home.audit.models import Event
from home.audit.report import PERMISSION
from home.login.limits import count_refused, find_refused_accounts, lift_limits, lift_limits_of


class LoginLimitsView(WagtailAdminTemplateMixin, TemplateView):
    """The accounts that are refused at present, and how many limits are reached altogether."""

    template_name = "home/login/limits.html"
    page_title = gettext_lazy("Login limits")
    header_icon = "lock"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def can_lift(self) -> bool:
        """Return True if the user may lift limits. Reading the log is not enough."""
        return self.request.user.has_perm("home.change_user")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("audit_log"), "label": _("Audit log")}
        return [
            *super().get_breadcrumbs_items(),
            report,
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = get_user_model()._default_manager.values_list("username", flat=True)
        return super().get_context_data(
            accounts=find_refused_accounts(names),
            number=count_refused(),
            can_lift=self.can_lift,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.can_lift:
            raise PermissionDenied
        username = request.POST.get("username", "")
        if username:
            lift_limits_of(username)
        else:
            lift_limits()
        record(Event.LIMITS_LIFTED, target=username)
        messages.success(request, _("The limits were lifted."))
        return redirect("login_limits")
