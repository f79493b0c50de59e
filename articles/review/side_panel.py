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
from articles.publishing.review_status import ReviewStatus, get_review_status
from articles.publishing.signing import (
    Obstacle,
    Submission,
    explain_no_signature,
    find_obstacles,
    get_submission,
)
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.due import DueState, get_due_state
from articles.review.shared_comparison import ChangesSinceReview, find_changes_since_review

MAX_REQUESTS_SHOWN = 5


def get_waiting_task_state(article: ArticlePage) -> TaskState | None:
    """Return the clinical review step at which the article waits, if any."""
    state = article.current_workflow_task_state
    return state if state and isinstance(state.task.specific, ClinicalReviewTask) else None


class Advice:
    """An obstacle as a user sees it: with a link if they can remove it, else who can."""

    def __init__(self, obstacle: Obstacle, user: Any):
        self.text, self.url = obstacle.for_user(user)
        self.link = obstacle.link


@dataclass(frozen=True)
class ReviewPanelState:
    """The review of the published article and of the draft in the editor."""

    article: ArticlePage
    user: Any

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
    def no_signature(self) -> Advice | None:
        """The reason why the workflow gives no signature, so that none is required."""
        if self.status.required:
            return None
        reason = explain_no_signature(self.article)
        return Advice(reason, self.user) if reason else None

    @cached_property
    def submission(self) -> Submission | None:
        return get_submission(self.article)

    @property
    def may_cancel(self) -> bool:
        return bool(self.submission and self.submission.state.user_can_cancel(self.user))

    @cached_property
    def obstacles(self) -> list[Advice]:
        """What keeps the draft from being signed."""
        if not self.status.required or self.status.may_publish:
            return []
        return [Advice(each, self.user) for each in find_obstacles(self.article, self.submission)]

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
        state = ReviewPanelState(self.object, self.request.user)
        return super().get_context_data(parent_context) | {
            "state": state,
            "may_copy": self.object.permissions_for_user(self.request.user).can_publish(),
            "unpublished_profiles": self.get_unpublished_profiles(state),
            "link_url": reverse("review:link", args=[self.object.pk]),
            "csrf_token": get_token(self.request),
        }

    def get_unpublished_profiles(self, state: ReviewPanelState) -> list[PersonPage]:
        """Return unpublished profiles of the reviewer to ask and of the user: neither can sign.

        If the draft is not signed, the reviewer to ask is among the obstacles.
        """
        concerned = Q(account=self.request.user)
        if not state.obstacles:
            concerned |= Q(pk=self.object.asked_reviewer_id)
        return list(PersonPage.objects.filter(concerned, live=False))
