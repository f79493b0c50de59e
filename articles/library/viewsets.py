"""The library in the admin: references, calls to action and conditions."""

from dataclasses import fields
from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from articles.library.calls_to_action import CallToActionViewSet
from articles.library.conditions import ConditionViewSet
from articles.library.diagnosis import DiagnosisPanel
from articles.library.editing import ReferenceEditView
from articles.library.filters import ReferenceFilterSet, filter_by_words
from articles.library.merging import REQUIRED_PERMISSIONS, MergeView
from articles.library.proposal_view import ProposalView
from articles.library.reference_form import ReferenceForm
from articles.library.usage import with_use_count
from articles.models import Reference
from articles.references.source import Source
from articles.utils.spreadsheet import spreadsheet_cell

# The key, and every field that editors enter.
EXPORT_COLUMNS = ["key", *(field.name for field in fields(Source))]


class ReferenceIndexView(IndexView):
    """The list of sources, each with its state and the number of its uses."""

    export_headings = {"use_count": _("Used in")}

    @cached_property
    def columns(self):
        columns = super().columns
        # Otherwise Wagtail breaks long names of authors within a word.
        next(column for column in columns if column.name == "short_label").width = "16%"
        return columns

    def get_base_queryset(self):
        return with_use_count(super().get_base_queryset().select_related("proposal"))

    def search_queryset(self, queryset):
        """Search by words of author, title or journal, by year, DOI or PubMed ID."""
        return filter_by_words(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self):
        ris, csl_json = reverse("importing:export_ris"), reverse("importing:export_csl_json")
        buttons = [
            *super().header_more_buttons,
            Button(_("Export as RIS"), url=ris, icon_name="download"),
            Button(_("Export as CSL-JSON"), url=csl_json, icon_name="download"),
        ]
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            upload = reverse("importing:upload")
            buttons.insert(0, Button(_("Import"), url=upload, icon_name="upload", priority=10))
        return buttons

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        has_permission = self.permission_policy.user_has_permission
        if all(has_permission(self.request.user, action) for action in REQUIRED_PERMISSIONS):
            url = reverse("wagtailsnippets_articles_reference:merge", args=[instance.pk])
            label = _("Merge with another source")
            buttons.append(Button(label, url=url, icon_name="copy", priority=25))
        return buttons

    def to_row_dict(self, item: Reference) -> dict[str, Any]:
        """Return plain text for CSV and XLSX, with the labels of choices."""
        return {name: _spreadsheet_value(item, name) for name in self.list_export}


def _spreadsheet_value(reference: Reference, name: str) -> Any:
    display = getattr(reference, f"get_{name}_display", None)
    return spreadsheet_cell(display() if display else getattr(reference, name))


class StateColumn(Column):
    """Retracted, incomplete, or complete, and a proposed change."""

    cell_template_name = "articles/admin/library/state_cell.html"


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    icon = "openquote"
    edit_handler = ObjectList(
        [DiagnosisPanel(heading=_("Reference and uses")), *Reference.panels, FieldPanel("reason")],
        base_form_class=ReferenceForm,
    )
    index_view_class = ReferenceIndexView
    edit_view_class = ReferenceEditView
    filterset_class = ReferenceFilterSet
    list_display = [
        "short_label",
        Column("title", label=_("Title"), sort_key="title", width="32%"),
        Column("study_type", label=_("Study type"), accessor="get_study_type_display"),
        StateColumn("state", label=_("Status")),
        Column("identifiers", label=_("Identifiers"), accessor="identifiers"),
        Column("use_count", label=_("Used in"), sort_key="use_count"),
    ]
    list_export = [*EXPORT_COLUMNS, "use_count"]
    export_filename = "references"
    list_per_page = 50
    copy_view_enabled = False

    def get_urlpatterns(self):
        merge = MergeView.as_view(permission_policy=self.permission_policy)
        proposal = ProposalView.as_view(permission_policy=self.permission_policy)
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", merge, name="merge"),
            path("proposal/<int:pk>/", proposal, name="proposal"),
        ]


class LibraryViewSetGroup(SnippetViewSetGroup):
    """The menu item of references, calls to action, conditions and what the clinic's site adds."""

    menu_label = _("Library")
    menu_icon = "folder-open-inverse"
    menu_order = 300
    items: tuple[type[SnippetViewSet], ...] = (
        ReferenceViewSet,
        CallToActionViewSet,
        ConditionViewSet,
    )
