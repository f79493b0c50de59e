"""Views of enquiries in the admin."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from wagtail.contrib.forms.views import (
    DeleteSubmissionsView,
    FormPagesListView,
    SubmissionsListView,
)
from wagtail.log_actions import log

from articles.utils.spreadsheet import spreadsheet_cell
from home.enquiry.log_actions import DELETE_ACTION, EXPORT_ACTION


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
