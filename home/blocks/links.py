"""Links to a page or to a URL."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.models.call_to_action import LINK_VALIDATOR
from home.delivery.visibility import public_page_url


class LinkValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """The URL of the page if visitors may see it, else the address, else an empty string."""
        return public_page_url(self.get("page")) or self.get("url") or ""


class LinkBlock(blocks.StructBlock):
    """A link text with a page or a URL."""

    text = blocks.CharBlock(label=_("Text"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(label=_("or address"), required=False, validators=[LINK_VALIDATOR])

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("A link to a page of this site or to another address.")
        group = _("Footer")
        preview_template = "home/blocks/previews/link.html"
        preview_value = {"text": "Privacy", "url": "/privacy/"}
        value_class = LinkValue

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and bool(value["page"]) == bool(value["url"]):
            raise StructBlockValidationError(
                block_errors={
                    "url": ValidationError(_("Choose a page or enter an address, but not both."))
                }
            )
        return value


class ColumnBlock(blocks.StructBlock):
    """A column of links in the footer."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=40)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")
        description = _("A heading with links, in the footer of every page.")
        group = _("Footer")
        preview_template = "home/blocks/previews/column.html"
        preview_value = {
            "heading": "The clinic",
            "links": [
                {"text": "Our people", "url": "/people/"},
                {"text": "Prices", "url": "/prices/"},
            ],
        }
