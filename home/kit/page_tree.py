"""Give every page of a kit its place in the tree of the database, and a primary key."""

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.kit.names import Names
from home.kit.page_files import PageFile


class TreePlan:
    """The places of new pages. Existing pages keep theirs; new ones follow after them."""

    def __init__(self, home: Page | None, pages: Sequence[PageFile]) -> None:
        self.home, self.pages = home, pages
        self.existing = self._find_existing()
        for page in pages:
            found = self.existing.get(page.path)
            page.exists = found is not None
            page.pk = found.pk if found else 0
        self.new = [page for page in pages if not page.exists]

    def _find_existing(self) -> dict[str, Page]:
        if self.home is None:
            return {}
        fields = ("pk", "path", "depth", "numchild", "url_path", "content_type")
        below = Page.objects.descendant_of(self.home, inclusive=True).only(*fields).order_by("path")
        home_path = self.home.url_path
        return {page.url_path.removeprefix(home_path).strip("/"): page for page in below}

    def check_types(self) -> None:
        """Refuse a page of the kit that is of another type than the one at its address."""
        for page in self.pages:
            found = self.existing.get(page.path)
            if found and found.specific_class is not page.model:
                message = _("The site has a page of another type at this address.")
                raise page.place.error(message)

    def assign_keys(self) -> None:
        """Use the numbers of the kit, if the database has none of them; else the next ones.

        Lists whose order is otherwise equal show the newest number first, so the order of the
        numbers is kept in any case.
        """
        wanted = [page.number for page in self.new if page.number is not None]
        if len(wanted) == len(self.new) and not _taken(wanted):
            for page in self.new:
                page.pk = page.number or 0
        else:
            order = {id(page): number for number, page in enumerate(self.new)}
            ranked = sorted(self.new, key=lambda page: (page.number or 0, order[id(page)]))
            for page, pk in zip(ranked, allocate_keys(Page, len(ranked)), strict=True):
                page.pk = pk

    def register(self, names: Names) -> None:
        table = names.table(Page)
        for page in self.pages:
            table.add(page.path, page.pk)
            names.page_types[page.pk] = page.model

    def places(self, root: Page, home_slug: str) -> dict[str, dict[str, Any]]:
        """Return the tree fields of each new page by its path; `root` is above the home page."""
        placed: dict[str, dict[str, Any]] = {}
        steps: dict[str, int] = {}
        children: dict[str, int] = {}

        def next_path(parent: str, depth: int, is_stored: bool) -> str:
            if parent not in steps:
                last = _last_child(parent) if is_stored else ""
                steps[parent] = Page._str2int(last[-Page.steplen :]) if last else 0
            steps[parent] += 1
            children[parent] = children.get(parent, 0) + 1
            return Page._get_path(parent, depth, steps[parent])

        for page in self.new:
            if not page.path:
                parent = {"path": root.path, "depth": root.depth, "url_path": root.url_path}
                slug, exists = home_slug, True
            else:
                above = self.existing.get(page.parent_path)
                exists = above is not None
                parent = (
                    {"path": above.path, "depth": above.depth, "url_path": above.url_path}
                    if above
                    else placed[page.parent_path]
                )
                slug = page.slug
            depth = parent["depth"] + 1
            path = next_path(parent["path"], depth, exists)
            url_path = f"{parent['url_path']}{slug}/"
            placed[page.path] = {"path": path, "depth": depth, "url_path": url_path}
        for page in self.new:
            placed[page.path]["numchild"] = children.get(placed[page.path]["path"], 0)
        new_paths = {fields["path"] for fields in placed.values()}
        self.grown = {path: n for path, n in children.items() if path not in new_paths}
        return placed

    def update_parents(self) -> None:
        """Count the new children of existing pages."""
        for path, number in self.grown.items():
            Page.objects.filter(path=path).update(numchild=F("numchild") + number)


def _last_child(path: str) -> str:
    """Return the tree path of the last page below this one, or an empty string."""
    depth = len(path) // Page.steplen + 1
    below = Page.objects.filter(path__startswith=path, depth=depth)
    return below.aggregate(last=Max("path"))["last"] or ""


def _taken(numbers: list[int]) -> bool:
    if len(set(numbers)) < len(numbers):
        return True
    return any(
        Page.objects.filter(pk__in=numbers[start : start + 500]).exists()
        for start in range(0, len(numbers), 500)
    )


def allocate_keys(model: Any, number: int) -> list[int]:
    """Return unused primary keys, in ascending order."""
    if not number:
        return []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [model._meta.db_table, model._meta.pk.column, number],
            )
            return sorted(row[0] for row in cursor.fetchall())
    last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    return list(range(last + 1, last + 1 + number))


def reset_sequences(models: Sequence[Any]) -> None:
    """Let PostgreSQL continue after the numbers that the kit has brought along."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
