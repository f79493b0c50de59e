"""The names by which a kit calls objects, and their primary keys in the database.

Pages are called by their path from the home page, sources by their key, files by their names,
people with an account by their user name. Other objects have the name that their text gives them,
such as `talk-to-a-doctor` for the call to action "Talk to a doctor".
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from taggit.models import TagBase
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Workflow

from articles.models import MergedReference, Reference
from articles.models.library_item import LibraryItem
from home.kit.errors import Place

IMAGES, DOCUMENTS = "original_images/", "documents/"
# The path of the home page.
HOME = "/"


@dataclass
class Table:
    """The names of the objects of one model."""

    pks: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def add(self, name: str, pk: int) -> None:
        self.pks[name] = pk
        self.names.setdefault(pk, name)


class Names:
    """Both directions between names and primary keys. Tables are read when first needed.

    `home` is the home page of the kit's site; pages outside of it have no name.
    """

    def __init__(self, home: Page | None) -> None:
        self.home = home
        self.tables: dict[type[Model], Table] = {}
        self.page_types: dict[int, type[Model]] = {}
        self.sources: dict[str, Reference] = {}
        # Called with the name of an object that is used, when a part of a library is saved.
        self.used: dict[type[Model], set[int]] = {}
        # Creates a tag that a page uses, and returns None if it has to be listed.
        self.create_tag: Callable[[type[TagBase], str], int | None] | None = None

    def table(self, model: type[Model]) -> Table:
        model = name_model(model)
        if model not in self.tables:
            self.tables[model] = Table()
            if model is Page:
                self.page_types |= _page_types(self.home)
            for pk, name in _read_names(model, self.home):
                self.tables[model].add(name, pk)
        return self.tables[model]

    def add(self, model: type[Model], name: str, pk: int) -> None:
        self.table(model).add(name, pk)

    def pk(self, model: type[Model], name: str, place: Place) -> int:
        """Return the primary key. Raise `KitError` for an unknown name."""
        table = self.table(model)
        if issubclass(model, Page):
            name = name.strip("/")
        if name in table.pks:
            self.check_page_type(model, name, table.pks[name], place)
            return table.pks[name]
        if issubclass(model, TagBase) and (pk := self.create_tag and self.create_tag(model, name)):
            table.add(name, pk)
            return pk
        what = _("There is no %(kind)s “%(name)s”.")
        kind = name_model(model)._meta.verbose_name
        raise place.unknown(what % {"kind": kind, "name": name}, name, table.pks)

    def check_page_type(self, model: type[Model], name: str, pk: int, place: Place) -> None:
        """Raise `KitError` if a page of one type is needed and this is another one."""
        kind = self.page_types.get(pk, model)
        if issubclass(model, Page) and model is not Page and not issubclass(kind, model):
            message = _("“%(name)s” is a %(kind)s, and a %(needed)s is needed here.")
            words = {"kind": kind._meta.verbose_name, "needed": model._meta.verbose_name}
            raise place.error(message % {"name": name, **words})

    def name(self, model: type[Model], pk: int) -> str | None:
        """Return the name, or None for an object that does not exist or is not of this site."""
        model = name_model(model)
        self.used.setdefault(model, set()).add(pk)
        name = self.table(model).names.get(pk)
        return HOME if name == "" and model is Page else name

    # What texts name.

    def page(self, path: str, place: Place) -> int:
        return self.pk(Page, path, place)

    def page_path(self, pk: int) -> str | None:
        return self.name(Page, pk)

    def document(self, name: str, place: Place) -> int:
        return self.pk(get_document_model(), name, place)

    def document_name(self, pk: int) -> str | None:
        return self.name(get_document_model(), pk)

    def image(self, name: str, place: Place) -> int:
        return self.pk(get_image_model(), name, place)

    def image_name(self, pk: int) -> str | None:
        return self.name(get_image_model(), pk)

    def source(self, key: str, place: Place) -> Reference:
        """Return a source with what its label needs."""
        if key not in self.sources:
            pk = self.pk(Reference, key, place)
            needed = Reference.objects.only("key", "authors", "year", "title")
            self.sources[key] = needed.get(pk=pk)
        return self.sources[key]

    def source_key(self, pk: int) -> str | None:
        return self.name(Reference, pk)


def name_model(model: type[Model]) -> type[Model]:
    """Return the model whose objects have the names: of every page type it is `Page`."""
    return Page if issubclass(model, Page) else model._meta.concrete_model  # type: ignore[return-value]


def file_name(stored: str, folder: str) -> str:
    """Return the name of a stored file in the kit: without the folder in which all are stored."""
    return stored.removeprefix(folder)


def collection_names() -> list[tuple[int, str]]:
    """Return the collections by the names on the way to them: `Clinic/Team`; the root is empty."""
    names: dict[str, str] = {}
    rows = []
    for collection in Collection.objects.order_by("path"):
        above = names.get(collection.path[: -Collection.steplen])
        name = "" if above is None else "/".join(filter(None, (above, collection.name)))
        names[collection.path] = name
        rows.append((collection.pk, name))
    return rows


def _read_names(model: type[Model], home: Page | None) -> list[tuple[int, str]]:
    if model is Page:
        return _page_paths(home)
    if model is Reference:
        merged = MergedReference.objects.values_list("old_id", "reference__key")
        return [*Reference.objects.values_list("pk", "key").order_by("pk"), *merged]
    if model is Collection:
        return collection_names()
    if model is Permission:
        found = Permission.objects.values_list("pk", "content_type__app_label", "codename")
        return [(pk, f"{app}.{codename}") for pk, app, codename in found.order_by("pk")]
    fields: dict[type[Model], str] = {
        get_user_model(): "username",
        Group: "name",
        Workflow: "name",
        Locale: "language_code",
    }
    for files, folder in ((get_image_model(), IMAGES), (get_document_model(), DOCUMENTS)):
        if model is files:
            rows = files._default_manager.values_list("pk", "file").order_by("pk")
            return [(pk, file_name(stored, folder)) for pk, stored in rows]
    name = fields.get(model) or ("name" if issubclass(model, TagBase) else None)
    if name:
        return list(model._default_manager.values_list("pk", name).order_by("pk"))
    return object_names(of_site(model, home))


def of_site(model: type[Model], home: Page | None) -> QuerySet:
    """Return the objects that a kit of the site may know.

    What is never public is no part of another site. Calls to action and others are recognised in
    the whole install.
    """
    rows = model._default_manager.order_by("pk")
    if not is_never_public(model):
        return rows
    return rows.filter(Q(site=None) | Q(site__root_page=home)) if home else rows.none()


def is_never_public(model: type[Model]) -> bool:
    return issubclass(model, LibraryItem) and not model.is_ever_public


def object_names(rows: QuerySet) -> list[tuple[int, str]]:
    """Return names made of the texts of objects; equal ones get numbers, in their order."""
    seen: Counter[str] = Counter()
    names = []
    for instance in rows.iterator():
        base = object_name(instance)
        seen[base] += 1
        names.append((instance.pk, base if seen[base] == 1 else f"{base}-{seen[base]}"))
    return names


def object_name(instance: Any) -> str:
    return slugify(str(instance))[:60].strip("-") or instance._meta.model_name


def _page_paths(home: Page | None) -> list[tuple[int, str]]:
    if home is None:
        return []
    pages = Page.objects.descendant_of(home, inclusive=True).order_by("path")
    rows = pages.values_list("pk", "url_path")
    return [(pk, url_path.removeprefix(home.url_path).strip("/")) for pk, url_path in rows]


def _page_types(home: Page | None) -> dict[int, type[Model]]:
    if home is None:
        return {}
    rows = Page.objects.descendant_of(home, inclusive=True).values_list("pk", "content_type_id")
    types: dict[int, type[Model]] = {}
    for pk, type_id in rows:
        types[pk] = ContentType.objects.get_for_id(type_id).model_class() or Page
    return types
