"""What waits for an editor on the first page of the admin."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState

from articles.editorial.access import can_edit_articles
from articles.editorial.columns import describe_problem_counts
from articles.editorial.filters import PROBLEM_CONDITIONS, ProblemFilter
from articles.editorial.overview import (
    annotate_overview,
    filter_public,
    get_editable_articles,
    order_nulls_last,
)
from articles.models import ArticlePage
from articles.review.due import DueState, describe_due, due_state_q

MAX_ARTICLES_PER_GROUP = 5


@dataclass(frozen=True)
class ArticleLine:
    """One article, and why it stands here."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True)
class ArticleGroup:
    """A heading with its number, the first articles of it, and where all of them are."""

    heading: str
    total: int
    lines: list[ArticleLine]
    url: str = ""


class ArticlesPanel(Component):
    """Articles that wait for this person, and those whose review or sources need looking after.

    The number of queries does not depend on the number of articles.
    """

    name = "articles"
    order = 150
    template_name = "articles/admin/dashboard/panel.html"

    def __init__(self, user, waiting: list[ArticleLine]):
        self.user = user
        self.waiting = waiting

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        groups = [ArticleGroup(_("Waiting for you"), len(self.waiting), self.waiting)]
        if can_edit_articles(self.user):
            groups += _groups_needing_attention(
                annotate_overview(filter_public(get_editable_articles(self.user)))
            )
        return {"groups": groups}


def add_articles_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For the hook `construct_homepage_panels`: shown to those who edit or review articles."""
    waiting = get_waiting_articles(request.user)
    if waiting or can_edit_articles(request.user):
        panels.append(ArticlesPanel(request.user, waiting))


def get_waiting_articles(user) -> list[ArticleLine]:
    """Articles at a step of a workflow that this person can decide, and own ones sent back."""
    articles = ContentType.objects.get_for_model(ArticlePage)
    states = TaskState.objects.reviewable_by(user).filter(workflow_state__content_type=articles)
    to_decide = _ids(states.values_list("workflow_state__object_id", flat=True))
    returned = WorkflowState.objects.filter(
        content_type=articles, status=WorkflowState.STATUS_NEEDS_CHANGES
    )
    sent_back = _ids(returned.values_list("object_id", flat=True))
    found = (
        ArticlePage.objects.select_related(None)
        .prefetch_related(None)
        .defer_streamfields()
        .filter(Q(pk__in=to_decide) | Q(pk__in=sent_back, owner=user))
        .order_by("latest_revision_created_at", "pk")
    )
    return [
        _build_line(page, _("For your review") if page.pk in to_decide else _("Sent back to you"))
        for page in found
    ]


def _groups_needing_attention(articles: QuerySet) -> list[ArticleGroup]:
    """What is due, overdue or wrong: one query for the numbers and one for each list."""
    wanted = {
        "overdue": (
            _("Overdue for review"),
            due_state_q(DueState.OVERDUE),
            "due_on",
            _describe_review,
        ),
        "soon": (
            _("Review due within 30 days"),
            due_state_q(DueState.SOON),
            "due_on",
            _describe_review,
        ),
        "wrong": (
            _("With problems"),
            PROBLEM_CONDITIONS[ProblemFilter.ANY],
            "-faults",
            describe_problem_counts,
        ),
    }
    filters = {
        "overdue": {"review": DueState.OVERDUE.value},
        "soon": {"review": DueState.SOON.value},
        "wrong": {"problems": ProblemFilter.ANY.value},
    }
    counts = articles.aggregate(
        **{name: Count("pk", filter=condition) for name, (_h, condition, *_rest) in wanted.items()}
    )
    return [
        ArticleGroup(
            heading,
            counts[name],
            [
                _build_line(page, why(page))
                for page in order_nulls_last(articles.filter(condition), order)[
                    :MAX_ARTICLES_PER_GROUP
                ]
            ],
            f"{reverse('editorial:freshness')}?{urlencode(filters[name])}",
        )
        for name, (heading, condition, order, why) in wanted.items()
    ]


def _describe_review(article) -> str:
    return describe_due(article.due_on)


def _build_line(article: ArticlePage, reason: str) -> ArticleLine:
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return ArticleLine(article.get_admin_display_title(), url, reason)


def _ids(texts) -> set[int]:
    return {int(text) for text in texts}
