"""What names sources: everything as it was last saved, and what may still be published."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

from articles.library.stored_references import find_source_ids
from articles.models import MergedReference, Reference


def ids_including_merged(references: Iterable[Reference]) -> dict[int, int]:
    """The ids under which sources may be named, each with the id of the source it leads to.

    An old version that is published again names a source by the id it had before it was merged.
    """
    own = {reference.pk: reference.pk for reference in references}
    merged = MergedReference.objects.filter(reference__in=own)
    return own | dict(merged.values_list("old_id", "reference_id"))


def reference_index() -> QuerySet[ReferenceIndex]:
    """Wagtail's index of what refers to what, as far as it is about sources."""
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Reference)
    )


def saved_objects_citing(ids: Collection[int]) -> list[tuple[Any, set[int]]]:
    """Pages, snippets and settings that name any of these ids, each with those it names."""
    rows = reference_index().filter(to_object_id__in=[str(pk) for pk in ids])
    named: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    keys = rows.order_by("pk").values_list("base_content_type", "object_id", "to_object_id")
    for type_id, object_id, source_id in keys:
        named[type_id][object_id].add(int(source_id))
    return [
        (instance, by_object[str(instance.pk)])
        for type_id, by_object in named.items()
        for instance in _instances(type_id, list(by_object))
    ]


def _instances(type_id: int, object_ids: list[str]) -> Iterable[Any]:
    model = ContentType.objects.get_for_id(type_id).model_class()
    if model is None:
        return []
    if issubclass(model, Page):
        return Page.objects.filter(pk__in=object_ids).specific()
    return model._default_manager.filter(pk__in=object_ids)


def pending_revisions_q() -> Q:
    """Condition on revisions: those scheduled, and those under review."""
    reviewed = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return Q(approved_go_live_at__isnull=False) | Q(pk__in=reviewed.values("revision"))


def draft_pages_citing(ids: Collection[int]) -> Iterator[tuple[int, set[int]]]:
    """The ids of pages of which a version that may still go out names any of these sources.

    Such versions are drafts, those scheduled, and those under review.
    """
    wanted = set(ids)
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    revisions = Revision.page_revisions.filter(
        Q(pk__in=drafts.values("latest_revision")) | pending_revisions_q()
    )
    for revision in revisions.select_related("content_type").iterator(200):
        model = revision.content_type.model_class()
        if model and (found := wanted.intersection(find_source_ids(model, revision.content))):
            yield int(revision.object_id), found
