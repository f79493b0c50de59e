from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from home.images.metadata import strip_private_metadata

# Above this, sizes are made one at a time, since each takes up to eight bytes of memory a pixel.
MAX_PARALLEL_PIXELS = 8_000_000


class MetadataStrippingFieldFile(WagtailImageFieldFile):
    """Strips private metadata from every picture that is saved."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        content.seek(0)
        cleaned = ContentFile(strip_private_metadata(content.read()), name)
        super().save(name, cleaned, save)


class MetadataStrippingImageField(WagtailImageField):
    """Stored like Wagtail's field, under whose name it appears in migrations."""

    attr_class = MetadataStrippingFieldFile

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class ClinicImage(AbstractImage):
    """An image of the library, with the credit that must be shown with it."""

    file = MetadataStrippingImageField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """The description. The title is mostly a file name."""
        return self.description

    def create_renditions(self, *filters: Any) -> dict[Any, AbstractRendition]:
        """Make the sizes of a large picture one at a time. Wagtail would make three at once."""
        if len(filters) < 2 or self.width * self.height <= MAX_PARALLEL_PIXELS:
            return super().create_renditions(*filters)
        made: dict[Any, AbstractRendition] = {}
        for size in filters:
            made |= super().create_renditions(size)
        return made


class ClinicRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(ClinicImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]
