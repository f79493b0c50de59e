"""Where sources are used: in what is published, and in drafts nobody has published yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, Revision

from articles.models import Reference

from .stored import sources_in


@dataclass(frozen=True)
class Use:
    """Something that cites a source. `draft_only` where the published version does not."""

    title: str
    kind: str
    url: str
    draft_only: bool = False


def with_use_count(references: QuerySet[Reference]) -> QuerySet[Reference]:
    """Each with `use_count`, the number of things that cite it as they were last saved."""
    uses = (
        _index()
        .filter(to_object_id=Cast(OuterRef("pk"), CharField()))
        .order_by()
        .values("to_object_id")
        .annotate(
            number=Count(
                Concat("base_content_type_id", "object_id", output_field=CharField()), distinct=True
            )
        )
        .values("number")
    )
    return references.annotate(use_count=Coalesce(Subquery(uses, IntegerField()), 0))


def used_ids() -> QuerySet:
    """The ids, as text, of all sources that are cited anywhere."""
    return _index().values("to_object_id")


def uses(references: Iterable[Reference], user=None) -> list[Use]:
    """What cites any of the sources, published things first; `url` where `user` may edit them."""
    wanted = {reference.pk for reference in references}
    finder = AdminURLFinder(user)
    found = []
    seen = set()
    for instance in published_users(wanted):
        seen.add((type(instance), instance.pk))
        found.append(_use(instance, finder))
    for revision, page in unpublished_users(wanted):
        if (type(page), page.pk) not in seen:
            found.append(_use(revision.as_object(), finder, draft_only=True))
    return found


def published_users(ids: Iterable[int]) -> list:
    """Pages, snippets and settings whose saved version cites any of these ids."""
    rows = _index().filter(to_object_id__in=[str(pk) for pk in ids])
    keys = rows.order_by().values_list("base_content_type", "object_id").distinct()
    by_type: dict[int, list[str]] = {}
    for type_id, object_id in keys:
        by_type.setdefault(type_id, []).append(object_id)
    instances: list = []
    for type_id, object_ids in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is None:
            continue
        if issubclass(model, Page):
            instances += Page.objects.filter(pk__in=object_ids).specific()
        else:
            instances += model._default_manager.filter(pk__in=object_ids)
    return instances


def unpublished_users(ids: Iterable[int]) -> list[tuple[Revision, Page]]:
    """Latest revisions with unpublished changes that cite any of these ids, with their pages."""
    wanted = set(ids)
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    return [
        (page.latest_revision, page.specific_deferred)
        for page in drafts.select_related("latest_revision", "content_type").iterator(200)
        if page.specific_class
        and wanted.intersection(sources_in(page.specific_class, page.latest_revision.content))
    ]


def _index() -> QuerySet[ReferenceIndex]:
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Reference)
    )


def _use(instance, finder: AdminURLFinder, draft_only: bool = False) -> Use:
    title = getattr(instance, "draft_title", "") if draft_only else ""
    return Use(
        title or str(instance),
        capfirst(instance._meta.verbose_name),
        finder.get_edit_url(instance) or "",
        draft_only or (isinstance(instance, Page) and not instance.live),
    )
