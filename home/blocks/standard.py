"""The body of a standard page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import BodyBlock, ContentBlockMixin
from articles.blocks.call_to_action import CallToActionBlock
from articles.blocks.media import FigureBlock, TableBlock
from articles.blocks.text import CalloutBlock, FaqBlock, ProseBlock, QuoteBlock
from home.blocks.corrections import CorrectionsBlock


class TextBlock(ContentBlockMixin, blocks.StructBlock):
    """A section of a page that is not an article, so nothing in it needs a source."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, required=False)
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Text")
        description = _("A heading and running text.")
        group = _("Text")
        template = "home/blocks/text.html"
        preview_value = {
            "heading": "How to reach us",
            "text": "<p>The clinic is five minutes from the station, on the level.</p>",
        }

    def get_anchor(self, value):
        """Return the name of the block: published links use #section-text-2."""
        return self.name


class StandardBodyBlock(BodyBlock):
    text = TextBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    faq = FaqBlock()
    figure = FigureBlock()
    table = TableBlock()
    call_to_action = CallToActionBlock()
    corrections = CorrectionsBlock()

    class Meta:
        block_counts = {"corrections": {"max_num": 1}}
