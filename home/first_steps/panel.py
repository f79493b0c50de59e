"""The steps on the dashboard and in the menu, and their addresses."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from home.first_steps.preview import preview
from home.first_steps.steps import Progress, get_sites
from home.first_steps.views import TITLE, LeftView, StepView, hide, start


class FirstStepsPanel(Component):
    """The open steps of a new site."""

    name = "first-steps"
    order = 20
    template_name = "home/admin/first_steps/panel.html"

    class Media:
        css = {"all": ["admin/css/first-steps-panel.css"]}

    def __init__(self, offered: list[Progress]):
        self.offered = offered

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        return {"title": TITLE, "offered": self.offered, "request": request}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Hook: `construct_homepage_panels`. Add the panel while steps are open."""
    offered = [Progress(site, request.user) for site in get_sites(request.user)]
    if open_ones := [progress for progress in offered if progress.is_offered]:
        panels.append(FirstStepsPanel(open_ones))


class FirstStepsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(get_sites(request.user))


def menu_item() -> MenuItem:
    """Return the item for the Help menu."""
    url = reverse("first_steps:start")
    return FirstStepsMenuItem(TITLE, url, name="first-steps", icon_name="tasks", order=5)


def get_urls() -> list[URLPattern | URLResolver]:
    """Hook: `register_admin_urls`."""
    views = [
        path("", start, name="start"),
        path("<int:site_id>/left/", LeftView.as_view(), name="left"),
        path("<int:site_id>/hide/", hide, name="hide"),
        path("<int:site_id>/<slug:step>/", StepView.as_view(), name="step"),
        path("<int:site_id>/<slug:step>/preview/", preview, name="preview"),
    ]
    return [path("first-steps/", include((views, "first_steps")))]
