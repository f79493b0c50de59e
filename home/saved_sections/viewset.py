"""Saved sections in the library of the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.snippets.views.snippets import DeleteView, EditView, IndexView, SnippetViewSet

from home.saved_sections.models import SavedSections


class SavedSectionsIndexView(IndexView):
    """The list of sets, each with its sections and who made it."""

    def get_base_queryset(self) -> QuerySet[SavedSections]:
        return super().get_base_queryset().select_related("made_by")

    def get_edit_url(self, instance: SavedSections) -> str | None:
        return super().get_edit_url(instance) if self._may("change", instance) else None

    def get_delete_url(self, instance: SavedSections) -> str | None:
        return super().get_delete_url(instance) if self._may("delete", instance) else None

    def _may(self, action: str, instance: SavedSections) -> bool:
        return self.user_has_permission_for_instance(action, instance)


class OwnSetMixin:
    """Mixin for views of one set. Wagtail's ask only if the user may change some set or other."""

    object: SavedSections
    permission_required: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.user_has_permission_for_instance(  # type: ignore[attr-defined]
            self.permission_required, self.object
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class SavedSectionsEditView(OwnSetMixin, EditView):
    pass


class SavedSectionsDeleteView(OwnSetMixin, DeleteView):
    pass


def list_sections(saved: SavedSections) -> str:
    return ", ".join(saved.section_names)


def name_maker(saved: SavedSections) -> str:
    return get_user_display_name(saved.made_by) if saved.made_by else ""


class SavedSectionsViewSet(SnippetViewSet):
    model = SavedSections
    icon = "copy"
    index_view_class = SavedSectionsIndexView
    edit_view_class = SavedSectionsEditView
    delete_view_class = SavedSectionsDeleteView
    list_display: list[Any] = [
        "name",
        Column("sections", label=_("Sections"), accessor=list_sections),
        Column("made_by", label=_("Made by"), accessor=name_maker),
        UpdatedAtColumn(),
    ]
    search_fields = ["name", "description"]
    list_per_page = 50
    copy_view_enabled = False
