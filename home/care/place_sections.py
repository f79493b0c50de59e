"""The section "Find us" of home and standing pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.base import SectionBlock, anchor_field
from home.care.catalogue import get_places


class FindUsBlock(SectionBlock):
    """All places with map, address and hours. It fills itself."""

    stylesheets = ("css/places.css",)
    plain_template = "plain/find_us.html"
    lists_pages_of = "home.PlacePage"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Find us"))
    anchor = anchor_field()

    class Meta:
        icon = "site"
        label = _("Find us")
        description = _("Your places with map, address and opening hours. It fills itself.")
        group = _("The clinic")
        template = "home/blocks/find_us.html"
        form_layout = blocks.BlockGroup(children=["heading"], settings=["anchor"])
        preview_value = {"heading": "Find us"}

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"places": get_places()}
