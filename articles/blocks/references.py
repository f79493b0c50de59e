"""Blocks that cite sources, and the block that lists them."""

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.blocks.base import ContentBlockMixin
from articles.blocks.choosers import IdChooserMixin
from articles.citations.samples import sample_citations


class ReferenceChooserBlock(IdChooserMixin, SnippetChooserBlock):
    """Chooser of a reference: a page numbers and reads all its sources at once."""

    def __init__(self, target_model="articles.Reference", **kwargs):
        super().__init__(target_model, **kwargs)

    def clean(self, value):
        """Require a value only: `articles.problems` reports deleted and merged sources."""
        self.field.validate(value)
        return self.normalize(value)

    def get_form_state(self, value):
        """Show the current source where an old revision has one that was merged."""
        return super().get_form_state(resolve_merged_id(value))


def resolve_merged_id(pk: int | None) -> int | None:
    """Return the id of the source this one was merged into, or the id itself."""
    if pk is None:
        return None
    merged = apps.get_model("articles.MergedReference").objects.filter(old_id=pk).first()
    return merged.reference_id if merged else pk


class SourcesBlock(blocks.ListBlock):
    """The sources of a piece of text, in the order of their citation marks."""

    def __init__(self, child_block=None, **kwargs):
        kwargs.setdefault("default", [])
        kwargs.setdefault("label", _("Sources"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("collapsed", True)
        super().__init__(child_block or ReferenceChooserBlock(label=_("Source")), **kwargs)

    def extract_references(self, value):
        """Yield each source once, even if it was chosen twice."""
        seen = set()
        for reference in super().extract_references(value):
            if reference[1] not in seen:
                seen.add(reference[1])
                yield reference


class ReferencesBlock(ContentBlockMixin, blocks.StructBlock):
    """The list of the sources that the article cites, which fills itself."""

    is_prose = False
    is_reference_list = True
    plain_template = "plain/references.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=60, default=_("References"))
    further_reading = SourcesBlock(
        label=_("Further reading"),
        help_text=_("Useful sources that the text does not cite. Listed without a number."),
    )

    class Meta:
        icon = "list-ol"
        label = _("References")
        description = _("The list of the cited sources. It fills itself and always comes last.")
        group = _("Evidence")
        template = "blocks/references.html"
        preview_value = {"heading": "References"}

    def get_heading(self, value):
        return super().get_heading(value) or gettext("References")

    def get_preview_context(self, value, parent_context=None):
        """Show two sample sources, since the library may be empty."""
        return {
            **super().get_preview_context(value, parent_context),
            "citations": sample_citations(),
        }
