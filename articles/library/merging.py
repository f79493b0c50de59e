"""Make one source of two that are the same work, everywhere."""

from collections.abc import Collection
from dataclasses import fields

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from articles.citations.markup import citation_label
from articles.editorial.metrics import update_published_metrics
from articles.library.stored_references import fields_with_sources, replace_source_ids
from articles.library.usage_index import (
    draft_pages_citing,
    ids_including_merged,
    pending_revisions_q,
    saved_objects_citing,
)
from articles.models import MergedReference, Reference
from articles.references.source import Source

LOG_ACTION = "articles.merge"


def offered_fields(kept: Reference, other: Reference) -> dict[str, str]:
    """What the other source could give: values of fields that are empty in the one to be kept."""
    return {
        field.name: getattr(other, field.name)
        for field in fields(Source)
        if getattr(other, field.name) and not getattr(kept, field.name)
    }


@transaction.atomic
def merge_references(
    kept: Reference, other: Reference, take: Collection[str] = (), user=None
) -> list:
    """Replace `other` by `kept` in everything published and drafted; returns what was rewritten.

    `take` names the fields that `kept` takes over. Old revisions stay as they are: the id they
    name leads to `kept` from now on, and so does the anchor of the old entry. The other source is
    deleted.
    """
    ids = dict.fromkeys(ids_including_merged([kept, other]), kept.pk)
    published = [instance for instance, _named in saved_objects_citing(ids)]
    drafts = Page.objects.filter(pk__in={pk for pk, _named in draft_pages_citing(ids)}).specific()
    touched = {(type(instance), instance.pk): instance for instance in [*published, *drafts]}
    taken = {name: getattr(other, name) for name in take if name in offered_fields(kept, other)}

    MergedReference.objects.filter(reference=other).update(reference=kept)
    MergedReference.objects.create(
        old_id=other.pk, reference=kept, old_key=other.key, merged_by=user
    )
    name = str(other)
    other.delete()  # before the other's identifiers, which are unique, can be taken over
    for field, value in taken.items():
        setattr(kept, field, value)
    kept.former_keys = [*kept.former_keys, other.key, *other.former_keys]
    kept.save()

    def label(cited: list[int]) -> str:
        found = Reference.objects.in_bulk(cited)
        return citation_label(found[pk] for pk in cited if pk in found)

    data = {"old": name, "new": str(kept)}
    rewritten = [one for one in touched.values() if _rewrite(one, ids, label)]
    for instance in [*rewritten, kept]:
        log(instance, LOG_ACTION, user=user, data=data)
    update_published_metrics(pk__in=[one.pk for one in rewritten if isinstance(one, Page)])
    return rewritten


def _rewrite(instance, ids, label) -> bool:
    """The saved version, and of a page every revision that may still be published or edited.

    Whether anything was to be rewritten.
    """
    model = type(instance)
    current = model._default_manager.get(pk=instance.pk)
    stored = {field.name: field.value_to_string(current) for field in fields_with_sources(model)}
    changed = replace_source_ids(model, stored, ids, label)
    if changed:
        for name, value in changed.items():
            setattr(current, name, value)
        current.save(**({"clean": False} if isinstance(current, Page) else {}))
    found = bool(changed)
    for revision in _open_revisions(instance) if isinstance(instance, Page) else ():
        if changed := replace_source_ids(model, revision.content, ids, label):
            revision.content = revision.content | changed
            revision.save(update_fields=["content"])
            found = True
    return found


def _open_revisions(page: Page):
    """The revisions that are live, latest, scheduled, or under review."""
    shown = Q(pk__in=[page.latest_revision_id, page.live_revision_id])
    return Revision.page_revisions.filter(shown | pending_revisions_q(), object_id=str(page.pk))
