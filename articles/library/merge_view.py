"""The admin's page on which two sources become one: choose, compare, confirm."""

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from articles.library.merging import merge_references, offered_fields
from articles.library.search import filter_by_words
from articles.library.usage import get_uses
from articles.models import Reference
from articles.references.similarity import same_work_reason
from articles.references.source import Source

MAX_CANDIDATES = 20
# One source goes, and the other may be changed.
REQUIRED_PERMISSIONS = ("change", "delete")


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """`pk` is the source that goes; `?keep=` names the one that takes its place.

    Without it the page offers those that may be the same work, and a search for any other.
    """

    permission_policy: Any = None
    template_name = "articles/admin/library/merge.html"
    header_icon = "copy"

    def dispatch(self, request, *args, **kwargs):
        if not all(map(self.user_has_permission, REQUIRED_PERMISSIONS)):
            raise PermissionDenied
        self.other = get_object_or_404(Reference, pk=kwargs["pk"])
        self.kept = self.get_kept_reference(
            request.POST.get("keep") or request.GET.get("keep") or ""
        )
        return super().dispatch(request, *args, **kwargs)

    def get_kept_reference(self, text: str) -> Reference | None:
        """The source to keep; None for one that is gone, is the other itself, or was never one."""
        if not (text.isascii() and text.isdecimal() and len(text) < 19):
            return None
        return Reference.objects.exclude(pk=self.other.pk).filter(pk=int(text)).first()

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if self.kept is None:
            messages.error(request, _("Choose the source to keep: the one you chose is gone."))
            return redirect(request.path)
        name = self.other.short_label
        rewritten = merge_references(
            self.kept, self.other, request.POST.getlist("take"), request.user
        )
        told = ngettext(
            "“%(other)s” was merged into “%(kept)s”, and %(count)d page was rewritten.",
            "“%(other)s” was merged into “%(kept)s”, and %(count)d pages were rewritten.",
            len(rewritten),
        )
        words = {"other": name, "kept": self.kept.short_label, "count": len(rewritten)}
        messages.success(request, told % words)
        return redirect("wagtailsnippets_articles_reference:edit", self.kept.pk)

    def get_page_title(self):
        return _("Merge sources")

    def get_page_subtitle(self):
        return self.other.short_label

    def get_breadcrumbs_items(self):
        listed = reverse("wagtailsnippets_articles_reference:list")
        return [
            *self.breadcrumbs_items,
            {"url": listed, "label": _("References")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"other": self.other, "kept": self.kept}
        if self.kept is None:
            query = self.request.GET.get("q", "")[:200]
            return context | {"query": query, "candidates": self.candidates(query)}
        return context | {
            "rows": compare_fields(self.kept, self.other),
            "reason": same_work_reason(self.kept.source, self.other.source),
            "uses": get_uses([self.other], self.request.user).get(self.other.pk, []),
        }

    def candidates(self, query: str) -> list[Reference]:
        """Sources the other may be merged into: by the search, or by title, year and author."""
        others = Reference.objects.exclude(pk=self.other.pk)
        if query.strip():
            return list(filter_by_words(others, query)[:MAX_CANDIDATES])
        if not self.other.fingerprint:
            return []
        return list(others.filter(fingerprint=self.other.fingerprint)[:MAX_CANDIDATES])


def compare_fields(kept: Reference, other: Reference) -> list[dict[str, Any]]:
    """The fields of both sources side by side, those that differ marked, those to take offered."""
    offered = offered_fields(kept, other)
    return [
        {
            "name": field.name,
            "label": capfirst(str(label_for_field(field.name, Reference))),
            "kept": _display_value(kept, field.name),
            "other": _display_value(other, field.name),
            "differs": _display_value(kept, field.name) != _display_value(other, field.name),
            "offered": field.name in offered,
        }
        for field in fields(Source)
        if getattr(kept, field.name) or getattr(other, field.name)
    ]


def _display_value(reference: Reference, name: str) -> Any:
    display = getattr(reference, f"get_{name}_display", None)
    return display() if display else getattr(reference, name) or ""
