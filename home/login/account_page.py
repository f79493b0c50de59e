"""The header that pages below the account have in common."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

SECURITY_TITLE = gettext_lazy("Login security")


class AccountPageMixin(WagtailAdminTemplateMixin):
    """A page below the user's account."""

    header_icon = "lock"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        account = {"url": reverse("wagtailadmin_account"), "label": gettext("Account")}
        return [*super().get_breadcrumbs_items(), account, *self.get_last_breadcrumbs()]

    def get_last_breadcrumbs(self) -> list[dict[str, Any]]:
        security = {"url": reverse("security"), "label": SECURITY_TITLE}
        return [security, {"url": "", "label": self.get_page_title()}]
