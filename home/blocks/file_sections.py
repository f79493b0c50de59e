"""Sections of pictures and files: gallery and downloads."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model

from articles.blocks.media import PictureBlock
from home.blocks.base import SectionBlock


class GalleryPictureBlock(blocks.StructBlock):
    image = PictureBlock(label=_("Picture"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), max_length=140, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")

    def clean(self, value):
        """Require the picture for publishing only; a required `ImageBlock` would refuse drafts."""
        value = super().clean(value)
        if not self.is_deferred_validation and not value["image"]:
            missing = ValidationError(_("Choose the picture."))
            raise StructBlockValidationError(block_errors={"image": missing})
        return value


class GalleryBlock(SectionBlock):
    """Pictures in a grid, all of them visible."""

    is_prose = False
    picture_use = "landscape"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, required=False)
    pictures = blocks.ListBlock(GalleryPictureBlock(), label=_("Pictures"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Two to twelve pictures in a grid. All are visible; nothing moves.")
        group = _("Media")
        template = "home/blocks/gallery.html"
        form_layout = blocks.BlockGroup(children=["heading", "pictures"], settings=["anchor"])

    def get_pictures(self, value):
        return [item["image"] for item in value.get("pictures") or () if item.get("image")]

    def get_preview_value(self):
        """Show the newest images of the library, or only the text while there is none."""
        images = get_image_model().objects.order_by("-pk")[:3]
        pictures = [
            {"image": {"image": image, "alt_text": "", "decorative": True}, "caption": ""}
            for image in images
        ]
        return self.normalize({"heading": "Our rooms", "pictures": pictures})


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"),
        max_length=100,
        required=False,
        help_text=_("The title of the document if empty."),
    )
    text = blocks.CharBlock(label=_("Text"), max_length=200, required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document")


class DownloadsBlock(SectionBlock):
    """Documents with their type and size."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Downloads"))
    items = blocks.ListBlock(DownloadBlock(), label=_("Documents"), max_num=20)

    class Meta:
        icon = "download"
        label = _("Downloads")
        description = _("Leaflets and forms to download, each with its type and size.")
        group = _("Media")
        template = "home/blocks/downloads.html"
        form_layout = blocks.BlockGroup(children=["heading", "items"], settings=["anchor"])
        preview_value = {"heading": "Downloads", "items": []}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {
            "downloads": [
                {
                    "id": item.id,
                    "document": document,
                    "title": item.value.get("title") or document.title,
                    "text": item.value.get("text"),
                    "type": PurePath(document.filename).suffix.removeprefix(".").upper(),
                    "size": document.get_file_size(),
                }
                for item in value["items"].bound_blocks
                if (document := item.value.get("document"))
            ]
        }
