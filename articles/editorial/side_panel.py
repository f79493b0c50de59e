"""The side panel "Problems" of the editors of pages and calls to action, and its view."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from articles.editorial.problem_list import ProblemList, get_problems_url
from articles.models import CallToAction
from articles.models.gated import GatedMixin
from articles.models.site_rights import is_own_item, is_own_page
from articles.publishing.waiving import get_rights


def get_draft(user: Any, *, page_id: int | None = None, call_id: int | None = None) -> Any:
    """Return the latest draft of a page or call to action. Refuse users who may not edit it.

    What belongs to another clinic than the user's does not exist for the user.
    """
    found: Any
    if page_id is not None:
        found = get_object_or_404(Page, pk=page_id).specific
        is_own = is_own_page(found, user)
    else:
        found = get_object_or_404(CallToAction, pk=call_id)
        is_own = is_own_item(found, user)
    if not is_own or not isinstance(found, GatedMixin):
        raise Http404
    may_edit, _may_publish = get_rights(user, found)
    if not may_edit:
        raise PermissionDenied
    return found.get_latest_revision_as_object()  # type: ignore[attr-defined]


@require_GET
def problems(request: HttpRequest, **ids: int) -> HttpResponse:
    """Return the list of problems of the latest draft, for users who may edit it."""
    draft = get_draft(request.user, **ids)
    return HttpResponse(ProblemList(draft, request.user).render_html())


class ProblemsSidePanel(BaseSidePanel):
    """The list of problems, which `admin/js/problems/controller.js` reloads after every save."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle problems")
        icon_name = "warning"

        @property
        def counter_classname(self) -> str:
            return "w-bg-critical-200" if self.panel.list.errors else ""

        def get_context_data(self, parent_context):
            context = super().get_context_data(parent_context)
            return context | {"count": len(self.panel.list.problems)}

    name = "problems"
    title = gettext_lazy("Problems")
    template_name = "articles/admin/editorial/side_panel.html"

    class Media:
        css = {"all": ["admin/css/problems.css"]}
        js = [Script("admin/js/problems/controller.js", type="module")]

    def __init__(self, object, request, parent=None, *, is_saved=True):  # noqa: A002 - Wagtail's
        super().__init__(object, request)
        self.list = ProblemList(object, request.user, parent, is_saved=is_saved)

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {
            "list": self.list,
            "refresh_url": get_problems_url("problems", self.object),
        }
