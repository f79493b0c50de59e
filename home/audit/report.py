"""The report of the audit log in the admin."""

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from home.audit.models import AuditEntry, Event

PERMISSION = "home.view_auditentry"


class AuditLogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def audit_log_menu_item() -> MenuItem:
    return AuditLogMenuItem(
        _("Audit log"), reverse("audit_log"), name="audit-log", icon_name="lock", order=1000
    )


def audit_permissions() -> QuerySet[Permission]:
    """Hook: `register_permissions`, so that groups can be given the permission."""
    return Permission.objects.filter(content_type__app_label="home", codename="view_auditentry")


class AuditLogFilterSet(WagtailFilterSet):
    event = django_filters.MultipleChoiceFilter(label=_("Event"), choices=Event.choices)
    happened_at = django_filters.DateFromToRangeFilter(
        label=_("Date"), widget=DateRangePickerWidget
    )
    user_name = django_filters.CharFilter(label=_("By"), lookup_expr="icontains")
    target = django_filters.CharFilter(label=_("Concerning"), lookup_expr="icontains")

    class Meta:
        model = AuditEntry
        fields = ["event", "happened_at", "user_name", "target"]


def display_actor(entry: AuditEntry) -> str:
    """Return the user's name. Without a user it was a command, or somebody who failed to log in."""
    if entry.user_name:
        return entry.user_name
    return gettext("Not logged in") if entry.network else gettext("Command")


def display_time(entry: AuditEntry) -> str:
    """Return the time itself, since "two days ago" is not what an audit asks for."""
    return date_format(localtime(entry.happened_at), "DATETIME_FORMAT")


class AuditLogView(ReportView):
    """The audit log, newest entries first, for those who may manage users."""

    model = AuditEntry
    page_title = _("Audit log")
    header_icon = "lock"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    results_template_name = "home/admin/audit_log_results.html"
    filterset_class = AuditLogFilterSet
    permission_policy = ModelPermissionPolicy(AuditEntry)
    permission_required = "view"
    default_ordering = "-happened_at"
    export_filename = "audit-log"
    is_searchable = False
    columns = [
        Column("happened_at", label=_("Time"), accessor=display_time, sort_key="happened_at"),
        Column("event", label=_("Event"), accessor="get_event_display"),
        Column("user_name", label=_("By"), accessor=display_actor, sort_key="user_name"),
        Column("target", label=_("Concerning")),
        Column("details", label=_("Details")),
        Column("network", label=_("Network")),
    ]
    list_export = ["happened_at", "event", "user_name", "target", "details", "network"]
    export_headings = {
        "happened_at": _("Time"),
        "event": _("Event"),
        "user_name": _("By"),
        "target": _("Concerning"),
        "details": _("Details"),
        "network": _("Network"),
    }

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        limits = reverse("login_limits")
        return [HeaderButton(_("Login limits"), url=limits, icon_name="lock-open")]

    def get_base_queryset(self) -> QuerySet[AuditEntry]:
        return AuditEntry.objects.all()

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return super().to_row_dict(item) | {
            "event": item.get_event_display(),
            "user_name": display_actor(item),
        }
