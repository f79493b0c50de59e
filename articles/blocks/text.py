"""Blocks of running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

from articles.blocks.base import ContentBlockMixin
from articles.blocks.text_kinds import TextKind
from articles.citations.markup import replace_marks

# Rich text without the feature `citation` loses its citations when it is edited: the system check
# `articles.citations.checks` requires it everywhere.
PROSE_FEATURES = ["bold", "ol", "ul", "link", "citation"]
PLAIN_FEATURES = ["bold", "ul", "link", "citation"]
LINE_FEATURES = ["bold", "link", "citation"]
POINT_FEATURES = ["citation"]


class ProseBlock(blocks.RichTextBlock):
    """Rich text with the features that all texts of the site share."""

    def __init__(self, features=None, **kwargs):
        super().__init__(features=features or PROSE_FEATURES, **kwargs)

    def get_searchable_content(self, value):
        """Return the text without its citations, which are indexed with the sources."""
        html = replace_marks(value.source if value else "", lambda _mark: "")
        return [get_text_for_indexing(html)]


class IntroBlock(ContentBlockMixin, ProseBlock):
    """Opening paragraph in lead size."""

    is_opening = True

    def __init__(self, features=None, **kwargs):
        super().__init__(features=features or LINE_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Introduction")
        description = _("One or two sentences that say what the reader will learn. Always first.")
        group = _("Text")
        template = "blocks/intro.html"
        preview_value = (
            "<p>A sore knee that lasts for years is not only a matter of the knee. "
            "Here is what is known, and what is still being studied.</p>"
        )


class KeyPointBlock(blocks.StructBlock):
    """A sentence and its source."""

    needs_source = True

    text = ProseBlock(
        POINT_FEATURES,
        label=_("Point"),
        max_length=300,
        help_text=_("One sentence, with its source."),
    )

    class Meta:
        label = _("Point")


class KeyPointsBlock(ContentBlockMixin, blocks.StructBlock):
    """Three to five sentences for a reader who reads nothing else."""

    in_contents = False
    is_opening = True

    heading = blocks.CharBlock(label=_("Heading"), max_length=60, default=_("Key points"))
    points = blocks.ListBlock(
        KeyPointBlock(),
        label=_("Points"),
        max_num=5,
        help_text=_("Three to five, one sentence each. Say what was not found as well."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        description = _("The article in three to five sentences, each with its source.")
        group = _("Text")
        template = "blocks/key_points.html"
        form_layout = blocks.BlockGroup(children=["points"], settings=["heading"])
        preview_value = {
            "heading": "Key points",
            "points": [
                {"text": "<p>Gentle exercise eased pain a little in most trials.</p>"},
                {"text": "<p>It takes weeks rather than days.</p>"},
                {"text": "<p>No trial lasted longer than a year.</p>"},
            ],
        }


class ExplanationBlock(ContentBlockMixin, blocks.StructBlock):
    """A section: heading, text, and a note for the margin."""

    plain_template = "plain/explanation.html"

    heading = blocks.CharBlock(
        label=_("Heading"),
        max_length=100,
        help_text=_("A plain statement or a question. It becomes a line in the contents."),
    )
    text = ProseBlock(label=_("Text"))
    note_term = blocks.CharBlock(label=_("Margin note: term"), max_length=60, required=False)
    note_text = blocks.TextBlock(
        label=_("Margin note: meaning"),
        max_length=240,
        required=False,
        rows=2,
        help_text=_("One or two sentences on a word the section uses."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Explanation")
        description = _("A section of text with a heading, and a note in the margin if you like.")
        group = _("Text")
        template = "blocks/explanation.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "text"], settings=["note_term", "note_text"]
        )
        preview_value = {
            "heading": "Why pain can stay",
            "text": "<p>Nerves learn. After weeks of alarm they may keep sending it, "
            "although the injury has healed.</p>",
            "note_term": "Nociception",
            "note_text": "The body's signal of harm, which is not yet pain.",
        }


class CalloutBlock(ContentBlockMixin, blocks.StructBlock):
    """A short boxed remark that must not be missed."""

    in_contents = False
    plain_template = "plain/callout.html"

    tone = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("note", _("Note")), ("caution", _("Caution"))], default="note"
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("A boxed note or caution: a risk, a legal status, a practical hint.")
        group = _("Text")
        template = "blocks/callout.html"
        form_layout = blocks.BlockGroup(children=["heading", "text"], settings=["tone"])
        preview_value = {
            "tone": "caution",
            "heading": "Do not drive until the next day",
            "text": "<p>Attention and reactions can be slower than they feel.</p>",
        }


class QuoteBlock(ContentBlockMixin, blocks.StructBlock):
    """One sentence set large. It repeats or sharpens the article and adds no claim."""

    text_kinds = {"text": TextKind.QUOTATION}

    text = blocks.TextBlock(label=_("Quote"), max_length=200, rows=2)
    attribution = blocks.CharBlock(label=_("Who said it"), max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("One sentence from the article's own people, set large. At most one.")
        group = _("Text")
        template = "blocks/quote.html"
        preview_value = {
            "text": "A good night is not a luxury. It is part of the treatment.",
            "attribution": "Dr Eleri Vaughan, medical reviewer",
        }


class FaqItemBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=140)
    answer = ProseBlock(label=_("Answer"))

    class Meta:
        label = _("Question")


class FaqBlock(ContentBlockMixin, blocks.StructBlock):
    """Questions readers ask, answered behind native disclosures."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Common questions"))
    items = blocks.ListBlock(FaqItemBlock(), label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions readers ask. They open one by one; the first is open.")
        group = _("Text")
        template = "blocks/faq.html"
        form_layout = blocks.BlockGroup(children=["items"], settings=["heading"])
        preview_value = {
            "heading": "Common questions",
            "items": [
                {
                    "question": "How soon would I feel a difference?",
                    "answer": "<p>Some people notice one within hours, others none at all.</p>",
                },
                {
                    "question": "Can I keep taking my medicines?",
                    "answer": "<p>Most of them. Bring a list to your first visit.</p>",
                },
            ],
        }
