"""The side panel "Clinical review" of the page editor."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import TaskState

from articles.models import ArticlePage, PersonPage, ReviewRequest
from articles.problems.required_content import BlockingIssue
from articles.publishing.gate import blocking_issues
from articles.publishing.review_status import ReviewStatus, can_be_signed, get_review_status
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.due import DueState, get_due_state
from articles.review.shared_comparison import ChangesSinceReview, find_changes_since_review

MAX_REQUESTS_SHOWN = 5


def get_waiting_task_state(article: ArticlePage) -> TaskState | None:
    """Return the clinical review step at which the article waits, if any."""
    state = article.current_workflow_task_state
    return state if state and isinstance(state.task.specific, ClinicalReviewTask) else None


@dataclass(frozen=True)
class ReviewPanelState:
    """The review of the published article and of the draft in the editor."""

    article: ArticlePage

    @cached_property
    def requests(self) -> list[ReviewRequest]:
        requests = self.article.review_requests.select_related("reviewer")
        return list(requests.prefetch_related("comments")[:MAX_REQUESTS_SHOWN])

    @cached_property
    def is_waiting(self) -> bool:
        return get_waiting_task_state(self.article) is not None

    @cached_property
    def open_request(self) -> ReviewRequest | None:
        return next((each for each in self.requests if each.is_open), None)

    @cached_property
    def status(self) -> ReviewStatus:
        return get_review_status(self.article)

    @property
    def is_signed(self) -> bool:
        """The current text has a sign-off; an override does not count."""
        return self.status.find_record("") is not None

    @cached_property
    def blocking_issues(self) -> list[BlockingIssue]:
        """The reasons why a signed article still waits."""
        return blocking_issues(self.article) if self.is_waiting and self.is_signed else []

    @cached_property
    def cannot_be_signed(self) -> bool:
        """No step of the workflow records a sign-off, so none is required."""
        return not self.status.required and not can_be_signed(self.article)

    @cached_property
    def changes_since_review(self) -> ChangesSinceReview | None:
        """Changes of what the article shows but does not contain."""
        return find_changes_since_review(self.article)

    @property
    def is_overdue(self) -> bool:
        due_on = self.article.next_review_on
        return self.article.is_reviewed and get_due_state(due_on) == DueState.OVERDUE


class ReviewSidePanel(BaseSidePanel):
    """Shows review requests and responses, and sends or withdraws links."""

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
            "link_url": reverse("review:link", args=[self.object.pk]),
            "csrf_token": get_token(self.request),
        }

    def get_unpublished_profiles(self) -> list[PersonPage]:
        """Return unpublished profiles of the reviewer to ask and of the user: neither can sign."""
        concerned = Q(pk=self.object.asked_reviewer_id) | Q(account=self.request.user)
        return list(PersonPage.objects.filter(concerned, live=False))
