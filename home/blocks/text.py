"""A section of running text on a page that is not an article."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.text import ProseBlock
from home.blocks.base import AnchorMixin, anchor_field


class TextBlock(AnchorMixin, blocks.StructBlock):
    """A section of a page that is not an article, so nothing in it needs a source."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, required=False)
    text = ProseBlock(label=_("Text"))
    anchor = anchor_field()

    class Meta:
        icon = "doc-full"
        label = _("Text")
        description = _("A heading and running text.")
        group = _("Text")
        template = "home/blocks/text.html"
        form_layout = blocks.BlockGroup(children=["heading", "text"], settings=["anchor"])
        preview_value = {
            "heading": "How to reach us",
            "text": "<p>The clinic is five minutes from the station, on the level.</p>",
        }

    def get_anchor(self, value):
        """Return the name of the block without an own one: published links use #section-text-2."""
        return self.get_own_anchor(value) or self.name
