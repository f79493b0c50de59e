"""Pages stored many at a time, at places in the tree that are worked out beforehand.

Page by page, each would lock its parent, look for its last child and send signals.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Locale, Page

from home.seeding.rows import bulk_insert


@dataclass
class Place:
    """A page that others are put below; `last` is the step of its last child."""

    pk: int
    path: str
    url_path: str
    last: int = 0

    @property
    def depth(self) -> int:
        return len(self.path) // Page.steplen


def load_places(pages: QuerySet) -> dict[int, Place]:
    """Where there is room below these pages and how much is taken, by the id of the page."""
    known = [Place(*row) for row in pages.values_list("pk", "path", "url_path")]
    by_path = {place.path: place for place in known}
    parent = Substr("path", 1, Length("path") - Page.steplen)
    children = Page.objects.order_by().annotate(parent=parent).filter(parent__in=list(by_path))
    for path, last in children.values_list("parent").annotate(Max("path")):
        by_path[path].last = Page._str2int(last[-Page.steplen :])
    return {place.pk: place for place in known}


class BulkPageInserter:
    """Gives new pages of one type what the tree and Wagtail need to know of them."""

    def __init__(self, model: Any):
        self.model = model
        self.content_type_id = ContentType.objects.get_for_model(model).pk
        self.locale_id = Locale.get_default().pk

    def build_page(self, below: Place, slug: str, title: str, on: datetime, **fields: Any) -> Any:
        """A page that is not stored yet; the place below its parent is taken."""
        below.last += 1
        return self.model(
            title=title,
            draft_title=title,
            slug=slug,
            content_type_id=self.content_type_id,
            locale_id=self.locale_id,
            path=Page._get_path(below.path, below.depth + 1, below.last),
            depth=below.depth + 1,
            url_path=f"{below.url_path}{slug}/",
            live=True,
            first_published_at=on,
            last_published_at=on,
            latest_revision_created_at=on,
            **fields,
        )

    def store(self, pages: list[Any]) -> None:
        """Insert the pages, as `save` would one by one, and tell their parents of them.

        What `bulk_create` does, which leaves models with parents alone.
        """
        inherited = [field for field in Page._meta.concrete_fields if not field.primary_key]
        table: Any = QuerySet(Page)
        for page, (pk,) in zip(pages, table._batched_insert(pages, inherited, None), strict=True):
            page.pk = page.id = pk
        own = self.model._meta.local_concrete_fields
        bulk_insert(
            self.model,
            [field.name for field in own],
            (
                tuple(f.get_db_prep_save(f.value_from_object(page), connection) for f in own)
                for page in pages
            ),
        )
        self._count(Counter(page.path[: -Page.steplen] for page in pages))

    def _count(self, added: Counter[str]) -> None:
        for number, paths in _by_number(added):
            Page.objects.filter(path__in=paths).update(numchild=F("numchild") + number)


def _by_number(added: Counter[str]) -> Iterator[tuple[int, list[str]]]:
    for number in sorted(set(added.values())):
        yield number, [path for path, times in added.items() if times == number]


def batches(numbers: range, size: int) -> Iterable[range]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
