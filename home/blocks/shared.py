"""The sections that home and standing pages have in common."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.blocks.base import BodyBlock
from articles.blocks.media import FigureBlock
from articles.blocks.text import CalloutBlock, FaqBlock
from home.blocks.file_sections import DownloadsBlock, GalleryBlock
from home.blocks.lookup_sections import ChosenArticlesBlock, FormBlock
from home.blocks.testimonials import NoTestimonialsBlock, TestimonialsBlock
from home.blocks.text import TextBlock
from home.blocks.text_sections import (
    ButtonsBlock,
    ColumnsBlock,
    HowItGoesBlock,
    PaymentBlock,
    ReferrersBlock,
    RegulatorBlock,
)
from home.blocks.video import VideoBlock
from home.care.place_sections import FindUsBlock
from home.care.sections import ConditionsBlock, PricesBlock, ServicesBlock


class SharedBodyBlock(BodyBlock):
    """A stream with the shared sections. Subclasses add those of their page."""

    text = TextBlock()
    columns = ColumnsBlock()
    how_it_goes = HowItGoesBlock()
    faq = FaqBlock()
    callout = CalloutBlock()
    services = ServicesBlock()
    conditions = ConditionsBlock()
    prices = PricesBlock()
    find_us = FindUsBlock()
    payment = PaymentBlock()
    referrers = ReferrersBlock()
    regulator = RegulatorBlock()
    no_testimonials = NoTestimonialsBlock()
    testimonials = TestimonialsBlock()
    chosen_articles = ChosenArticlesBlock()
    figure = FigureBlock()
    video = VideoBlock()
    gallery = GalleryBlock()
    downloads = DownloadsBlock()
    buttons = ButtonsBlock()
    form = FormBlock()

    class Meta:
        block_counts = {"form": {"max_num": 1}}

    def clean_body(self, value):
        """Refuse to publish two sections that have the same name in links."""
        cleaned = super().clean_body(value)
        if not self.is_deferred_validation and (errors := find_repeated_anchors(cleaned)):
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def find_repeated_anchors(body: Any) -> dict[int, StructBlockValidationError]:
    """Return an error for each section whose name in links an earlier one has."""
    errors: dict[int, StructBlockValidationError] = {}
    seen: Counter[str] = Counter()
    for number, child in enumerate(body):
        get_own_anchor = getattr(child.block, "get_own_anchor", None)
        anchor = get_own_anchor(child.value) if get_own_anchor else ""
        if anchor and seen[anchor]:
            repeated = ValidationError(_("Another section of this page has this name."))
            errors[number] = StructBlockValidationError(block_errors={"anchor": repeated})
        seen[anchor] += 1
    return errors


def listed_page_types(body: Any) -> set[str]:
    """Return the types of pages with all of which sections of a body fill themselves."""
    blocks = body.stream_block.child_blocks
    kinds = {item["type"] for item in body.raw_data}
    return {blocks[kind].lists_pages_of for kind in kinds if kind in blocks} - {""}
