"""Sections of other pages that list services, conditions and prices."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.base import SectionBlock
from home.blocks.pages import ListedPageBlock
from home.care.catalogue import (
    get_condition_index,
    get_conditions,
    get_service_index,
    get_services,
)


def choose(pages: list, ids: Any) -> list:
    """Return the chosen ones of some pages, in the chosen order; all of them without a choice."""
    wanted = [pk for pk in ids or () if pk]
    by_id = {page.pk: page for page in pages}
    return [by_id[pk] for pk in wanted if pk in by_id] if wanted else pages


class ListedServicesMixin:
    """Adds the services that a section lists, in one look-up that all pages share."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)  # type: ignore[misc]
        return context | {
            "services": choose(get_services(), value.get("services")),
            "service_index": get_service_index(),
        }


def chosen_services() -> blocks.ListBlock:
    return blocks.ListBlock(
        ListedPageBlock(page_type="home.ServicePage", label=_("Service")),
        label=_("Services"),
        help_text=_("Leave empty to list all services, in the order of the page tree."),
        default=[],
    )


class ServicesBlock(ListedServicesMixin, SectionBlock):
    """Services as ruled rows: name and sentence, who it suits, price, Book."""

    stylesheets = ("css/sections.css", "css/care-lists.css")
    plain_template = "plain/services.html"
    lists_pages_of = "home.ServicePage"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("What we offer"))
    services = chosen_services()

    class Meta:
        icon = "list-ul"
        label = _("Services")
        description = _("Services in rows, with who they suit, the price and a Book button.")
        group = _("The clinic")
        template = "home/blocks/services.html"
        form_layout = blocks.BlockGroup(children=["heading", "services"], settings=["anchor"])
        preview_value = {"heading": "What we offer", "services": []}


class PricesBlock(ListedServicesMixin, SectionBlock):
    """The prices of services, as they are on the pages of the services now."""

    stylesheets = ("css/sections.css", "css/care.css", "css/care-lists.css")
    plain_template = "plain/prices.html"
    lists_pages_of = "home.ServicePage"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("What you pay"))
    services = chosen_services()

    class Meta:
        icon = "table"
        label = _("Prices of services")
        description = _("All prices of your services. They follow the pages of the services.")
        group = _("The clinic")
        template = "home/blocks/prices.html"
        form_layout = blocks.BlockGroup(children=["heading", "services"], settings=["anchor"])
        preview_value = {"heading": "What you pay", "services": []}


class ConditionsBlock(SectionBlock):
    """Conditions with a link to the list from A to Z."""

    stylesheets = ("css/sections.css", "css/care-lists.css")
    plain_template = "plain/conditions.html"
    lists_pages_of = "home.ConditionPage"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("What we treat"))
    conditions = blocks.ListBlock(
        ListedPageBlock(page_type="home.ConditionPage", label=_("Condition")),
        label=_("Conditions"),
        help_text=_("Leave empty to list all conditions, in the order of the page tree."),
        default=[],
    )
    drawings = blocks.BooleanBlock(
        label=_("With drawings"),
        required=False,
        help_text=_("Else as a list of names with their summaries."),
    )

    class Meta:
        icon = "tag"
        label = _("Conditions")
        description = _("What you treat, and a link to the conditions from A to Z.")
        group = _("The clinic")
        template = "home/blocks/conditions.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "conditions", "drawings"], settings=["anchor"]
        )
        preview_value = {"heading": "What we treat", "conditions": [], "drawings": False}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {
            "conditions": choose(get_conditions(), value.get("conditions")),
            "condition_index": get_condition_index(),
        }
