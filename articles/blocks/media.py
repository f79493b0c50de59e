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

from articles.blocks.references import SourcesBlock
from articles.blocks.text import ProseBlock


class PictureChooserBlock(ImageChooserBlock):
    """Loads the pictures of all figures together with the sizes they have been made in."""

    def bulk_to_python(self, values):
        """One query, and another for pictures of which no size has been made yet."""
        sizes = self.model_class.get_rendition_model().objects.filter(image__in=set(values))
        found: dict[int, Any] = {}
        for size in sizes.select_related("image"):
            picture = found.setdefault(size.image_id, size.image)
            # Where Wagtail looks before it asks the database.
            vars(picture).setdefault("prefetched_renditions", []).append(size)
        if missing := {pk for pk in values if pk} - found.keys():
            for picture in self.model_class.objects.filter(pk__in=missing):
                vars(picture)["prefetched_renditions"] = []
                found[picture.pk] = picture
        return [copy(found.get(pk)) for pk in values]


class PictureBlock(ImageBlock):
    """Wagtail's picture with alternative text, loaded without a query for each figure.

    The alternative is required for publishing, unless the picture only decorates; a draft waits.
    """

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        self._replace("image", PictureChooserBlock(required=required, label=_("Image")))
        self._replace(
            "decorative",
            blocks.BooleanBlock(
                required=False,
                label=_("The picture only decorates"),
                help_text=_("Tick this if readers miss nothing without it. Diagrams never do."),
            ),
        )
        self._replace(
            "alt_text",
            blocks.CharBlock(
                required=False,
                max_length=400,
                label=_("In words, for people who do not see it"),
                help_text=_(
                    "What would you say on the telephone, so that somebody learns from it what"
                    " you want it to show? Leave out “picture of” and what the caption says."
                ),
            ),
        )

    def _replace(self, name, block):
        block.set_name(name)
        self.child_blocks[name] = block


class FigureCalloutBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Name"), max_length=60)
    text = blocks.CharBlock(label=_("Meaning"), max_length=160)

    class Meta:
        label = _("Numbered part")


class FigureBlock(blocks.StructBlock):
    """A picture or diagram with its numbered parts in words, caption and credit."""

    image = PictureBlock(label=_("Picture"), required=False)
    callouts = blocks.ListBlock(
        FigureCalloutBlock(),
        label=_("Numbered parts"),
        default=[],
        required=False,
        max_num=6,
        collapsed=True,
        help_text=_("What the numbers in the picture stand for, in their order."),
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
        """A draft may wait for its picture (an `ImageBlock` that is required would not let it)."""
        value = super().clean(value)
        if not self.is_deferred_validation and not value["image"]:
            missing = ValidationError(_("Choose the picture."))
            raise StructBlockValidationError(block_errors={"image": missing})
        return value

    def get_preview_value(self):
        """Shows the newest picture of the library, or only the words while it is empty."""
        image = get_image_model().objects.order_by("-pk").first()
        return self.normalize(
            {
                "image": {"image": image, "alt_text": "", "decorative": True} if image else None,
                "callouts": [{"label": "Sending nerve", "text": "Releases its messenger."}],
                "caption": "A simplified view of one junction between two nerves.",
                "credit": "Drawn by the clinic",
            }
        )


class TableBlock(blocks.StructBlock):
    """A small table; the first column names its row."""

    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("prose", ProseBlock(label=_("Formatted text"), required=False)),
            ("number", blocks.DecimalBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
        help_text=_("The first column names the row. Give the table a caption."),
    )
    note = blocks.CharBlock(label=_("Note below"), max_length=240, required=False)
    sources = SourcesBlock()

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption. Scrolls sideways on a phone.")
        group = _("Media")
        template = "blocks/table.html"
        form_layout = blocks.BlockGroup(children=["table", "sources"], settings=["note"])

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
