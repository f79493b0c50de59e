"""Where sources are used, for those who look after the library."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from articles.library.usage_index import (
    draft_pages_citing,
    ids_including_merged,
    reference_index,
    saved_objects_citing,
)
from articles.models import MergedReference, Reference


@dataclass(frozen=True)
class ReferenceUse:
    """Something that cites a source. `draft_only` where nothing published does."""

    title: str
    kind: str
    url: str
    draft_only: bool = False


def with_use_count(references: QuerySet[Reference]) -> QuerySet[Reference]:
    """Each with `use_count`, the number of things that cite it as they were last saved.

    For lists of thousands: what names a source by an id from before a merge is not counted here,
    but `used` and `uses` find it.
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
    """Those that something cites."""
    named = reference_index().values("to_object_id")
    former = MergedReference.objects.annotate(old_text=Cast("old_id", CharField()))
    return references.annotate(id_text=Cast("pk", CharField())).filter(
        Q(id_text__in=named) | Q(pk__in=former.filter(old_text__in=named).values("reference"))
    )


def get_uses(references: Iterable[Reference], user=None) -> dict[int, list[ReferenceUse]]:
    """What cites each of the sources, by its id; published things first.

    `url` is given where `user` may edit the thing; of a draft they may not edit they learn that
    it is there, and no more.
    """
    ids = ids_including_merged(references)
    finder = AdminURLFinder(user)
    found: dict[int, dict[tuple[type, int], ReferenceUse]] = defaultdict(dict)
    for instance, named in saved_objects_citing(ids):
        key = (Page if isinstance(instance, Page) else type(instance), instance.pk)
        for pk in named:
            found[ids[pk]].setdefault(key, _use(instance, finder))
    drafts = list(draft_pages_citing(ids))
    pages = Page.objects.select_related("content_type").in_bulk([pk for pk, _named in drafts])
    for page_id, named in drafts:
        for pk in named:
            if page_id in pages:
                use = _draft(pages[page_id], finder)
                found[ids[pk]].setdefault((Page, page_id), use)
    return {pk: list(things.values()) for pk, things in found.items()}


def _use(instance, finder: AdminURLFinder) -> ReferenceUse:
    if isinstance(instance, Page) and not instance.live:
        return _draft(instance, finder)
    kind = capfirst(instance._meta.verbose_name)
    return ReferenceUse(str(instance), kind, finder.get_edit_url(instance) or "")


def _draft(page: Page, finder: AdminURLFinder) -> ReferenceUse:
    url = finder.get_edit_url(page) or ""
    title = page.draft_title if url else _("A page you may not edit")
    model = page.specific_class or Page
    return ReferenceUse(title, capfirst(model._meta.verbose_name), url, draft_only=True)
