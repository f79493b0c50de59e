"""The state of the review beside the article in the page editor."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import TaskState

from articles.models import ArticlePage, PersonPage, ReviewRequest
from articles.problems.required_content import BlockingIssue
from articles.publishing.clearance_status import get_review_status
from articles.publishing.gate import blocking_issues
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.due import DueState, get_due_state

MAX_REQUESTS_SHOWN = 5


def get_waiting_task_state(article: ArticlePage) -> TaskState | None:
    """The step of clinical review the article waits at, if it does."""
    state = article.current_workflow_task_state
    waits = state and isinstance(state.task.specific, ClinicalReviewTask)
    return state if waits else None


@dataclass(frozen=True)
class ReviewPanelState:
    """Where the review of an article stands: as the public has it, and as the draft at hand is."""

    article: ArticlePage

    @cached_property
    def requests(self) -> list[ReviewRequest]:
        asked = self.article.review_requests.select_related("reviewer")
        return list(asked.prefetch_related("comments")[:MAX_REQUESTS_SHOWN])

    @cached_property
    def is_waiting(self) -> bool:
        return get_waiting_task_state(self.article) is not None

    @cached_property
    def open_request(self) -> ReviewRequest | None:
        return next((asked for asked in self.requests if asked.is_open), None)

    @cached_property
    def is_signed(self) -> bool:
        """Whether somebody has signed this very text."""
        return get_review_status(self.article).find_record("") is not None

    @cached_property
    def blocking_issues(self) -> list[BlockingIssue]:
        """What keeps a signed article that still waits here from being published."""
        return blocking_issues(self.article) if self.is_waiting and self.is_signed else []

    @property
    def is_overdue(self) -> bool:
        return (
            self.article.is_reviewed
            and get_due_state(self.article.next_review_on) == DueState.OVERDUE
        )


class ReviewSidePanel(BaseSidePanel):
    """Who was asked, what they answered, and links to send or take back."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle clinical review")
        icon_name = "clipboard-list"
        has_counter = False

    name = "review"
    title = gettext_lazy("Clinical review")
    template_name = "articles/admin/review/side_panel.html"
    order = 250

    class Media:
        css = {"all": ["admin/css/problems.css", "admin/css/review.css"]}
        js = ["admin/js/places.js", "admin/js/review.js"]

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {
            "state": ReviewPanelState(self.object),
            "may_copy": self.object.permissions_for_user(self.request.user).can_publish(),
            "unpublished_profiles": self.get_unpublished_profiles(),
            "ask_url": reverse("review:ask", args=[self.object.pk]),
            "csrf_token": get_token(self.request),
        }

    def get_unpublished_profiles(self) -> list[PersonPage]:
        """Who can neither be asked nor sign: the reviewer to ask, and whoever looks at this."""
        concerned = Q(pk=self.object.asked_reviewer_id) | Q(account=self.request.user)
        return list(PersonPage.objects.filter(concerned, live=False))
