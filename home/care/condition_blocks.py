"""The body of a condition."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import BodyBlock, ContentBlockMixin
from articles.blocks.call_to_action import CallToActionBlock
from articles.blocks.media import FigureBlock, TableBlock
from articles.blocks.statement_choice import StatementChoiceBlock
from articles.blocks.text import (
    POINT_FEATURES,
    CalloutBlock,
    FaqBlock,
    KeyPointBlock,
    ProseBlock,
    QuoteBlock,
)
from articles.citations.markup import find_marks
from home.blocks.evidence import ShownEvidenceBlock, shown_statements
from home.blocks.file_sections import DownloadsBlock, GalleryBlock
from home.blocks.text import TextBlock
from home.blocks.text_sections import ColumnsBlock
from home.blocks.video import VideoBlock
from home.care.kinds import Kind


class InShortBlock(ContentBlockMixin, blocks.StructBlock):
    """The condition in a few sentences, each with its source."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60, default=_("In short"))
    points = blocks.ListBlock(
        KeyPointBlock(),
        label=_("Points"),
        max_num=6,
        help_text=_("One sentence each. Say what is not known as well."),
    )

    class Meta:
        icon = "list-ul"
        label = _("In short")
        description = _("The condition in three to six sentences, each with its source.")
        group = _("The condition")
        template = "home/care/in_short.html"
        preview_value = {
            "heading": "In short",
            "points": [
                {"text": "<p>It is common, and it is not imagined.</p>"},
                {"text": "<p>No blood test or scan can confirm it.</p>"},
            ],
        }


class WayBlock(blocks.StructBlock):
    """One way to treat a condition."""

    way = blocks.CharBlock(label=_("Way"), max_length=60)
    statement = StatementChoiceBlock(
        label=_("What is known, from an article"),
        required=False,
        help_text=_("The page shows its words and its strength as they are in the article now."),
    )
    known = ProseBlock(
        POINT_FEATURES,
        label=_("or in words"),
        max_length=240,
        required=False,
        help_text=_("If no article has a finding on it. Cite its source, or say “not tested”."),
    )
    where = blocks.CharBlock(
        label=_("Where"),
        max_length=80,
        required=False,
        help_text=_("In words, for example: NHS, your GP"),
    )
    services = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="home.ServicePage", label=_("Service")),
        label=_("Services here"),
        default=[],
        max_num=3,
        collapsed=True,
    )

    class Meta:
        label = _("Way")


class WaysBlock(ContentBlockMixin, blocks.StructBlock):
    """Ways to treat a condition in balance: a table, or labelled lines on a phone."""

    kind = Kind.WAYS
    lists_ways = True
    plain_template = "plain/ways.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("Ways to treat it"))
    ways = blocks.ListBlock(
        WayBlock(),
        label=_("Ways"),
        help_text=_("Also those that you do not offer, and those that do not help."),
    )

    class Meta:
        icon = "table"
        label = _("Ways to treat it")
        description = _("A table: way, what is known, how sure, where.")
        group = _("The condition")
        template = "home/care/ways.html"
        preview_value = {
            "heading": "Ways to treat it",
            "ways": [
                {"way": "Exercise", "known": "<p>Eases pain a little.</p>", "where": "NHS, here"},
                {"way": "Rest in bed", "known": "<p>Not tested.</p>", "where": "", "services": []},
            ],
        }

    def get_statement_choices(self, value):
        return [way["statement"] for way in value["ways"] if way.get("statement")]

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        found = shown_statements(self.get_statement_choices(value), parent_context)
        context["rows"] = [
            {
                "id": item.id,
                "way": item.value,
                "shown": found.get(item.value.get("statement")),
                "is_cited": bool(find_marks(item.value["known"].source)),
            }
            for item in value["ways"].bound_blocks
        ]
        return context


class ConditionBodyBlock(BodyBlock):
    in_short = InShortBlock()
    ways = WaysBlock()
    text = TextBlock()
    faq = FaqBlock()
    evidence = ShownEvidenceBlock()
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
        block_counts = {"in_short": {"max_num": 1}, "ways": {"max_num": 1}}
