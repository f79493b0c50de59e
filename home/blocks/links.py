"""Links an editor gives as a page or as an address."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.models.call_to_action import LINK_VALIDATOR
from home.delivery.visibility import public_page_url


class LinkValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Address of the page if visitors may see it, or the address given, or nothing."""
        return public_page_url(self.get("page")) or self.get("url") or ""


class LinkBlock(blocks.StructBlock):
    """Text and where it leads: one of a page and an address."""

    text = blocks.CharBlock(label=_("Text"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(label=_("or address"), required=False, validators=[LINK_VALIDATOR])

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("Words that lead to a page of this site, or to an address elsewhere.")
        group = _("Footer")
        preview_template = "home/blocks/previews/link.html"
        preview_value = {"text": "Privacy", "url": "/privacy/"}
        value_class = LinkValue

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and bool(value["page"]) == bool(value["url"]):
            raise StructBlockValidationError(
                block_errors={
                    "url": ValidationError(_("Choose a page or give an address: one of the two."))
                }
            )
        return value


class ColumnBlock(blocks.StructBlock):
    """A column of the footer."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=40)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")
        description = _("A heading and the links below it, at the foot of every page.")
        group = _("Footer")
        preview_template = "home/blocks/previews/column.html"
        preview_value = {
            "heading": "The clinic",
            "links": [
                {"text": "Our people", "url": "/people/"},
                {"text": "Prices", "url": "/prices/"},
            ],
        }
