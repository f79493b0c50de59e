"""A report that is one of two."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from articles.publishing.permissions import EDIT_PERMISSIONS


class PairedReport(ReportView):
    """A report for users who may edit pages, with a button to another report.

    `other_view` is the name of that report's URL, and the label of the button.
    """

    any_permission_required = EDIT_PERMISSIONS
    is_searchable = False
    other_view: tuple[str, Any]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        name, label = self.other_view
        return [HeaderButton(label, url=reverse(name), icon_name=self.header_icon)]
