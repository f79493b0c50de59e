"""Enquiries in the admin: for those with the permission to read them, and for nobody else."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.contrib.forms.views import (
    DeleteSubmissionsView,
    FormPagesListView,
    SubmissionsListView,
)
from wagtail.log_actions import LogFormatter, log

from articles.references.export import spreadsheet_cell
from home.models import EnquiryPage

PERMISSION = "home.read_enquiries"
EXPORT_ACTION, DELETE_ACTION, PURGE_ACTION = (
    "home.export_enquiries",
    "home.delete_enquiries",
    "home.purge_enquiries",
)


def filter_forms_by_read_permission(user: Any, forms: QuerySet) -> QuerySet:
    """Wagtail shows the enquiries of a page to whoever may edit it. Here to whoever may read
    them, so that an editor need not see them, and a receptionist need not edit pages."""
    pages = forms.model.objects.type(EnquiryPage)
    return pages if user.has_perm(PERMISSION) else pages.none()


def enquiry_permissions() -> QuerySet[Permission]:
    """Offers the permission among those of a group."""
    app, _dot, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)


class EnquiryPagesView(FormPagesListView):
    """The pages with enquiries; to see them nobody needs a permission for pages."""

    any_permission_required = None


class EnquiriesView(SubmissionsListView):
    """The enquiries of a page, and their export as plain text, which is noted in its history."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            number = len(context["submissions"])
            log(self.form_page, EXPORT_ACTION, user=self.request.user, data={"count": number})
        return super().render_to_response(context, **kwargs)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: export_cell(value) for name, value in super().to_row_dict(item).items()}

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(export_cell(super().get_heading(queryset, field)))


class DeleteEnquiriesView(DeleteSubmissionsView):
    """Deletes the chosen enquiries, which is noted in the history of their page."""

    def get_queryset(self) -> QuerySet:
        chosen = filter(is_id, self.request.GET.getlist("selected-submissions"))
        return self.page.get_submissions().filter(pk__in=chosen)

    def handle_delete(self, submissions: QuerySet) -> None:
        log(self.page, DELETE_ACTION, user=self.request.user, data={"count": submissions.count()})
        super().handle_delete(submissions)


def is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def export_cell(value: Any) -> Any:
    """An answer as plain text; several chosen ones beside each other."""
    return spreadsheet_cell(", ".join(map(str, value)) if isinstance(value, list) else value)


def register_log_actions(actions: Any) -> None:
    """What is done with enquiries stands in the history of their page, as a number."""

    @actions.register_action(EXPORT_ACTION)
    class Exported(LogFormatter):
        label = _("Export enquiries")

        def format_message(self, log_entry: Any) -> str:
            number = log_entry.data["count"]
            words = ngettext("Exported %(count)d enquiry", "Exported %(count)d enquiries", number)
            return words % {"count": number}

    @actions.register_action(DELETE_ACTION)
    class Deleted(LogFormatter):
        label = _("Delete enquiries")

        def format_message(self, log_entry: Any) -> str:
            number = log_entry.data["count"]
            words = ngettext("Deleted %(count)d enquiry", "Deleted %(count)d enquiries", number)
            return words % {"count": number}

    @actions.register_action(PURGE_ACTION)
    class Purged(LogFormatter):
        label = _("Purge enquiries")

        def format_message(self, log_entry: Any) -> str:
            number = log_entry.data["count"]
            words = ngettext(
                "Deleted %(count)d enquiry that was past its time",
                "Deleted %(count)d enquiries that were past their time",
                number,
            )
            return words % {"count": number}
