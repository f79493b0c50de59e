"""Established findings and open questions, side by side."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import ContentBlockMixin
from articles.blocks.text import KeyPointBlock
from articles.blocks.text_kinds import TextKind


class KnownUnknownBlock(ContentBlockMixin, blocks.StructBlock):
    """Established findings beside open questions, so that neither is read alone."""

    text_kinds = {"unknown": TextKind.QUESTION}

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, default=_("What we know, and what we do not")
    )
    known = blocks.ListBlock(
        KeyPointBlock(),
        label=_("What we know"),
        max_num=6,
        help_text=_("One sentence each, with its source."),
    )
    unknown = blocks.ListBlock(
        KeyPointBlock(),
        label=_("What we do not know"),
        max_num=6,
        help_text=_("Questions that were never tested, or were tested without a clear answer."),
    )

    class Meta:
        icon = "help"
        label = _("Known and not known")
        description = _("Two lists side by side: what studies have shown, and what is still open.")
        group = _("Evidence")
        template = "blocks/known_unknown.html"
        form_layout = blocks.BlockGroup(children=["known", "unknown"], settings=["heading"])
        preview_value = {
            "heading": "What we know, and what we do not",
            "known": [
                {"text": "<p>Walking three times a week eases knee pain a little.</p>"},
                {"text": "<p>It does so in people of seventy as in people of fifty.</p>"},
            ],
            "unknown": [
                {"text": "<p>Nobody has followed the walkers for longer than a year.</p>"},
            ],
        }
