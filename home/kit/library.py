"""Pictures and documents of a kit, and the collections they are in.

`images/synapse.png` is a picture. `images.yaml` has its title, description, focal point and so on
by its name; without it, the title is made of the name.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.db import models
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Site
from wagtail.search.backends import get_search_backend

from home.images.metadata import strip_private_metadata
from home.kit.errors import KitError, Place
from home.kit.fields import Entry, FieldDecoder
from home.kit.names import DOCUMENTS, IMAGES
from home.kit.page_tree import reset_sequences
from home.kit.protection import PRIVACY, check_keys, make_private
from home.kit.reading import KitFiles
from home.kit.report import CREATED, KEPT, UNCHANGED, LoadReport
from home.kit.single_values import read_key
from home.kit.yaml_reading import Mapping, as_mapping, as_sequence, as_text
from home.models import SiteCollection

COLLECTIONS_FILE = "collections.yaml"
COLLECTION_KEYS = ("name", PRIVACY)
DEFAULT_DOCUMENT_EXTENSIONS = ["pdf"]


class LibraryLoader:
    """Loads collections, pictures and documents that the database does not have."""

    def __init__(
        self, kit: KitFiles, decoder: FieldDecoder, report: LoadReport, site: Site | None
    ) -> None:
        own = SiteCollection.objects.filter(site=site).first() if site else None
        # A site may have a library of its own.
        self.defaults = {"collection_id": own.collection_id} if own else {}
        self.kit, self.decoder, self.names = kit, decoder, decoder.names
        self.files, self.report = decoder.files, report

    def load(self) -> None:
        self._load_collections()
        allowed = [str(each) for each in settings.WAGTAILIMAGES_EXTENSIONS]
        self._load_files(get_image_model(), "images", IMAGES, allowed, self._finish_image)
        allowed = getattr(settings, "WAGTAILDOCS_EXTENSIONS", DEFAULT_DOCUMENT_EXTENSIONS)
        self._load_files(get_document_model(), "documents", DOCUMENTS, allowed, None)

    def _load_collections(self) -> None:
        if COLLECTIONS_FILE not in self.kit:
            return
        place = Place(COLLECTIONS_FILE, 1)
        for item, at in as_sequence(self.kit.yaml(COLLECTIONS_FILE), place).places(place):
            fields = item if isinstance(item, Mapping) else Mapping(at.line)
            check_keys(fields, COLLECTION_KEYS, at)
            path = as_text(fields.get("name") if fields else item, at).strip("/")
            if path in self.names.table(Collection).pks:
                self.report.add("collection", UNCHANGED, path)
                self._check_privacy(path, is_private=PRIVACY in fields)
                continue
            above, _slash, name = path.rpartition("/")
            parent = Collection.objects.get(pk=self.names.pk(Collection, above, at))
            row = parent.add_child(instance=Collection(name=name))
            self.names.add(Collection, path, row.pk)
            self.report.add("collection", CREATED, path)
            if PRIVACY in fields:
                own = CollectionViewRestriction(collection=row)
                make_private(
                    *(own, fields[PRIVACY], fields.place(PRIVACY, at)),
                    *(self.decoder, self.report, path),
                )

    def _check_privacy(self, path: str, *, is_private: bool) -> None:
        """Note a collection that is private in the kit and public here: what exists stays."""
        pk = self.names.table(Collection).pks[path]
        above = Collection.objects.get(pk=pk).get_ancestors(inclusive=True)
        if (
            is_private
            and not CollectionViewRestriction.objects.filter(collection__in=above).exists()
        ):
            self.report.note(path, _("its documents are private in the kit, and public here"))

    def _load_files(
        self,
        model: Any,
        folder: str,
        stored_in: str,
        extensions: Any,
        finish: Callable[[Any, Place], None] | None,
    ) -> None:
        """Store the files of a folder. The rest of what is known of them is in one YAML file."""
        index = f"{folder}.yaml"
        place = Place(index, 1)
        known = as_mapping(self.kit.yaml(index), place) if index in self.kit else Mapping(1)
        files = [name.removeprefix(f"{folder}/") for name in self.kit.names(f"{folder}/")]
        for name in known:
            if f"{folder}/{name}" not in self.kit:
                at = known.place(name, place)
                raise at.unknown(_("The kit has no file “%s”.") % f"{folder}/{name}", name, files)
        # In the order of the index: files with the same title keep their order.
        for name in dict.fromkeys([*known, *files]):
            at = known.place(name, place) if name in known else Place(f"{folder}/{name}")
            if PurePosixPath(name).suffix.lstrip(".").lower() not in extensions:
                raise Place(f"{folder}/{name}").error(_("Files of this kind cannot be loaded."))
            fields = as_mapping(known.get(name), at)
            entry = self.decoder.entry(model, fields, at, name, ("id",))
            if name in self.names.table(model).pks:
                self._compare(model, folder, name, entry)
            else:
                self._create(model, folder, stored_in, name, entry, fields, finish, at)

    def _create(
        self,
        model: Any,
        folder: str,
        stored_in: str,
        name: str,
        entry: Entry,
        fields: Mapping,
        finish: Callable[[Any, Place], None] | None,
        place: Place,
    ) -> None:
        source = f"{folder}/{name}"
        row = model(**{"title": title_of(name)} | self.defaults | entry.values)
        storage = model._meta.get_field("file").storage
        clean = clean_picture if model is get_image_model() else None
        try:
            stored = self.files.save(storage, f"{stored_in}{name}", source, clean)
        except ValidationError as error:
            raise Place(source).error(" ".join(error.messages)) from error
        if fields.get("id") is not None:
            number = read_key(fields["id"], fields.place("id", place))
            if model.objects.filter(pk=number).exists():
                note = _("its number %d is taken, so its address changes") % number
                self.report.note(source, note)
            else:
                row.pk = number
        row.__dict__["file"] = stored
        if finish:
            finish(row, place)
        with storage.open(stored) as file:
            row.file_size = file.size
        row._set_file_hash()
        has_number = row.pk is not None
        row.save(force_insert=True)
        if has_number:
            reset_sequences([model])
        if "created_at" in entry.values:
            model.objects.filter(pk=row.pk).update(created_at=entry.values["created_at"])
        if tags := entry.lists.get("tags"):
            row.tags.set(tag_objects(row, tags))
        get_search_backend().add(row)
        self.names.add(model, name, row.pk)
        self.report.add(folder.removesuffix("s"), CREATED, name)

    def _finish_image(self, image: Any, place: Place) -> None:
        """Set width and height. Refuse a file that is no picture."""
        with image._meta.get_field("file").storage.open(image.__dict__["file"]) as file:
            size = get_image_dimensions(file) if not place.file.endswith(".svg") else (None, None)
        if not all(size):
            raise KitError(_("This is not a picture that can be shown."), place.file, place.line)
        image.__dict__["width"], image.__dict__["height"] = size

    def _compare(self, model: Any, folder: str, name: str, entry: Entry) -> None:
        stored = model.objects.get(pk=self.names.table(model).pks[name])
        wanted = {"title": title_of(name)} | entry.values
        same = all(getattr(stored, attname) == value for attname, value in wanted.items())
        self.report.add(folder.removesuffix("s"), UNCHANGED if same else KEPT, name)


def clean_picture(content: bytes) -> bytes:
    """Return a picture without private metadata. Refuse one that cannot be shown."""
    try:
        with Image.open(BytesIO(content)) as header:
            pixels = header.width * header.height
        cleaned = strip_private_metadata(content)
    except Exception as error:
        # Decoders fail in many ways on incomplete or invalid files.
        raise ValidationError(_("This is not a picture that can be shown.")) from error
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(_("This picture has too many pixels. Make it smaller."))
    return cleaned


def title_of(name: str) -> str:
    return PurePosixPath(name).stem.replace("-", " ").replace("_", " ").capitalize()


def tag_objects(instance: models.Model, pks: list[int]) -> list[Any]:
    model = instance._meta.get_field("tags").related_model
    return list(model._default_manager.filter(pk__in=pks))  # type: ignore[union-attr]
