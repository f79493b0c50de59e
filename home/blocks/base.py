"""Base class of the sections that home and standing pages share."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import ContentBlockMixin

ANCHOR_VALIDATOR = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters, digits and hyphens, such as how-to-pay.")
)


def anchor_field() -> blocks.CharBlock:
    """Return the field with a section's own anchor, for its settings."""
    return blocks.CharBlock(
        label=_("Name in links"),
        max_length=40,
        required=False,
        validators=[ANCHOR_VALIDATOR],
        help_text=_(
            "A link to this section ends in #section- and this name, such as"
            " /prices/#section-how-to-pay. Without one, the name is made of the heading and"
            " changes with it."
        ),
    )


class AnchorMixin(ContentBlockMixin):
    """Mixin for a section whose anchor staff may set in its field `anchor`."""

    def get_own_anchor(self, value: Any) -> str:
        return value.get("anchor") or ""

    def get_anchor(self, value: Any) -> str:
        return self.get_own_anchor(value) or super().get_anchor(value)


class SectionBlock(AnchorMixin, blocks.StructBlock):
    """A section with a heading and, in its settings, its name in links."""

    stylesheets: tuple[str, ...] = ("css/sections.css",)

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    anchor = anchor_field()


def body_stylesheets(body: Any) -> list[str]:
    """Return the style sheets that the blocks of a body need, without loading what they show."""
    blocks = body.stream_block.child_blocks
    kinds = dict.fromkeys(item["type"] for item in body.raw_data)
    sheets = (sheet for kind in kinds if kind in blocks for sheet in blocks[kind].stylesheets)
    return list(dict.fromkeys(sheets))
