"""Write the pages of a site to the files of a kit, a few at a time."""

from collections import defaultdict
from datetime import UTC
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import prefetch_related_objects
from taggit.managers import TaggableManager
from wagtail.models import Page, PageViewRestriction, Revision

from articles.models import ArticlePage
from home.kit.fields import FieldEncoder
from home.kit.model_fields import kept_children, kept_fields
from home.kit.names import Names
from home.kit.page_building import AT, COMPLETED_DATES, DRAFT, SCHEDULED, STATE_FIELDS
from home.kit.page_files import page_file_name, type_of
from home.kit.save_report import SaveReport
from home.kit.save_reviews import RECORDS, encode_reviews
from home.kit.waivers import WaiverEncoder
from home.kit.writing import KitWriter

BATCH_SIZE = 100


class PageSaver:
    """Writes all pages of the site below its home page."""

    def __init__(
        self, writer: KitWriter, encoder: FieldEncoder, home: Page, report: SaveReport
    ) -> None:
        self.writer, self.encoder, self.names = writer, encoder, encoder.names
        self.home, self.report = home, report

    def save(self) -> None:
        rows = list(
            Page.objects.descendant_of(self.home, inclusive=True)
            .order_by("path")
            .values_list("pk", "url_path")
        )
        self.paths = {
            pk: url_path.removeprefix(self.home.url_path).strip("/") for pk, url_path in rows
        }
        self.children = self._children()
        self.restrictions = {
            row.page_id: row
            for row in PageViewRestriction.objects.prefetch_related("groups").order_by("pk")
        }
        self.scheduled = self._scheduled()
        for start in range(0, len(rows), BATCH_SIZE):
            batch = [pk for pk, _url_path in rows[start : start + BATCH_SIZE]]
            for page in self._load(batch):
                data = self.encode(page) | self.waivers.encode(page)
                self.writer.yaml(page_file_name(self.paths[page.pk]), data)
                self.report.count("page")

    def _children(self) -> dict[str, list[str]]:
        """Return the slugs below each path in the order of the tree, unless it is that of slugs."""
        slugs = defaultdict(list)
        for path in self.paths.values():
            if path:
                above, _slash, slug = path.rpartition("/")
                slugs[above].append(slug)
        return {above: own for above, own in slugs.items() if own != sorted(own)}

    def _scheduled(self) -> dict[str, int]:
        """Return the scheduled versions by the numbers of their pages."""
        rows = Revision.objects.filter(approved_go_live_at__isnull=False)
        rows = rows.filter(base_content_type__app_label="wagtailcore").order_by("pk")
        return dict(rows.values_list("object_id", "pk"))

    def _load(self, pks: list[int]) -> list[Any]:
        """Return pages with the rows below them, by one query for each relation of a type."""
        pages = Page.objects.filter(pk__in=pks).order_by("path")
        found = list(pages.specific().prefetch_related(None))
        by_type = defaultdict(list)
        for page in found:
            by_type[type(page)].append(page)
        for model, own in by_type.items():
            prefetch_related_objects(own, *_relations(model))
        self.waivers = WaiverEncoder(self.encoder, found)
        return found

    def encode(self, page: Any) -> dict[str, Any]:
        """Return the contents of the file of a page."""
        path = self.paths[page.pk]
        data: dict[str, Any] = {"type": type_of(type(page))}
        original = page.alias_of.specific if page.alias_of_id else None
        if original is not None and self.names.page_path(original.pk) is None:
            self.report.note(f"/{path}", "an alias of a page of another site; saved as a page")
            original = None
        text = page if page.live else self._latest(page)
        fields = self.encoder.fields(text, STATE_FIELDS)
        if original is not None:
            data["alias_of"] = self.names.page_path(original.pk)
            data |= difference(self.encoder.fields(original, STATE_FIELDS), fields)
        else:
            data |= {"title": fields.pop("title"), **fields}
        data |= self.encoder.fields(page, only=STATE_FIELDS) | missing_dates(page)
        if not path:
            data["slug"] = page.slug
        if path in self.children:
            data["children"] = self.children[path]
        data |= self._protection(page)
        if original is None:
            if isinstance(page, ArticlePage):
                data |= encode_reviews(page, self._texts(page), self.names)
            data |= self._versions(page, fields | {"title": data["title"]})
        return data | {"id": page.pk}

    def _latest(self, page: Any) -> Any:
        return page.get_latest_revision_as_object() if page.latest_revision_id else page

    def _texts(self, page: Any) -> list[Any]:
        """Return the public text and the draft, as far as they differ."""
        if not page.live:
            return [self._latest(page)]
        return [page, self._latest(page)] if page.has_unpublished_changes else [page]

    def _versions(self, page: Any, public: dict[str, Any]) -> dict[str, Any]:
        """Return what differs in the scheduled text and in the draft."""
        versions: dict[str, Any] = {}
        scheduled = self.scheduled.get(str(page.pk))
        if scheduled:
            revision = Revision.objects.get(pk=scheduled)
            own = self.encoder.fields(revision.as_object(), STATE_FIELDS)
            at = revision.approved_go_live_at.astimezone(UTC)
            versions[SCHEDULED] = {AT: at, **difference(public, own)}
        is_draft = page.live and page.has_unpublished_changes and page.latest_revision_id
        if is_draft and page.latest_revision_id != scheduled:
            own = self.encoder.fields(self._latest(page), STATE_FIELDS)
            if changed := difference(public, own):
                versions[DRAFT] = changed
        return versions

    def _protection(self, page: Any) -> dict[str, Any]:
        data: dict[str, Any] = {}
        if restriction := self.restrictions.get(page.pk):
            data["privacy"] = encode_privacy(
                restriction, list(restriction.groups.all()), self.names
            )
            if restriction.restriction_type == PageViewRestriction.PASSWORD:
                self.report.note(f"/{self.paths[page.pk]}", "its password is not in the kit")
        if page.locked:
            by = page.locked_by.get_username() if page.locked_by else None
            at = page.locked_at and page.locked_at.astimezone(UTC)
            data["locked"] = {key: each for key, each in (("by", by), ("at", at)) if each} or True
        return data


def _relations(model: type[Page]) -> list[str]:
    """Return the relations of a page that are saved with it."""
    names = [str(relation.get_accessor_name()) for relation in kept_children(model)]
    names += [own.name for own in kept_fields(model) if isinstance(own, TaggableManager)]
    return names + list(RECORDS) if issubclass(model, ArticlePage) else names


def encode_privacy(restriction: Any, groups: list[Group], names: Names) -> dict[str, Any]:
    """Return the restriction of a page or collection, without its password."""
    named = sorted(filter(None, (names.name(Group, group.pk) for group in groups)))
    return {"type": restriction.restriction_type, **({"groups": named} if named else {})}


def missing_dates(instance: Any) -> dict[str, None]:
    """Return the dates that a published object lacks, which a load would otherwise complete."""
    names = COMPLETED_DATES if instance.live else COMPLETED_DATES[:1]
    return {name: None for name in names if getattr(instance, name, instance) is None}


def difference(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `own` that differ from `base`; those it does not have are None."""
    changed = {name: value for name, value in own.items() if base.get(name, _MISSING) != value}
    return changed | {name: None for name in base if name not in own}


_MISSING = object()
