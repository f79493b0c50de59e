"""Blocks that name sources, and the block that lists them."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.blocks.choosers import IdChooserMixin
from articles.citations.samples import sample_citations


class ReferenceChooserBlock(IdChooserMixin, SnippetChooserBlock):
    """Chooses a reference and keeps its id: a page numbers and reads all its sources at once."""

    def __init__(self, target_model="articles.Reference", **kwargs):
        super().__init__(target_model, **kwargs)

    def clean(self, value):
        """Whether one is chosen. Whether it still exists, or was merged, `problems` tells of all
        the sources of an article at once."""
        self.field.validate(value)
        return self.normalize(value)

    def get_form_state(self, value):
        """An old revision may name a source that has been merged into another since."""
        return super().get_form_state(resolve_merged_id(value))


def resolve_merged_id(pk: int | None) -> int | None:
    """The id of the source that took this one's place, or the id itself."""
    if pk is None:
        return None
    merged = apps.get_model("articles.MergedReference").objects.filter(old_id=pk).first()
    return merged.reference_id if merged else pk


class SourcesBlock(blocks.ListBlock):
    """The sources behind a piece of text, in the order their marks appear."""

    def __init__(self, child_block=None, **kwargs):
        kwargs.setdefault("default", [])
        kwargs.setdefault("label", _("Sources"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("collapsed", True)
        super().__init__(child_block or ReferenceChooserBlock(label=_("Source")), **kwargs)

    def extract_references(self, value):
        """Each source once: chosen twice, it is still one citation."""
        seen = set()
        for reference in super().extract_references(value):
            if reference[1] not in seen:
                seen.add(reference[1])
                yield reference


class ReferencesBlock(blocks.StructBlock):
    """Lists what the article cites, in order, by itself."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60, default=_("References"))
    further_reading = SourcesBlock(
        label=_("Further reading"),
        help_text=_("Sources worth knowing that the text does not cite. Listed without a number."),
    )

    class Meta:
        icon = "list-ol"
        label = _("References")
        description = _("The list of sources cited above. It fills itself. Always last.")
        group = _("Evidence")
        template = "blocks/references.html"
        preview_value = {"heading": "References"}

    def get_preview_context(self, value, parent_context=None):
        """Shows two made-up sources: the library may still be empty."""
        return {
            **super().get_preview_context(value, parent_context),
            "citations": sample_citations(),
        }
