"""The side panel "Problems" of the page editor, and the view that refreshes its list."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from articles.editorial.columns import format_problem_counts
from articles.models import ArticlePage, Reference
from articles.problems.body_reading import BodyReading, read_body
from articles.problems.examination import examine
from articles.problems.problem import Problem, ProblemCode, Severity
from articles.publishing.review_status import get_review_status

SEVERITY_GROUPS = (
    (Severity.ERROR, gettext_lazy("Stops publishing")),
    (Severity.WARNING, gettext_lazy("Worth a look")),
)


class ProblemList(Component):
    """The problems of a version of an article: errors first, then warnings.

    `user` gets links to the sources they may edit. `parent` is the parent of a new article.
    """

    template_name = "articles/admin/editorial/problem_list.html"

    def __init__(self, page: ArticlePage, user, parent: Page | None = None):
        self.page = page
        self.user = user
        self.parent = parent

    @cached_property
    def reading(self) -> BodyReading:
        return read_body(self.page.body)

    @cached_property
    def problems(self) -> list[Problem]:
        return examine(self.page, self.reading, parent=self.parent).problems

    @property
    def errors(self) -> int:
        return sum(problem.severity == Severity.ERROR for problem in self.problems)

    @property
    def summary(self) -> str:
        warnings = len(self.problems) - self.errors
        return format_problem_counts(self.errors, warnings) or _("No problems found")

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        urls = AdminURLFinder(self.user)
        shown = [(problem, _source_url(problem, urls)) for problem in self.problems]
        groups = [
            (heading, [(problem, url) for problem, url in shown if problem.severity == severity])
            for severity, heading in SEVERITY_GROUPS
        ]
        return {
            "list": self,
            "groups": [(heading, problems) for heading, problems in groups if problems],
            "review_status": get_review_status(self.page, self.parent, reading=self.reading),
        }


def _source_url(problem: Problem, urls: AdminURLFinder) -> str | None:
    """Return the URL to edit the problem's source; None without one, or without permission."""
    if problem.reference_id is None or problem.code == ProblemCode.MISSING:
        return None
    return urls.get_edit_url(Reference(pk=problem.reference_id))


@require_GET
def problems(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return the list of problems of the latest draft, for users who may edit it."""
    page = get_object_or_404(ArticlePage, id=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return HttpResponse(ProblemList(draft, request.user).render_html())


class ProblemsSidePanel(BaseSidePanel):
    """The list of problems, which `admin/js/problems.js` reloads after every save."""

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
        js = ["admin/js/problems.js"]

    def __init__(self, object, request, parent=None):  # noqa: A002 - Wagtail's own name
        super().__init__(object, request)
        self.list = ProblemList(object, request.user, parent)

    def get_context_data(self, parent_context):
        pk = self.object.pk
        return super().get_context_data(parent_context) | {
            "list": self.list,
            "refresh_url": reverse("editorial:problems", args=[pk]) if pk else "",
        }
