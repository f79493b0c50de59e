"""The library in the admin: references, calls to action and conditions."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from articles.library.conditions import ConditionViewSet
from articles.library.diagnosis_panel import DoctorPanel
from articles.library.filters import ReferenceFilterSet
from articles.library.merge_view import REQUIRED_PERMISSIONS, MergeView
from articles.library.search import filter_by_words
from articles.library.spreadsheet import EXPORT_COLUMNS, SpreadsheetMixin
from articles.library.usage import with_use_count
from articles.models import CallToAction, Reference


class ReferenceIndexView(SpreadsheetMixin, IndexView):
    """The list of sources, each with what it lacks and how often it is cited."""

    export_headings = {"use_count": _("Used in")}

    def get_base_queryset(self):
        return with_use_count(super().get_base_queryset())

    def search_queryset(self, queryset):
        """By any words of author, title or journal, by year, DOI or PubMed number."""
        return filter_by_words(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self):
        """Import and export beside Wagtail's own."""
        buttons = [
            *super().header_more_buttons,
            Button(_("Export as RIS"), url=reverse("importing:export_ris"), icon_name="download"),
            Button(
                _("Export as CSL-JSON"),
                url=reverse("importing:export_csl_json"),
                icon_name="download",
            ),
        ]
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            upload = reverse("importing:upload")
            buttons.insert(0, Button(_("Import"), url=upload, icon_name="upload", priority=10))
        return buttons

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        user = self.request.user
        if all(
            self.permission_policy.user_has_permission(user, action)
            for action in REQUIRED_PERMISSIONS
        ):
            buttons.append(
                Button(
                    _("Merge with another"),
                    url=reverse("wagtailsnippets_articles_reference:merge", args=[instance.pk]),
                    icon_name="copy",
                    priority=25,
                )
            )
        return buttons


class StateColumn(Column):
    """What readers and editors should know of a source: retracted, incomplete, or in order."""

    cell_template_name = "articles/admin/library/state_cell.html"


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    icon = "openquote"
    edit_handler = ObjectList([DoctorPanel(heading=_("In reference lists")), *Reference.panels])
    index_view_class = ReferenceIndexView
    filterset_class = ReferenceFilterSet
    list_display = [
        "short_label",
        Column("title", label=_("Title"), sort_key="title", width="36%"),
        Column("study_type", label=_("Study type"), accessor="get_study_type_display"),
        StateColumn("state", label=_("State")),
        Column("identifiers", label=_("Identifiers"), accessor="identifiers"),
        Column("use_count", label=_("Used in"), sort_key="use_count"),
    ]
    list_export = [*EXPORT_COLUMNS, "use_count"]
    export_filename = "references"
    list_per_page = 50
    copy_view_enabled = False

    def get_urlpatterns(self):
        merge = MergeView.as_view(permission_policy=self.permission_policy)
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", merge, name="merge")]


class CallToActionViewSet(SnippetViewSet):
    model = CallToAction
    icon = "mail"
    list_display = ["heading", "button_label"]


class LibraryViewSetGroup(SnippetViewSetGroup):
    """What articles draw on, kept together in the menu."""

    menu_label = _("Library")
    menu_icon = "folder-open-inverse"
    menu_order = 300
    items = (ReferenceViewSet, CallToActionViewSet, ConditionViewSet)
