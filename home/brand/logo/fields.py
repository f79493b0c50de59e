"""File fields of logos. Everything that is stored was prepared, however it was saved."""

from typing import Any

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import FieldFile

from home.brand.logo.measures import Measures, measures_from_json
from home.brand.logo.preparation import (
    FOLDER,
    LOGO_BOUNDS,
    MARK_BOUNDS,
    Bounds,
    PreparedFile,
    PreparedLogo,
    prepare_logo,
)
from home.brand.logo.uploads import LogoUploadField

EXTENSIONS = (".svg", ".webp")


class LogoFieldFile(FieldFile):
    """A logo in the storage, or one that was uploaded and is not saved yet."""

    field: "LogoField"
    # An instance of `LookSettings`, which has these fields.
    instance: Any
    name: str
    _file: Any

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the prepared file under the hash of its content, once for equal files."""
        prepared = prepare_file(content, self.field.bounds)
        stored = prepared.name
        if not self.storage.exists(stored):
            stored = self.storage.save(stored, ContentFile(prepared.content))
        self.name = stored
        setattr(self.instance, self.field.attname, stored)
        self._committed = True
        self._keep_measures(prepared.measures)
        if save:
            self.instance.save()

    def _keep_measures(self, measures: Measures) -> None:
        """Store the measures of this file beside those of the instance's other files."""
        names = {
            field.value_from_object(self.instance).name for field in logo_fields(self.instance)
        }
        known = clean_measures(self.instance.logo_measures)
        self.instance.logo_measures = {
            **{name: data for name, data in known.items() if name in names},
            str(self.name): measures.as_json(),
        }

    @property
    def is_stored(self) -> bool:
        return self._committed

    @property
    def upload(self) -> PreparedFile | None:
        """An upload that is not saved yet."""
        file = None if self._committed else self._file
        return file if isinstance(file, PreparedFile) else None

    @property
    def prepared(self) -> PreparedLogo | None:
        """The content of an upload that is not saved yet."""
        return self.upload.prepared if self.upload else None

    def read_content(self) -> bytes:
        """Return the file, or nothing if it is missing from the storage."""
        if prepared := self.prepared:
            return prepared.content
        try:
            with self.storage.open(self.name) as file:
                return file.read()
        except (OSError, SuspiciousFileOperation):
            return b""

    def load_measures(self) -> Measures | None:
        """Return the measures, measured now if they are not stored; None without a usable file."""
        if prepared := self.prepared:
            return prepared.measures
        if not self.name.endswith(EXTENSIONS):
            return None
        if known := measures_from_json(clean_measures(self.instance.logo_measures).get(self.name)):
            return known
        try:
            return prepare_logo(self.read_content(), self.field.bounds).measures
        except ValidationError:
            return None

    @property
    def is_drawing(self) -> bool:
        return bool(self.name) and str(self.name).endswith(".svg")


class LogoField(models.FileField):
    """A logo: an SVG or a picture. Migrations know it as Django's field."""

    attr_class = LogoFieldFile

    def __init__(self, *args: Any, bounds: Bounds = LOGO_BOUNDS, **kwargs: Any) -> None:
        kwargs.setdefault("upload_to", FOLDER)
        self.bounds = bounds
        super().__init__(*args, **kwargs)

    def clean_content(self, content: bytes) -> bytes:
        """Return what may be stored for a file that comes by another way than a form."""
        return prepare_logo(content, self.bounds).content

    def formfield(self, **kwargs: Any) -> Any:
        defaults: dict[str, Any] = {"form_class": LogoUploadField, "bounds": self.bounds}
        return super().formfield(**(defaults | kwargs))

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class MarkField(LogoField):
    """The square sign of a clinic."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"bounds": MARK_BOUNDS} | kwargs))


def prepare_file(content: File, bounds: Bounds) -> PreparedLogo:
    """Prepare a file unless a form has done it."""
    if isinstance(content, PreparedFile):
        return content.prepared
    content.seek(0)
    return prepare_logo(content.read(), bounds)


def logo_file(look: models.Model, name: str) -> LogoFieldFile:
    """Return the file of a field; false if there is none."""
    return getattr(look, name)


def logo_fields(instance: models.Model) -> list["LogoField"]:
    return [field for field in instance._meta.concrete_fields if isinstance(field, LogoField)]


def clean_measures(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}
