"""The page on which administrators of an install with several clinics set up the staff of each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from articles.citations.markup import read_ids
from articles.models.site_roots import has_several_clinics
from home.kit.site_staff import set_up_site_staff
from home.models.site_roles import SITE_ROLES, find_site_group

TITLE = gettext_lazy("Staff of clinics")
# A group of staff is given permissions that the user may not have.
PERMISSIONS = ("auth.add_group", "wagtailcore.change_site")


class StaffMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perms(PERMISSIONS) and has_several_clinics()


def staff_menu_item() -> MenuItem:
    """Hook: `register_settings_menu_item`."""
    url = reverse_lazy("site_staff")
    return StaffMenuItem(TITLE, url, name="site-staff", icon_name="group", order=650)


class SiteStaffView(WagtailAdminTemplateMixin, TemplateView):
    """The sites with the groups of their staff, and a button that creates those that lack."""

    template_name = "home/walls/staff.html"
    page_title = TITLE
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(PERMISSIONS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sites = [
            {"site": site, "groups": groups, "is_complete": len(groups) == len(SITE_ROLES)}
            for site in Site.objects.all()
            for groups in [list(filter(None, (find_site_group(r, site) for r in SITE_ROLES)))]
        ]
        return super().get_context_data(sites=sites, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = read_ids(request.POST.get("site", ""))[:1]
        site = get_object_or_404(Site, pk__in=ids)
        for line in set_up_site_staff(site):
            messages.success(request, line)
        text = _("Now put users into the groups of “%(site)s”, under Settings › Users.")
        messages.info(request, text % {"site": site})
        return redirect(reverse("site_staff"))
