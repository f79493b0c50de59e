"""Uses of sources: in everything as it was last saved, and in drafts that may be published."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

from articles.library.stored_references import find_source_ids
from articles.models import MergedReference, Reference
from articles.models.library_item import LibraryItem
from articles.models.referring_pages import ids_including_merged
from articles.models.site_rights import is_own_item, is_own_page

# The number of parameters of one query: every SQLite and PostgreSQL accepts this many.
QUERY_BATCH_SIZE = 900


@dataclass(frozen=True)
class ReferenceUse:
    """Something that cites a source; `draft_only` if nothing published does."""

    title: str
    kind: str
    url: str
    draft_only: bool = False


def reference_index() -> QuerySet[ReferenceIndex]:
    """Return the rows of Wagtail's reference index that refer to sources."""
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Reference)
    )


def with_use_count(references: QuerySet[Reference]) -> QuerySet[Reference]:
    """Annotate each with `use_count`, the number of saved objects that cite it.

    It is made for lists of thousands: objects that name a source by an id from before a merge are
    not counted, but `filter_cited` and `get_uses` find them.
    """
    things = Concat("base_content_type_id", "object_id", output_field=CharField())
    counted = (
        reference_index()
        .filter(to_object_id=Cast(OuterRef("pk"), CharField()))
        .order_by()
        .values("to_object_id")
        .annotate(number=Count(things, distinct=True))
        .values("number")
    )
    return references.annotate(use_count=Coalesce(Subquery(counted, IntegerField()), 0))


def filter_cited(references: QuerySet[Reference]) -> QuerySet[Reference]:
    """Filter those that something cites."""
    named = reference_index().values("to_object_id")
    merged = MergedReference.objects.annotate(old_text=Cast("old_id", CharField()))
    return references.annotate(id_text=Cast("pk", CharField())).filter(
        Q(id_text__in=named) | Q(pk__in=merged.filter(old_text__in=named).values("reference"))
    )


def get_uses(references: Iterable[Reference], user=None) -> dict[int, list[ReferenceUse]]:
    """Return what cites each of the sources, by its id, published things first.

    `url` is empty if the user may not edit the object. The title of such a draft is hidden.
    """
    ids = ids_including_merged(references)
    finder = AdminURLFinder(user)
    uses: dict[int, dict[tuple[type, int], ReferenceUse]] = defaultdict(dict)
    for instance, named in saved_objects_citing(ids):
        key = (Page if isinstance(instance, Page) else type(instance), instance.pk)
        for pk in named:
            uses[ids[pk]].setdefault(key, _use(instance, finder, user))
    drafts = list(draft_pages_citing(ids))
    pages = Page.objects.select_related("content_type").in_bulk([pk for pk, _named in drafts])
    for page_id, named in drafts:
        for pk in named:
            if page_id in pages:
                use = _draft(pages[page_id], finder)
                uses[ids[pk]].setdefault((Page, page_id), use)
    return {pk: list(by_object.values()) for pk, by_object in uses.items()}


def _use(instance, finder: AdminURLFinder, user) -> ReferenceUse:
    if isinstance(instance, Page) and not instance.live:
        return _draft(instance, finder)
    kind = capfirst(instance._meta.verbose_name)
    if isinstance(instance, Page) and not is_own_page(instance, user):
        return ReferenceUse(_("A page of another clinic"), kind, "")
    if isinstance(instance, LibraryItem) and not is_own_item(instance, user):
        return ReferenceUse(_("Something of another clinic"), kind, "")
    return ReferenceUse(str(instance), kind, finder.get_edit_url(instance) or "")


def _draft(page: Page, finder: AdminURLFinder) -> ReferenceUse:
    url = finder.get_edit_url(page) or ""
    title = page.draft_title if url else _("A page that you cannot edit")
    model = page.specific_class or Page
    return ReferenceUse(title, capfirst(model._meta.verbose_name), url, draft_only=True)


def saved_objects_citing(ids: Collection[int]) -> list[tuple[Any, set[int]]]:
    """Return the pages, snippets and settings that name any of these ids, each with its ids."""
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
    """Return the objects, those of other clinics as well."""
    model = _model_of(type_id)
    if model is None:
        return []
    if issubclass(model, Page):
        return Page.objects.filter(pk__in=object_ids).specific()
    return model._base_manager.filter(pk__in=object_ids)


def _model_of(type_id: int) -> type[Any] | None:
    return ContentType.objects.get_for_id(type_id).model_class()


def publicly_cited_ids(references: Collection[Reference]) -> set[int]:
    """Return the ids of the sources that live pages cite, or versions scheduled to be published.

    A publisher has decided that these are, or will be, public.
    """
    ids: dict[int, int] = {}
    cited: set[int] = set()
    ordered = sorted(references, key=lambda reference: reference.pk)
    for start in range(0, len(ordered), QUERY_BATCH_SIZE):
        batch = ids_including_merged(ordered[start : start + QUERY_BATCH_SIZE])
        cited.update(batch[pk] for pk in _ids_on_live_pages(batch))
        ids |= batch
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    for _page_id, named in _revisions_citing(scheduled, ids) if ids else ():
        cited.update(ids[pk] for pk in named)
    return cited


def is_publicly_cited(reference: Reference) -> bool:
    return bool(publicly_cited_ids([reference]))


def _ids_on_live_pages(ids: Collection[int]) -> Iterator[int]:
    """Yield the ids that live pages name, or something else that is public, such as a setting."""
    pages: dict[int, set[int]] = defaultdict(set)
    page_type = ContentType.objects.get_for_model(Page).pk
    rows = reference_index().filter(to_object_id__in=[str(pk) for pk in ids]).order_by()
    for type_id, object_id, source_id in rows.values_list(
        "base_content_type", "object_id", "to_object_id"
    ):
        if type_id == page_type:
            pages[int(object_id)].add(int(source_id))
        elif getattr(_model_of(type_id), "is_ever_public", True):
            yield int(source_id)
    page_ids = sorted(pages)
    for start in range(0, len(page_ids), QUERY_BATCH_SIZE):
        batch = page_ids[start : start + QUERY_BATCH_SIZE]
        for page_id in Page.objects.live().filter(pk__in=batch).values_list("pk", flat=True):
            yield from pages[page_id]


def pending_revisions_q() -> Q:
    """Return a condition on revisions: scheduled, or under review."""
    reviewed = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return Q(approved_go_live_at__isnull=False) | Q(pk__in=reviewed.values("revision"))


def draft_pages_citing(ids: Collection[int]) -> Iterator[tuple[int, set[int]]]:
    """Find the pages with a draft, scheduled or reviewed version that names any of these ids.

    Yield the id of the page with the ids that the version names.
    """
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    revisions = Revision.page_revisions.filter(
        Q(pk__in=drafts.values("latest_revision")) | pending_revisions_q()
    )
    return _revisions_citing(revisions, ids)


def _revisions_citing(
    revisions: QuerySet[Revision], ids: Collection[int]
) -> Iterator[tuple[int, set[int]]]:
    wanted = set(ids)
    for revision in revisions.select_related("content_type").iterator(200):
        model = revision.content_type.model_class()
        if model and (named := wanted.intersection(find_source_ids(model, revision.content))):
            yield int(revision.object_id), named
