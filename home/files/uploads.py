"""Check uploaded documents: size, and that films and captions are what their name says."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from home.files.captions import CaptionError, check_captions

MAX_DOCUMENT_SIZE = 20 * 1024 * 1024
MAX_CAPTIONS_SIZE = 1024 * 1024
FILM_TYPES = ("mp4", "webm")


class FileForm(BaseDocumentForm):
    """The form of a document. A film without its format would only fail in visitors' browsers."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_upload(file)
        return file


def check_upload(file: Any) -> None:
    """Raise `ValidationError` for a file that is too large or is not what its name says."""
    extension = PurePath(file.name).suffix.removeprefix(".").lower()
    if extension in FILM_TYPES:
        file.seek(0)
        if film_type(file.read(12)) != extension:
            raise ValidationError(
                _("This is not a film in the format %(format)s, as its name says.")
                % {"format": extension.upper()}
            )
    elif file.size > (limit := MAX_CAPTIONS_SIZE if extension == "vtt" else MAX_DOCUMENT_SIZE):
        raise ValidationError(
            _("This file is too big (%(size)s). Maximum filesize %(limit)s.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
        )
    elif extension == "vtt":
        file.seek(0)
        try:
            check_captions(file.read())
        except CaptionError as error:
            raise ValidationError(str(error)) from error
    file.seek(0)


def film_type(beginning: bytes) -> str:
    """Return "mp4" or "webm" by the first bytes of a file; empty for any other."""
    if beginning[4:8] == b"ftyp":
        return "mp4"
    return "webm" if beginning.startswith(b"\x1a\x45\xdf\xa3") else ""
