"""What stands between an article and its publication, beside it in the page editor."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from articles.models import ArticlePage, Reference
from articles.problems.citations import Problem, ProblemCode, Severity, find_problems
from articles.publishing.clearance_status import get_review_status

SEVERITY_GROUPS = (
    (Severity.ERROR, gettext_lazy("Stops publishing")),
    (Severity.WARNING, gettext_lazy("Worth a look")),
)


class ProblemList(Component):
    """The problems of an article as `page` has it: those that stop publishing, then the others.

    The panel and its refresh show it. `user` is given links to the sources they may edit;
    `parent` is where an article will stand that is not in the tree yet.
    """

    template_name = "articles/admin/editorial/problem_list.html"

    def __init__(self, page: ArticlePage, user, parent: Page | None = None):
        self.page = page
        self.user = user
        self.parent = parent

    @cached_property
    def problems(self) -> list[Problem]:
        return find_problems(self.page)

    @property
    def errors(self) -> int:
        return sum(problem.severity == Severity.ERROR for problem in self.problems)

    @property
    def summary(self) -> str:
        warnings = len(self.problems) - self.errors
        counts = [
            ngettext("%d error", "%d errors", self.errors) % self.errors if self.errors else "",
            ngettext("%d warning", "%d warnings", warnings) % warnings if warnings else "",
        ]
        return ", ".join(filter(None, counts)) or _("No problems found")

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        addresses = AdminURLFinder(self.user)
        shown = [(problem, _source_url(problem, addresses)) for problem in self.problems]
        groups = [
            (heading, [(problem, url) for problem, url in shown if problem.severity == severity])
            for severity, heading in SEVERITY_GROUPS
        ]
        return {
            "list": self,
            "groups": [(heading, found) for heading, found in groups if found],
            "review_status": get_review_status(self.page, self.parent),
        }


def _source_url(problem: Problem, addresses: AdminURLFinder) -> str | None:
    """Where to mend the source a problem is about; None if there is none, or no right to."""
    if problem.reference_id is None or problem.code == ProblemCode.MISSING:
        return None
    return addresses.get_edit_url(Reference(pk=problem.reference_id))


class ProblemsSidePanel(BaseSidePanel):
    """A panel that keeps its list true while the article is written.

    `admin/js/problems.js` reads it anew after every save. Without scripts it is as true as the
    page it came with.
    """

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
