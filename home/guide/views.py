"""The guide on one page, so that it can be searched and printed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.guide.chapters import CHAPTERS

TITLE = _("How to work here")


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """For everybody who may open the admin."""

    template_name = "home/admin/guide/guide.html"
    page_title = TITLE
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"chapters": CHAPTERS}


class GuidePanel(Component):
    """The way to the guide from the first page of the admin."""

    name = "guide"
    order = 900
    template_name = "home/admin/guide/panel.html"

    class Media:
        css = {"all": ["admin/css/guide.css"]}

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"title": TITLE, "chapters": CHAPTERS}


def guide_menu_item() -> MenuItem:
    """For the menu of help."""
    return MenuItem(TITLE, reverse("guide"), name="guide", icon_name="help", order=10)
