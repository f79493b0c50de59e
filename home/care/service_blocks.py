"""The body of a service."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import BodyBlock, ContentBlockMixin
from articles.blocks.call_to_action import CallToActionBlock
from articles.blocks.media import FigureBlock, TableBlock
from articles.blocks.text import CalloutBlock, FaqBlock, QuoteBlock
from home.blocks.evidence import ShownEvidenceBlock
from home.blocks.file_sections import DownloadsBlock, GalleryBlock
from home.blocks.text import TextBlock
from home.blocks.text_sections import ColumnsBlock
from home.blocks.video import VideoBlock
from home.care.kinds import Kind

LINE_LENGTH = 160


class SuitabilityBlock(ContentBlockMixin, blocks.StructBlock):
    """For whom a service is, and who had better go elsewhere first."""

    kind = Kind.SUITABILITY

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("Is it for you?"))
    suits = blocks.ListBlock(
        blocks.CharBlock(label=_("Line"), max_length=LINE_LENGTH),
        label=_("It may suit you if"),
        help_text=_("Each line goes on from “It may suit you if …”."),
        max_num=8,
    )
    elsewhere = blocks.ListBlock(
        blocks.CharBlock(label=_("Line"), max_length=LINE_LENGTH),
        label=_("Go elsewhere first if"),
        help_text=_("Who needs something else or something faster, and where that is."),
        max_num=8,
        default=[],
    )

    class Meta:
        icon = "group"
        label = _("Who it is for")
        description = _("It may suit you if …, and go elsewhere first if …")
        group = _("The service")
        template = "home/care/suitability.html"
        preview_value = {
            "heading": "Is it for you?",
            "suits": ["pain has lasted more than three months", "you have had tests"],
            "elsewhere": ["you have new weakness, numbness or fever: call 111"],
        }


class StepBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=400, rows=2)

    class Meta:
        label = _("Step")


class WhatHappensBlock(ContentBlockMixin, blocks.StructBlock):
    """The service step by step."""

    plain_template = "plain/steps.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("What happens"))
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), max_num=8)

    class Meta:
        icon = "list-ol"
        label = _("What happens")
        description = _("Numbered steps: before, in the room, after.")
        group = _("The service")
        template = "home/care/what_happens.html"
        preview_value = {
            "heading": "What happens",
            "steps": [
                {"heading": "Before", "text": "A short form about what pain stops you doing."},
                {"heading": "In the room", "text": "Questions and examination, then a plan."},
                {"heading": "After", "text": "The plan in writing within two days."},
            ],
        }


class RisksBlock(TextBlock):
    """What can go wrong."""

    kind = Kind.RISKS

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Risks"))

    class Meta:
        icon = "warning"
        label = _("Risks")
        description = _("What can go wrong, how often, and what is done about it.")
        group = _("The service")
        preview_value = {
            "heading": "Risks",
            "text": "<p>Talking about what happened can feel worse before it feels better.</p>",
        }


class OtherWaysBlock(TextBlock):
    """What else there is, with and without the clinic."""

    kind = Kind.OTHER_WAYS

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Other ways"))

    class Meta:
        icon = "resubmit"
        label = _("Other ways")
        description = _("What else helps, here or elsewhere, and what is free of charge.")
        group = _("The service")
        preview_value = {
            "heading": "Other ways",
            "text": "<p>Your GP can refer you to the pain clinic of the NHS, free of charge.</p>",
        }


class ServiceBodyBlock(BodyBlock):
    suitability = SuitabilityBlock()
    what_happens = WhatHappensBlock()
    evidence = ShownEvidenceBlock()
    risks = RisksBlock()
    other_ways = OtherWaysBlock()
    faq = FaqBlock()
    text = TextBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    table = TableBlock()
    columns = ColumnsBlock()
    video = VideoBlock()
    gallery = GalleryBlock()
    downloads = DownloadsBlock()
    call_to_action = CallToActionBlock()

    class Meta:
        block_counts = {"suitability": {"max_num": 1}}
