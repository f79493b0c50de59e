"""Figures and tables."""

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from articles.blocks.base import ContentBlockMixin
from articles.blocks.references import SourcesBlock
from articles.blocks.table_width import width_class
from articles.blocks.text import ProseBlock


class PictureChooserBlock(ImageChooserBlock):
    """Chooser that loads the images of all figures together with their renditions."""

    def bulk_to_python(self, values):
        """Load images in one query, and a second one for images without renditions."""
        sizes = self.model_class.get_rendition_model().objects.filter(image__in=set(values))
        found: dict[int, Any] = {}
        for size in sizes.select_related("image"):
            picture = found.setdefault(size.image_id, size.image)
            # Wagtail looks here before it queries the database.
            vars(picture).setdefault("prefetched_renditions", []).append(size)
        if missing := {pk for pk in values if pk} - found.keys():
            for picture in self.model_class.objects.filter(pk__in=missing):
                vars(picture)["prefetched_renditions"] = []
                found[picture.pk] = picture
        return [copy(found.get(pk)) for pk in values]


class PictureBlock(ImageBlock):
    """Wagtail's image with alternative text, loaded without a query for each figure.

    Publishing requires the alternative text unless the picture is decorative; a draft does not.
    """

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        children = {
            "image": PictureChooserBlock(required=required, label=_("Image")),
            "decorative": blocks.BooleanBlock(
                required=False,
                label=_("The picture is decorative"),
                help_text=_(
                    "Tick this if readers miss nothing without it. Never tick it for diagrams."
                ),
            ),
            "alt_text": blocks.CharBlock(
                required=False,
                max_length=400,
                label=_("Alternative text"),
                help_text=_(
                    "Describe what the picture shows, for people who cannot see it. Leave out"
                    " “picture of” and anything the caption says."
                ),
            ),
        }
        for name, block in children.items():
            block.set_name(name)
            self.child_blocks[name] = block


class FigureCalloutBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Name"), max_length=60)
    text = blocks.CharBlock(label=_("Meaning"), max_length=160)

    class Meta:
        label = _("Numbered part")


class FigureBlock(ContentBlockMixin, blocks.StructBlock):
    """A picture or diagram with its numbered parts in words, caption and credit."""

    is_numbered = True
    is_prose = False

    image = PictureBlock(label=_("Picture"), required=False)
    callouts = blocks.ListBlock(
        FigureCalloutBlock(),
        label=_("Numbered parts"),
        default=[],
        required=False,
        max_num=6,
        collapsed=True,
        help_text=_("The meaning of the numbers in the picture, in order."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=240)
    credit = blocks.CharBlock(label=_("Credit"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A picture or diagram with caption, credit and a text alternative.")
        group = _("Media")
        template = "blocks/figure.html"
        form_layout = blocks.BlockGroup(
            children=["image", "caption", "callouts"], settings=["credit"]
        )

    def clean(self, value):
        """Require the picture for publishing only; a required `ImageBlock` would refuse drafts."""
        value = super().clean(value)
        if not self.is_deferred_validation and not value["image"]:
            missing = ValidationError(_("Choose the picture."))
            raise StructBlockValidationError(block_errors={"image": missing})
        return value

    def get_pictures(self, value):
        return [value["image"]] if value.get("image") else []

    def get_preview_value(self):
        """Show the newest image of the library, or only the text while there is none."""
        image = get_image_model().objects.order_by("-pk").first()
        return self.normalize(
            {
                "image": {"image": image, "alt_text": "", "decorative": True} if image else None,
                "callouts": [{"label": "Sending nerve", "text": "Releases its messenger."}],
                "caption": "A simplified view of one junction between two nerves.",
                "credit": "Drawn by the clinic",
            }
        )


class TableBlock(ContentBlockMixin, blocks.StructBlock):
    """A small table; the first column names its row.

    On a phone it shrinks, or becomes labelled lines if it needs more room (`table_width`).
    """

    is_numbered = True
    is_prose = False

    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("prose", ProseBlock(label=_("Formatted text"), required=False)),
            ("number", blocks.DecimalBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
        help_text=_("The first column names the row. Give the table a caption."),
    )
    note = blocks.CharBlock(label=_("Note below the table"), max_length=240, required=False)
    sources = SourcesBlock()

    class Meta:
        icon = "table"
        label = _("Table")
        description = _(
            "Rows and columns with a caption. On a phone, long rows become labelled lines."
        )
        group = _("Media")
        template = "blocks/table.html"
        form_layout = blocks.BlockGroup(children=["table", "sources"], settings=["note"])

    def get_context(self, value, parent_context=None):
        """Add the rows, each cell with its heading, and the class for the table's width."""
        table = value.get("table")
        rows = [list(row) for row in table.rows] if table else []
        headings = [column["heading"] for column in table.columns] if table else []
        texts = [[cell.value for cell in row] for row in rows]
        return super().get_context(value, parent_context) | {
            "rows": [list(zip(headings, row, strict=False)) for row in rows],
            "width_class": width_class([headings, *texts]),
        }

    def get_preview_value(self):
        return self.to_python(
            {
                "table": {
                    "caption": "Three ways to give the same medicine",
                    "columns": [
                        {"type": "text", "heading": "Route"},
                        {"type": "text", "heading": "Begins after"},
                    ],
                    "rows": [
                        {"values": ["Infusion", "Minutes"]},
                        {"values": ["Tablet", "An hour"]},
                    ],
                },
                "note": "",
                "sources": [],
            }
        )
