"""Merge two sources that are the same work: in the admin, compare and confirm."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from articles.citations.markup import citation_label, read_ids
from articles.editorial.metrics import update_published_metrics
from articles.library.changes import notify_of_state
from articles.library.filters import filter_by_words
from articles.library.stored_references import fields_with_sources, replace_source_ids
from articles.library.usage import (
    draft_pages_citing,
    get_uses,
    pending_revisions_q,
    saved_objects_citing,
)
from articles.models import MergedReference, Reference, ReferenceProposal
from articles.models.referring_pages import ids_including_merged
from articles.references.similarity import same_work_reason
from articles.references.source import Source, state_severity
from articles.review.shared_content import describe_source

LOG_ACTION = "articles.merge"
MAX_CANDIDATES = 20
# One source is deleted, the other may be changed, and so are all pages that cite them.
REQUIRED_PERMISSIONS = ("change", "delete", "publish")


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Merge the source `pk` into the source `?keep=`.

    Without `keep`, list those that may be the same work, and search for others.
    """

    permission_policy: Any = None
    template_name = "articles/admin/library/merge.html"
    header_icon = "copy"

    def dispatch(self, request, *args, **kwargs):
        if not all(map(self.user_has_permission, REQUIRED_PERMISSIONS)):
            raise PermissionDenied
        self.other = get_object_or_404(Reference, pk=kwargs["pk"])
        self.target = self.get_target(request.POST.get("keep") or request.GET.get("keep") or "")
        for reference in filter(None, (self.other, self.target)):
            for permission in REQUIRED_PERMISSIONS:
                if not self.user_has_permission_for_instance(permission, reference):
                    raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_target(self, text: str) -> Reference | None:
        """Return the source to keep, or None if there is no other source with this id."""
        return Reference.objects.exclude(pk=self.other.pk).filter(pk__in=read_ids(text)).first()

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if self.target is None:
            messages.error(request, _("The source you chose no longer exists. Choose another."))
            return redirect(request.path)
        name = self.other.short_label
        fields_to_take = request.POST.getlist("take")
        rewritten = merge_references(self.target, self.other, fields_to_take, request.user)
        message = ngettext(
            "“%(other)s” was merged into “%(target)s”, and %(count)d page was updated.",
            "“%(other)s” was merged into “%(target)s”, and %(count)d pages were updated.",
            len(rewritten),
        )
        words = {"other": name, "target": self.target.short_label, "count": len(rewritten)}
        messages.success(request, message % words)
        return redirect("wagtailsnippets_articles_reference:edit", self.target.pk)

    def get_page_title(self):
        return _("Merge sources")

    def get_page_subtitle(self):
        return self.other.short_label

    def get_breadcrumbs_items(self):
        list_url = reverse("wagtailsnippets_articles_reference:list")
        return [
            *self.breadcrumbs_items,
            {"url": list_url, "label": _("References")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"other": self.other, "target": self.target}
        if self.target is None:
            query = self.request.GET.get("q", "")[:200]
            return context | {"query": query, "candidates": self.candidates(query)}
        return context | {
            "rows": compare_fields(self.target, self.other),
            "reason": same_work_reason(self.target.source, self.other.source),
            "proposal": ReferenceProposal.objects.filter(reference=self.other).first(),
            "uses": get_uses([self.other], self.request.user).get(self.other.pk, []),
        }

    def candidates(self, query: str) -> list[Reference]:
        """Return sources to merge into: by the query, or else by title, year and author."""
        others = Reference.objects.exclude(pk=self.other.pk)
        if query.strip():
            return list(filter_by_words(others, query)[:MAX_CANDIDATES])
        if not self.other.fingerprint:
            return []
        return list(others.filter(fingerprint=self.other.fingerprint)[:MAX_CANDIDATES])


def compare_fields(target: Reference, other: Reference) -> list[dict[str, Any]]:
    """Return the fields of both sources side by side."""
    kept = more_serious_state(target, other)
    offered = offered_fields(target, other).keys() - kept.keys()
    values = [
        (field.name, _display_value(target, field.name), _display_value(other, field.name))
        for field in fields(Source)
    ]
    return [
        {
            "name": name,
            "label": capfirst(str(label_for_field(name, Reference))),
            "target": target_value,
            "other": other_value,
            "differs": target_value != other_value,
            "offered": name in offered,
            "is_kept": name in kept,
        }
        for name, target_value, other_value in values
        if target_value or other_value
    ]


def _display_value(reference: Reference, name: str) -> Any:
    display = getattr(reference, f"get_{name}_display", None)
    return display() if display else getattr(reference, name) or ""


def offered_fields(target: Reference, other: Reference) -> dict[str, str]:
    """Return the values of the other source for fields that are empty in the target."""
    return {
        field.name: getattr(other, field.name)
        for field in fields(Source)
        if getattr(other, field.name) and not getattr(target, field.name)
    }


def more_serious_state(target: Reference, other: Reference) -> dict[str, str]:
    """Return the state of the other source with its note if it is more serious.

    The two are the same work: merging must not hide from readers that it was retracted.
    """
    if state_severity(other.state) <= state_severity(target.state):
        return {}
    return {"state": other.state, "state_note": other.state_note}


@transaction.atomic
def merge_references(
    target: Reference, other: Reference, take: Collection[str] = (), user=None
) -> list:
    """Replace `other` by `target` in everything published and drafted, and delete it.

    `take` names the fields to take over; the more serious state is always kept. Old revisions do
    not change: the ids and anchors in them lead to `target` from now on. Return the objects that
    were rewritten.
    """
    ids = dict.fromkeys(ids_including_merged([target, other]), target.pk)
    words = describe_source(target).words
    published = [instance for instance, _named in saved_objects_citing(ids)]
    drafts = Page.objects.filter(pk__in={pk for pk, _named in draft_pages_citing(ids)}).specific()
    touched = {(type(instance), instance.pk): instance for instance in [*published, *drafts]}
    offered = offered_fields(target, other)
    taken = {name: value for name, value in offered.items() if name in take}
    taken |= more_serious_state(target, other)

    MergedReference.objects.filter(reference=other).update(reference=target)
    MergedReference.objects.create(
        old_id=other.pk, reference=target, old_key=other.key, merged_by=user
    )
    name = str(other)
    other.delete()  # before its identifiers, which are unique, are taken over
    for field, value in taken.items():
        setattr(target, field, value)
    target.former_keys = [*target.former_keys, other.key, *other.former_keys]
    target.save()

    def label(cited: list[int]) -> str:
        references = Reference.objects.in_bulk(cited)
        return citation_label(references[pk] for pk in cited if pk in references)

    data = {"old": name, "new": str(target)}
    rewritten = [one for one in touched.values() if _rewrite(one, ids, label)]
    for instance in [*rewritten, target]:
        log(instance, LOG_ACTION, user=user, data=data)
    update_published_metrics(pk__in=[one.pk for one in rewritten if isinstance(one, Page)])
    notify_of_state(target, words, user, _("Merged sources"))
    return rewritten


def _rewrite(instance, ids, label) -> bool:
    """Rewrite the saved version, and each revision of a page that may still be published or edited.

    Return whether there was anything to rewrite.
    """
    model = type(instance)
    # Another clinic may have it, whose library the user does not find.
    current = (model._default_manager if isinstance(instance, Page) else model._base_manager).get(
        pk=instance.pk
    )
    stored = {field.name: field.value_to_string(current) for field in fields_with_sources(model)}
    changed = replace_source_ids(model, stored, ids, label)
    if changed:
        for name, value in changed.items():
            setattr(current, name, value)
        current.save(**({"clean": False} if isinstance(current, Page) else {}))
    is_rewritten = bool(changed)
    for revision in _open_revisions(instance) if isinstance(instance, Page) else ():
        if changed := replace_source_ids(model, revision.content, ids, label):
            revision.content = revision.content | changed
            revision.save(update_fields=["content"])
            is_rewritten = True
    return is_rewritten


def _open_revisions(page: Page):
    """Return the revisions that are live, latest, scheduled, or under review."""
    shown = Q(pk__in=[page.latest_revision_id, page.live_revision_id])
    return Revision.page_revisions.filter(shown | pending_revisions_q(), object_id=str(page.pk))
