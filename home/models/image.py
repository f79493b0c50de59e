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

# Of a larger picture one size is made at a time: each takes up to eight bytes of memory a pixel.
MAX_PARALLEL_PIXELS = 8_000_000


class MetadataStrippingFieldFile(WagtailImageFieldFile):
    """Keeps nothing of a picture that says where and by whom it was taken, whoever saves it."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        content.seek(0)
        cleaned = ContentFile(strip_private_metadata(content.read()), name)
        super().save(name, cleaned, save)


class MetadataStrippingImageField(WagtailImageField):
    """Stored like Wagtail's own, so migrations do not tell them apart."""

    attr_class = MetadataStrippingFieldFile

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class ClinicImage(AbstractImage):
    """A picture of the library, with the credit it must be shown with."""

    file = MetadataStrippingImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """The description. Never the title, which is mostly the name of a file."""
        return self.description

    def create_renditions(self, *filters: Any) -> dict[Any, AbstractRendition]:
        """Sizes of a large picture one after another, which Wagtail would make three at a time."""
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
