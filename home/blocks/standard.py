"""The body of a standard page."""

from articles.blocks.call_to_action import CallToActionBlock
from articles.blocks.media import TableBlock
from articles.blocks.text import QuoteBlock
from home.blocks.corrections import CorrectionsBlock
from home.blocks.shared import SharedBodyBlock


class StandardBodyBlock(SharedBodyBlock):
    quote = QuoteBlock()
    table = TableBlock()
    call_to_action = CallToActionBlock()
    corrections = CorrectionsBlock()

    class Meta:
        block_counts = {"corrections": {"max_num": 1}, "form": {"max_num": 1}}
