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
    """The guide, for all users of the admin."""

    template_name = "home/admin/guide/guide.html"
    page_title = TITLE
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"chapters": CHAPTERS}


class GuidePanel(Component):
    """Links to the guide on the admin's dashboard."""

    name = "guide"
    order = 900
    template_name = "home/admin/guide/panel.html"

    class Media:
        css = {"all": ["admin/css/guide.css"]}

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"title": TITLE, "chapters": CHAPTERS}


def guide_menu_item() -> MenuItem:
    """Return the item for the Help menu."""
    return MenuItem(TITLE, reverse("guide"), name="guide", icon_name="help", order=10)
