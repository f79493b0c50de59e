"""Enquiries in the admin: for those with the permission to read them, and for nobody else."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogFormatter

from home.enquiry.log_actions import DELETE_ACTION, EXPORT_ACTION, PURGE_ACTION
from home.enquiry.models import EnquiryPage

PERMISSION = "home.read_enquiries"


def filter_forms_by_read_permission(user: Any, forms: QuerySet) -> QuerySet:
    """Wagtail shows the enquiries of a page to whoever may edit it. Here to whoever may read
    them, so that an editor need not see them, and a receptionist need not edit pages."""
    pages = forms.model.objects.type(EnquiryPage)
    return pages if user.has_perm(PERMISSION) else pages.none()


def enquiry_permissions() -> QuerySet[Permission]:
    """Offers the permission among those of a group."""
    app, _dot, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)


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
