"""The list of corrections on a page of the clinic."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import ContentBlockMixin


class SampleCorrection(NamedTuple):
    """A correction for the preview in the block picker, where there is no site."""

    day: date
    title: str
    text: str
    url: str


class CorrectionsBlock(ContentBlockMixin, blocks.StructBlock):
    """All corrections of articles, which the page reads from their change logs."""

    lists_corrections = True
    plain_template = "plain/corrections.html"

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, default=_("What we have corrected")
    )
    empty_text = blocks.CharBlock(
        label=_("Text without corrections"),
        max_length=200,
        default=_("There have been no corrections so far."),
    )

    class Meta:
        icon = "history"
        label = _("List of corrections")
        description = _("All corrections listed in articles, newest first. It fills itself.")
        group = _("Articles")
        template = "home/blocks/corrections.html"
        preview_value = {
            "heading": "What we have corrected",
            "empty_text": "There have been no corrections so far.",
        }

    def get_anchor(self, value):
        """Return a name that is the same whatever the heading says."""
        return "corrections"

    def get_preview_context(self, value, parent_context=None):
        text = "An earlier version said that 9 of 12 people felt better. The trial reports 8."
        sample = SampleCorrection(date(2026, 2, 18), "Walking with knee pain", text, "#")
        return {**super().get_preview_context(value, parent_context), "corrections": [sample]}
