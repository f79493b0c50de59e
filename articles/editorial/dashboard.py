"""The panel "Articles" on the home page of the admin."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState

from articles.editorial.columns import describe_problem_counts
from articles.editorial.filters import PROBLEM_CONDITIONS, ProblemFilter
from articles.editorial.overview import (
    annotate_overview,
    filter_public,
    get_editable_articles,
    order_nulls_last,
)
from articles.models import ArticlePage, Reference, ReferenceProposal
from articles.models.site_rights import has_right
from articles.publishing.permissions import can_edit_articles
from articles.review.due import DueState, describe_due, due_state_q

MAX_ARTICLES_PER_GROUP = 5


class ArticleLine(NamedTuple):
    """An article and the reason why it is listed."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True)
class ArticleGroup:
    """A heading, the number of articles, the first of them, and the URL of the whole list."""

    heading: str
    total: int
    lines: list[ArticleLine]
    url: str = ""


class ArticlesPanel(Component):
    """Articles that wait for the user, and those that need a review or have problems.

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
        if has_right(self.user, "articles.publish_reference"):
            groups += _groups_of_proposals()
        return {"groups": groups}


def add_articles_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Hook: `construct_homepage_panels`. Add the panel for users who edit or review articles."""
    waiting = get_waiting_articles(request.user)
    if waiting or can_edit_articles(request.user):
        panels.append(ArticlesPanel(request.user, waiting))


def get_waiting_articles(user) -> list[ArticleLine]:
    """Return the articles that the user can approve, and the user's own ones that need changes."""
    content_type = ContentType.objects.get_for_model(ArticlePage)
    states = TaskState.objects.reviewable_by(user).filter(workflow_state__content_type=content_type)
    to_decide = _ids(states.values_list("workflow_state__object_id", flat=True))
    returned = WorkflowState.objects.filter(
        content_type=content_type, status=WorkflowState.STATUS_NEEDS_CHANGES
    )
    sent_back = _ids(returned.values_list("object_id", flat=True))
    articles = ArticlePage.objects.filter(Q(pk__in=to_decide) | Q(pk__in=sent_back, owner=user))
    plain = articles.select_related(None).prefetch_related(None).defer_streamfields()
    return [
        _build_line(page, _("For your review") if page.pk in to_decide else _("Sent back to you"))
        for page in plain.order_by("latest_revision_created_at", "pk")
    ]


def _groups_needing_attention(articles: QuerySet) -> list[ArticleGroup]:
    """Return groups by review and problems: one query for all numbers and one for each list."""
    report = reverse("editorial:freshness")
    overdue, soon, problems = DueState.OVERDUE, DueState.SOON, ProblemFilter.ANY
    specs = (
        (_("Overdue for review"), due_state_q(overdue), "due_on", f"review={overdue}"),
        (_("Review due within 30 days"), due_state_q(soon), "due_on", f"review={soon}"),
        (_("With problems"), PROBLEM_CONDITIONS[problems], "-severity", f"problems={problems}"),
    )
    totals = articles.aggregate(
        **{f"total_{n}": Count("pk", filter=spec[1]) for n, spec in enumerate(specs)}
    )
    groups = []
    for (heading, condition, ordering, query), total in zip(specs, totals.values(), strict=True):
        found = order_nulls_last(articles.filter(condition), ordering)[:MAX_ARTICLES_PER_GROUP]
        describe = describe_review_due if ordering == "due_on" else describe_problem_counts
        lines = [_build_line(article, describe(article)) for article in found]
        groups.append(ArticleGroup(heading, total, lines, f"{report}?{query}"))
    return groups


def _groups_of_proposals() -> list[ArticleGroup]:
    """Return the changes of sources that wait for a publisher, if there are any."""
    proposals = ReferenceProposal.objects.filter(reference__in=Reference.objects.order_by())
    proposals = proposals.select_related("reference").order_by("proposed_at")
    lines = [
        ArticleLine(
            str(one.reference),
            reverse("wagtailsnippets_articles_reference:proposal", args=[one.reference_id]),
            date_format(timezone.localtime(one.proposed_at), "DATE_FORMAT"),
        )
        for one in proposals[:MAX_ARTICLES_PER_GROUP]
    ]
    url = f"{reverse('wagtailsnippets_articles_reference:list')}?needs=proposed"
    heading = _("Proposed changes of sources")
    return [ArticleGroup(heading, proposals.count(), lines, url)] if lines else []


def describe_review_due(article) -> str:
    return describe_due(article.due_on)


def _build_line(article: ArticlePage, reason: str) -> ArticleLine:
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return ArticleLine(article.get_admin_display_title(), url, reason)


def _ids(texts) -> set[int]:
    return {int(text) for text in texts}
