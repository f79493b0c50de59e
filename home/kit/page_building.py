"""Build pages from their files: the public row, the rows below it, and the versions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.models import Page

from home.kit.fields import Entry, FieldDecoder
from home.kit.model_fields import kept_children, kept_fields
from home.kit.page_files import PageFile
from home.kit.reading import KitFiles
from home.kit.single_values import read_datetime
from home.kit.yaml_reading import Mapping, as_mapping

DRAFT, SCHEDULED, AT = "draft", "scheduled", "at"
WAIVERS = "waivers"
# Keys of a page that are not fields of it.
PAGE_KEYS = (
    *("type", "id", "slug", "children", "alias_of", DRAFT, SCHEDULED, "privacy", "locked"),
    *("review", "sign_offs", "overrides", "reviews", WAIVERS),
)
# Fields of the page and not of one of its versions.
STATE_FIELDS = (
    *("live", "first_published_at", "last_published_at", "expired", "owner"),
    *("latest_revision_created_at", "content_changed_at", "translation_key"),
)
# Dates that are set if a kit does not have them, and not even as empty.
COMPLETED_DATES = (
    *("latest_revision_created_at", "first_published_at", "last_published_at"),
    "content_changed_at",
)
JSON = DjangoJSONEncoder()


@dataclass
class Version:
    """A text of a page that is not the public one: the latest draft, or the scheduled text."""

    page: Any
    scheduled_at: datetime | None = None


@dataclass
class BuiltPage:
    """A page that is ready to be stored, with its file."""

    source: PageFile
    page: Any
    fields: Mapping
    versions: list[Version] = field(default_factory=list)

    def children(self) -> Iterable[tuple[str, list[Any]]]:
        """Yield the rows below the public page, by the name of the relation."""
        for relation in page_relations(type(self.page)):
            rows = list(getattr(self.page, relation).get_object_list())
            if rows:
                yield relation, rows


class PageBuilder:
    """Builds the pages of a kit."""

    def __init__(self, kit: KitFiles, decoder: FieldDecoder) -> None:
        self.kit, self.decoder = kit, decoder
        self.now = timezone.now()

    def build(self, source: PageFile, sources: dict[str, PageFile]) -> BuiltPage:
        """Read the file of a page. An alias has the text of its original."""
        fields = self.read(source)
        if source.alias_of is not None:
            fields = self._alias_fields(fields, source, sources)
        page = new_page(source)
        fill(page, self.entry(source, fields))
        complete_dates(page, fields, self.now)
        page.draft_title = page.title
        built = BuiltPage(source, page, fields)
        for key in (SCHEDULED, DRAFT):
            if key in fields:
                built.versions.append(self._version(source, fields, key))
        return built

    def entry(self, source: PageFile, fields: Mapping) -> Entry:
        return self.decoder.entry(source.model, fields, source.place, source.path, PAGE_KEYS)

    def read(self, source: PageFile) -> Mapping:
        fields = as_mapping(self.kit.yaml(source.file), source.place)
        for key in ("type", "title", "alias_of"):
            # The outline was read by another way, which must agree.
            if key in fields and not isinstance(fields[key], Mapping | list):
                continue
            if key in fields:
                raise fields.place(key, source.place).error(_("Text is needed here."))
        return fields

    def _alias_fields(
        self, own: Mapping, source: PageFile, sources: dict[str, PageFile]
    ) -> Mapping:
        original = self.read(sources[source.alias_of or ""])
        fields = Mapping(1)
        left_out = {*PAGE_KEYS, *STATE_FIELDS}
        fields.update({key: value for key, value in original.items() if key not in left_out})
        fields.update(own)
        fields.lines = {**original.lines, **own.lines}
        return fields

    def _version(self, source: PageFile, fields: Mapping, key: str) -> Version:
        place = fields.place(key, source.place)
        own = as_mapping(fields[key], place)
        scheduled_at = None
        if key == SCHEDULED:
            at = own.place(AT, place)
            if AT not in own:
                raise place.error(_("A scheduled text needs “at”, the time of its publication."))
            scheduled_at = read_datetime(own[AT], at)
        merged = Mapping(fields.line)
        merged.update({name: value for name, value in fields.items() if name not in PAGE_KEYS})
        merged.update({name: value for name, value in own.items() if name != AT})
        merged.lines = {**fields.lines, **own.lines}
        entry = self.decoder.entry(source.model, merged, place, source.path)
        page = new_page(source)
        fill(page, entry)
        page.draft_title = page.title
        return Version(page, scheduled_at)


def new_page(source: PageFile) -> Any:
    """Return an empty page with its number, which comes later: models give rows to new pages.

    From here on its rows are those in memory, else each relation would look for stored ones.
    """
    page = source.model(slug=source.slug)
    for relation in get_all_child_relations(source.model):
        getattr(page, relation.get_accessor_name()).get_object_list()
    page.id = page.pk = source.pk
    return page


def complete_dates(instance: Any, fields: Mapping, now: datetime) -> None:
    """Set the dates of publication and of the latest version that a kit leaves out."""
    latest, first, last, _changed = COMPLETED_DATES
    if instance.live and first not in fields:
        instance.first_published_at = instance.first_published_at or now
    if instance.live and last not in fields:
        instance.last_published_at = instance.last_published_at or instance.first_published_at
    if hasattr(instance, latest) and latest not in fields:
        instance.latest_revision_created_at = instance.last_published_at or now


def fill(instance: Any, entry: Entry) -> None:
    """Set the values and the rows of an entry, without saving."""
    for attname, value in entry.values.items():
        if isinstance(value, list) and hasattr(getattr(instance, attname, None), "stream_block"):
            value = JSON.encode(value)
        setattr(instance, attname, value)
    for accessor, entries in entry.children.items():
        setattr(instance, accessor, [_build_row(instance, accessor, each) for each in entries])
    for own in kept_fields(type(instance)):
        if isinstance(own, TaggableManager) and own.name in entry.lists:
            through = own.remote_field.through
            if relation := tag_accessor(own):
                rows = [through(tag_id=pk) for pk in entry.lists[own.name]]
                setattr(instance, relation, rows)


def refill(instance: Any, entry: Entry, skip: Collection[str] = ()) -> None:
    """Set the values and rows of an entry, and give the default to all that it does not have."""
    for own in kept_fields(type(instance)):
        if isinstance(own, TaggableManager):
            entry.lists.setdefault(own.name, [])
        elif own.concrete and not own.many_to_many and own.name not in skip:
            entry.values.setdefault(own.attname, own.get_default())
    for relation in kept_children(type(instance)):
        entry.children.setdefault(str(relation.get_accessor_name()), [])
    fill(instance, entry)


def tag_accessor(own: Any) -> str | None:
    """Return the relation with the rows of a page's tags; None for tags of files."""
    parental = own.remote_field.through._meta.get_field("content_object")
    name = getattr(getattr(parental, "remote_field", None), "related_name", None)
    return name or None


def page_relations(model: type[Page]) -> list[str]:
    """Return the names of all relations with rows below a page, tags included."""
    names = [str(relation.get_accessor_name()) for relation in get_all_child_relations(model)]
    return [name for name in names if name != "wagtail_admin_comments"]


def _build_row(instance: Any, accessor: str, entry: Entry) -> Any:
    relation = next(
        each
        for each in type(instance)._meta.related_objects
        if each.get_accessor_name() == accessor
    )
    return relation.related_model(**entry.values)
