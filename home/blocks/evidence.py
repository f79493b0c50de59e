"""Findings of articles on other pages, shown by reference."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import ContentBlockMixin
from articles.blocks.statement_choice import StatementChoiceBlock
from articles.blocks.text import ProseBlock
from articles.models.shown_statements import Shown, get_shown_statements


def shown_statements(choices, context) -> Shown:
    """Return the findings from those that the page has read for all its blocks, else read them."""
    found = (context or {}).get("shown_statements")
    return get_shown_statements(choices) if found is None else found


class ShownEvidenceBlock(ContentBlockMixin, blocks.StructBlock):
    """Findings of the clinic's articles, each with the article that it is signed in."""

    plain_template = "plain/shown_evidence.html"

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, default=_("What the evidence says")
    )
    introduction = ProseBlock(label=_("Introduction"), required=False)
    statements = blocks.ListBlock(
        StatementChoiceBlock(),
        label=_("Findings"),
        help_text=_(
            "Chosen from the evidence of published articles. The page shows them as they are there "
            "now, and leaves out those that are not public any more."
        ),
    )

    class Meta:
        icon = "table"
        label = _("Evidence from articles")
        description = _("Findings of your articles, with study type, strength and review.")
        group = _("Evidence")
        template = "home/blocks/shown_evidence.html"
        preview_value = {
            "heading": "What the evidence says",
            "introduction": "<p>The findings that you choose are listed here.</p>",
            "statements": [],
        }

    def get_statement_choices(self, value):
        return [choice for choice in value["statements"] if choice]

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        choices = value["statements"].bound_blocks
        found = shown_statements(self.get_statement_choices(value), parent_context)
        context["shown"] = [
            {"id": item.id, "shown": found[item.value]} for item in choices if item.value in found
        ]
        return context
