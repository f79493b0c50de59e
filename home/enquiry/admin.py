"""Enquiries in the admin: permission, history and views."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.contrib.forms.views import (
    DeleteSubmissionsView,
    FormPageFilterSet,
    FormPagesListView,
    SubmissionsListView,
)
from wagtail.log_actions import log

from articles.citations.markup import read_ids
from articles.models.site_rights import filter_pages_with, has_right
from articles.publishing.log import register_log_action
from articles.utils.spreadsheet import spreadsheet_cell
from home.audit.log import record
from home.audit.models import Event

PERMISSION = "home.read_enquiries"
EXPORT_ACTION = "home.export_enquiries"
DELETE_ACTION = "home.delete_enquiries"
PURGE_ACTION = "home.purge_enquiries"
ERASE_ACTION = "home.erase_personal_data"


def filter_forms_by_read_permission(user: Any, forms: QuerySet) -> QuerySet:
    """Show enquiries to users with the permission to read them.

    Wagtail shows them to the page's editors. Here an editor need not see enquiries, and a
    receptionist need not edit pages.
    """
    # Importing the page would be circular: it names a view of this module.
    pages = forms.model.objects.type(apps.get_model("home.EnquiryPage"))
    if not has_right(user, PERMISSION):
        return pages.none()
    return filter_pages_with(pages, user, PERMISSION)


def enquiry_permissions() -> QuerySet[Permission]:
    app, _dot, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)


def register_log_actions(actions: Any) -> None:
    """Show in the history of an enquiry page how many enquiries an action concerned."""
    exported = ngettext_lazy("Exported %(count)d enquiry", "Exported %(count)d enquiries", "count")
    deleted = ngettext_lazy("Deleted %(count)d enquiry", "Deleted %(count)d enquiries", "count")
    purged = ngettext_lazy(
        "Deleted %(count)d expired enquiry", "Deleted %(count)d expired enquiries", "count"
    )
    erased = ngettext_lazy(
        "Erased %(count)d enquiry of one person",
        "Erased %(count)d enquiries of one person",
        "count",
    )
    register_log_action(actions, EXPORT_ACTION, _("Export enquiries"), exported)
    register_log_action(actions, DELETE_ACTION, _("Delete enquiries"), deleted)
    register_log_action(actions, PURGE_ACTION, _("Purge enquiries"), purged)
    register_log_action(actions, ERASE_ACTION, _("Erase personal data"), erased)


class EnquiryPagesFilterSet(FormPageFilterSet):
    """Wagtail's filters without those that list the staff and the names of all clinics."""

    @classmethod
    def get_filters(cls) -> Any:
        filters = super().get_filters()
        return {name: each for name, each in filters.items() if name not in ("owner", "site")}


class EnquiryPagesView(FormPagesListView):
    """The pages with enquiries. No permission for pages is needed to see them."""

    any_permission_required = None
    filterset_class = EnquiryPagesFilterSet


class EnquiriesView(SubmissionsListView):
    """The enquiries of a page, and their export as plain text, which is logged."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            number = len(context["submissions"])
            record(Event.ENQUIRIES_EXPORTED, target=self.form_page, details=str(number))
            log(self.form_page, EXPORT_ACTION, user=self.request.user, data={"count": number})
        elif number := len(context["submissions"]):
            record(Event.ENQUIRIES_READ, target=self.form_page, details=str(number))
        return super().render_to_response(context, **kwargs)

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        """Return the label of a field, which staff choose, as a safe cell."""
        return str(spreadsheet_cell(super().get_heading(queryset, field)))


class DeleteEnquiriesView(DeleteSubmissionsView):
    """Deletes the selected enquiries, which is logged."""

    def get_queryset(self) -> QuerySet:
        selected = read_ids(" ".join(self.request.GET.getlist("selected-submissions")))
        return self.page.get_submissions().filter(pk__in=selected)

    def handle_delete(self, submissions: QuerySet) -> None:
        number = submissions.count()
        record(Event.ENQUIRIES_DELETED, target=self.page, details=str(number))
        log(self.page, DELETE_ACTION, user=self.request.user, data={"count": number})
        super().handle_delete(submissions)
