"""Validation of uploaded pictures. The header is checked before anything is decoded.

SVG is refused: it is a document that can contain scripts and links to other sites, and it cannot be
rendered in other sizes. Animated pictures are refused, since nothing on a page moves.
"""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.images.metadata import strip_private_metadata
from home.images.modes import MULTI_PICTURE_FORMAT, SUPPORTED_MODES

READABLE_FORMATS = ("AVIF", "GIF", "HEIF", "JPEG", "PNG", "WEBP")
MILLION = 1_000_000


class PictureField(WagtailImageField):
    """A picture that browsers can show, without private metadata."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages |= {
            "damaged": _(
                "This file is damaged or incomplete. Open it in an image editor and save it again."
            ),
            "too_many_pixels": _(
                "This picture has %(pixels)s million pixels. The maximum is %(most)s million."
                " Make it smaller, for example 4000 pixels wide."
            ),
            "moving": _("Animated pictures are not supported. Use a still picture."),
            "depth": _(
                "This picture has more than 8 bits of grey in each pixel, which browsers cannot"
                " show. Save it with 8 bits."
            ),
        }

    def to_python(self, data: Any) -> Any:
        """Return the valid file without private metadata."""
        if data in self.empty_values or not data.size:
            return super().to_python(data)
        self.check_image_file_size(data)
        self._check_extension(data)
        self._check_header(data)
        data.seek(0)
        try:
            file = super().to_python(data)
            return self._strip_metadata(file)
        except ValidationError:
            raise
        except Exception as error:
            # Decoders fail in many ways on incomplete or invalid files.
            raise self._validation_error("damaged") from error

    def _check_extension(self, data: UploadedFile) -> None:
        extension = PurePath(data.name or "").suffix.lower()[1:]
        if extension not in self.allowed_image_extensions:
            raise self._validation_error("invalid_image_extension")

    def _check_header(self, data: UploadedFile) -> None:
        """Refuse a picture that would be expensive to decode or impossible to show."""
        data.seek(0)
        try:
            header = Image.open(data, formats=READABLE_FORMATS)
            moving = header.format != MULTI_PICTURE_FORMAT and getattr(header, "is_animated", False)
        except Image.DecompressionBombError as error:
            twice = 2 * (Image.MAX_IMAGE_PIXELS or 0)
            raise self._pixel_limit_error(f"> {number_format(twice // MILLION)}") from error
        except Exception as error:
            raise self._validation_error("invalid_image") from error
        pixels = header.width * header.height
        if self.max_image_pixels and pixels > self.max_image_pixels:
            raise self._pixel_limit_error(number_format(pixels / MILLION, 1))
        if moving:
            raise self._validation_error("moving")
        if header.mode not in SUPPORTED_MODES:
            raise self._validation_error("depth")

    def _strip_metadata(self, file: Any) -> InMemoryUploadedFile:
        file.seek(0)
        content = strip_private_metadata(file.read())
        cleaned = InMemoryUploadedFile(
            BytesIO(content), None, file.name, file.content_type, len(content), None
        )
        cleaned.image = file.image  # type: ignore[attr-defined]
        return cleaned

    def _pixel_limit_error(self, pixels: str) -> ValidationError:
        most = number_format((self.max_image_pixels or 0) // MILLION)
        return self._validation_error("too_many_pixels", {"pixels": pixels, "most": most})

    def _validation_error(self, code: str, params: dict[str, str] | None = None) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class PictureForm(BaseImageForm):
    """The image form of the admin: for one image, multiple uploads and the chooser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
        if description := self.fields.get("description"):
            description.help_text = _(
                "Describe the picture in one sentence. It is the default alternative text wherever"
                " the picture is used."
            )
