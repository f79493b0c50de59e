"""The way to a signature: which workflow gives it, where an article waits, and what is missing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Task, Workflow, WorkflowPage, WorkflowState

from articles.models import ArticlePage, PersonPage, ReviewRequest, TeamIndexPage
from articles.publishing.rights import (
    get_users_who_can_publish,
    get_users_with_permission,
    name_users,
)


@dataclass(frozen=True)
class Obstacle:
    """What is missing, and who can supply it: `who` is a sentence with "%(names)s".

    Without `users`, whoever edits the article can. `url` is where they do it.
    """

    what: str
    who: str = ""
    users: QuerySet | None = None
    url: str = ""
    link: str = ""

    @cached_property
    def message(self) -> str:
        if self.users is None:
            return self.what
        return f"{self.what} {self.who % {'names': name_users(self.users)}}"

    def for_user(self, user: Any) -> tuple[str, str]:
        """Return the message and the URL: with a URL only what is missing, else who can help."""
        if self.users is None or not self.users.filter(pk=user.pk).exists():
            return self.message, ""
        return self.what, self.url


# -- The workflow ----------------------------------------------------------------------------------


def can_be_signed(page: Page) -> bool:
    """Return True if the workflow of the page has an active step that records sign-offs.

    Nobody could publish an article that needs a sign-off which no step gives.
    """
    return bool(get_signing_tasks(get_active_workflow(page)))


def get_active_workflow(page: Page) -> Workflow | None:
    """Return the workflow that submitting the page starts: the nearest active one."""
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return None
    above = page.get_ancestors(inclusive=True)
    assigned = WorkflowPage.objects.filter(page__in=above, workflow__active=True)
    nearest = assigned.order_by("-page__depth").select_related("workflow").first()
    return nearest.workflow if nearest else None


def get_signing_tasks(workflow: Workflow | None) -> list[Any]:
    """Return the active steps of a workflow that record sign-offs, in order."""
    if workflow is None:
        return []
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow, active=True)
    ordered = tasks.order_by("workflow_tasks__sort_order").specific()
    return [task for task in ordered if getattr(task, "records_sign_off", False)]


def explain_no_signature(page: Page) -> Obstacle | None:
    """Return why no signature is required of the page, or None if its workflow gives one."""
    workflow = get_active_workflow(page)
    if get_signing_tasks(workflow):
        return None
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return Obstacle(_("Workflows are switched off for this installation."))
    what, url = _("This page has no active workflow."), reverse("wagtailadmin_workflows:index")
    if workflow:
        what = _("The workflow “%s” has no active clinical review.") % workflow.name
        url = reverse("wagtailadmin_workflows:edit", args=[workflow.pk])
    return Obstacle(
        what,
        _("%(names)s can change that under Settings > Workflows."),
        get_users_with_permission("wagtailcore.change_workflow"),
        url,
        _("Open the workflow"),
    )


# -- The submission --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Submission:
    """The workflow that an article is in: who submitted it when, and the step where it waits."""

    state: WorkflowState
    article: ArticlePage

    @property
    def is_waiting(self) -> bool:
        """False if changes were requested: then the editors have to act."""
        return self.state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def description(self) -> str:
        """The submission in one or two sentences for editors."""
        if not self.is_waiting:
            return _("Changes were requested. Make them, and submit it again.")
        return f"{self._submitted} {self._waiting}"

    @property
    def _submitted(self) -> str:
        user = self.state.requested_by
        day = date_format(timezone.localtime(self.state.created_at), "DATE_FORMAT")
        if user is None:
            return _("It was submitted on %(day)s.") % {"day": day}
        name = get_user_display_name(user)
        return _("%(name)s submitted it on %(day)s.") % {"name": name, "day": day}

    @property
    def _waiting(self) -> str:
        task_state = self.state.current_task_state
        step = task_state.task.name if task_state else self.state.workflow.name
        open_requests = ReviewRequest.objects.filter(
            article_id=self.article.pk, answered_at=None, withdrawn_at=None
        )
        asked = open_requests.select_related("reviewer").first()
        if asked and asked.reviewer and asked.is_open:
            reviewer = asked.reviewer.display_name
            values = {"step": step, "reviewer": reviewer}
            return _("It waits at the step “%(step)s” for %(reviewer)s.") % values
        return _("It waits at the step “%(step)s”.") % {"step": step}

    @property
    def gives_signature(self) -> bool:
        """True if the step where it waits, or a later one, records a sign-off."""
        task_state = self.state.current_task_state
        signing = {task.pk for task in get_signing_tasks(self.state.workflow)}
        if task_state is None or task_state.task_id in signing:
            return True
        done = self.state.task_states.values("task")
        return Task.objects.filter(pk__in=signing).exclude(pk__in=done).exists()


def get_submission(article: ArticlePage) -> Submission | None:
    if article.pk is None:
        return None
    states = article.workflow_states.active().order_by("-created_at", "-pk")
    joined = states.select_related("requested_by", "workflow", "current_task_state__task")
    state = joined.first()
    return Submission(state, article) if state else None


# -- The reviewer ----------------------------------------------------------------------------------


def find_obstacles(article: ArticlePage, submission: Submission | None) -> list[Obstacle]:
    """Return what keeps an unsigned article from being signed, for an article in the tree."""
    if not article.path:
        return []
    found = []
    if submission and submission.is_waiting and not submission.gives_signature:
        what = _(
            "The workflow “%s” in which it waits records no sign-off any more. Cancel it in the"
            " panel “Clinical review”, and submit the article again."
        )
        found.append(Obstacle(what % submission.state.workflow.name))
    reviewer = _find_reviewer_obstacle(article)
    return [*found, reviewer] if reviewer else found


def _find_reviewer_obstacle(article: ArticlePage) -> Obstacle | None:
    reviewer, top = article.asked_reviewer, get_top(article)
    members = _get_members(article)
    if reviewer is None:
        return None if members else _nobody_is_asked(top)
    edit = reverse("wagtailadmin_pages:edit", args=[reviewer.pk])
    users = get_users_who_can_publish(reviewer)
    if not reviewer.live:
        what = _("The profile of %s is not published, so nobody can sign with it.")
        who, link = _("%(names)s can publish it."), _("Open the profile")
        return Obstacle(what % reviewer.display_name, who, users, edit, link)
    if reviewer.email or any(member == reviewer.pk for member in members):
        return None
    what = _("%s gets no link: the profile has no email address for reviews.")
    who, link = _("%(names)s can add one, or copy a link."), _("Open the profile")
    return Obstacle(what % reviewer.display_name, who, users, edit, link)


def _nobody_is_asked(top: Page) -> Obstacle:
    if PersonPage.objects.live().descendant_of(top).exists():
        return Obstacle(_("No reviewer is assigned: choose one under “People and review”."))
    team = TeamIndexPage.objects.descendant_of(top).first()
    url = reverse("wagtailadmin_explore", args=[top.pk])
    if team:
        url = reverse("wagtailadmin_pages:add", args=["articles", "personpage", team.pk])
    return Obstacle(
        _("Nobody can sign yet: this site has no published profile of a reviewer."),
        _("%(names)s can add one to the team page."),
        get_users_who_can_publish(top),
        url,
        _("Add a person"),
    )


def _get_members(article: ArticlePage) -> list[int]:
    """Return the profiles whose accounts may sign in the admin at a step of the workflow."""
    tasks = get_signing_tasks(get_active_workflow(article))
    groups = {group.pk for task in tasks for group in task.groups.all()}
    may_sign = Q(account__groups__in=groups) | Q(account__is_superuser=True)
    people = PersonPage.objects.live().filter(may_sign, account__is_active=True)
    return list(people.order_by().values_list("pk", flat=True).distinct())


def get_top(page: Page) -> Page:
    """Return the root page of the page's site, or the highest page above it without a site."""
    site = page.get_site()
    if site:
        return site.root_page
    return page.get_ancestors(inclusive=True).filter(depth=2).first() or page
