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

from articles.editorial.access import may_edit
from articles.editorial.columns import faults_in_words
from articles.editorial.filters import NEEDS, Need
from articles.editorial.overview import editable_by, in_public, overview, sorted_by
from articles.models import ArticlePage
from articles.review.due import Due, in_words, is_due

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One article, and why it stands here."""

    title: str
    url: str
    why: str


@dataclass(frozen=True)
class Group:
    """A heading with its number, the first articles of it, and where all of them are."""

    heading: str
    total: int
    lines: list[Line]
    url: str = ""


class ArticlesPanel(Component):
    """Articles that wait for this person, and those whose review or sources need looking after.

    The number of queries does not depend on the number of articles.
    """

    name = "articles"
    order = 150
    template_name = "articles/admin/dashboard/panel.html"

    def __init__(self, user, waiting: list[Line]):
        self.user = user
        self.waiting = waiting

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        groups = [Group(_("Waiting for you"), len(self.waiting), self.waiting)]
        if may_edit(self.user):
            groups += _looking_after(overview(in_public(editable_by(self.user))))
        return {"groups": groups}


def tell_of_articles(request: HttpRequest, panels: list[Component]) -> None:
    """For the hook `construct_homepage_panels`: shown to those who edit or review articles."""
    waiting = waiting_for(request.user)
    if waiting or may_edit(request.user):
        panels.append(ArticlesPanel(request.user, waiting))


def waiting_for(user) -> list[Line]:
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
        _line(page, _("For your review") if page.pk in to_decide else _("Sent back to you"))
        for page in found
    ]


def _looking_after(articles: QuerySet) -> list[Group]:
    """What is due, overdue or wrong: one query for the numbers and one for each list."""
    wanted = {
        "overdue": (_("Overdue for review"), is_due(Due.OVERDUE), "due_on", _review),
        "soon": (_("Review due within 30 days"), is_due(Due.SOON), "due_on", _review),
        "wrong": (_("With problems"), NEEDS[Need.ANY], "-faults", faults_in_words),
    }
    filters = {
        "overdue": {"review": Due.OVERDUE.value},
        "soon": {"review": Due.SOON.value},
        "wrong": {"problems": Need.ANY.value},
    }
    counts = articles.aggregate(
        **{name: Count("pk", filter=condition) for name, (_h, condition, *_rest) in wanted.items()}
    )
    return [
        Group(
            heading,
            counts[name],
            [
                _line(page, why(page))
                for page in sorted_by(articles.filter(condition), order)[:SHOWN]
            ],
            f"{reverse('editorial:freshness')}?{urlencode(filters[name])}",
        )
        for name, (heading, condition, order, why) in wanted.items()
    ]


def _review(article) -> str:
    return in_words(article.due_on)


def _line(article: ArticlePage, why: str) -> Line:
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return Line(article.get_admin_display_title(), url, why)


def _ids(texts) -> set[int]:
    return {int(text) for text in texts}
