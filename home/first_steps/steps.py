"""The steps, who may take them, and how far a site has come."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.permissions import policy_registry

from articles.models import ArticlePage, CategoryIndexPage, PersonPage
from home.brand.models import LookSettings
from home.first_steps.models import StepRecord, StepState
from home.models import ClinicSettings

Permission = Callable[[Any, Site], bool]


def _may_change(model: type[Any]) -> Permission:
    def check(user: Any, site: Site) -> bool:
        policy = policy_registry.get_by_type(model)
        return policy.user_has_permission_for_instance(user, "change", site)

    return check


def _may_publish_pages(user: Any, site: Site) -> bool:
    return site.root_page.permissions_for_user(user).can_publish_subpage()


def _may_write(user: Any, site: Site) -> bool:
    """Return True if the user may add articles to a category of the site, or to a future one."""
    may_add = site.root_page.permissions_for_user(user).can_add_subpage()
    return may_add or any(get_writable_categories(user, site))


def get_writable_categories(user: Any, site: Site) -> list[CategoryIndexPage]:
    """Return the categories of the site that the user may add articles to, in tree order."""
    below = CategoryIndexPage.objects.descendant_of(site.root_page).order_by("path")
    categories = below.filter(alias_of=None)
    return [one for one in categories if one.permissions_for_user(user).can_add_subpage()]


def has_article(site: Site) -> bool:
    """Return True if the site has a published article."""
    return ArticlePage.objects.live().descendant_of(site.root_page).exists()


def has_look(site: Site) -> bool:
    """Return True if a colour or a logo was chosen."""
    look = LookSettings.objects.filter(site=site).first()
    return bool(look and (look.colour or look.logo or look.mark))


def has_person(site: Site) -> bool:
    """Return True if the site has a published profile."""
    return PersonPage.objects.live().descendant_of(site.root_page).exists()


@dataclass(frozen=True)
class Step:
    """One step: its name in the address, what it is about, and who may take it.

    `is_evident` returns True if the site shows that it was done.
    """

    name: str
    title: Any
    about: Any
    minutes: int
    may_take: Permission
    is_evident: Callable[[Site], bool] | None = None


STEPS = (
    Step(
        "you",
        _("Who you are"),
        _("Name, country, registration and contact."),
        2,
        _may_change(ClinicSettings),
    ),
    Step(
        "look",
        _("Logo and look"),
        _("Your colours and shapes."),
        2,
        _may_change(LookSettings),
        has_look,
    ),
    Step(
        "people",
        _("People"),
        _("Those who treat, write and sign."),
        2,
        _may_publish_pages,
        has_person,
    ),
    Step("offer", _("What you offer"), _("Topics and services."), 1, _may_publish_pages),
    Step(
        "signs", _("Who signs"), _("Every article needs a clinician's name."), 1, _may_publish_pages
    ),
    Step(
        "article", _("First article"), _("Write one, from an outline."), 3, _may_write, has_article
    ),
)
STEPS_BY_NAME = {step.name: step for step in STEPS}


@dataclass(frozen=True)
class StepLine:
    """A step as the list shows it."""

    step: Step
    number: int
    state: str
    url: str

    @property
    def is_open(self) -> bool:
        return not self.state

    @property
    def label(self) -> Any:
        return StepState(self.state).label if self.state else ""


class Progress:
    """The steps of a site that a user may take, and their states."""

    def __init__(self, site: Site, user: Any):
        self.site = site
        self.user = user

    @cached_property
    def records(self) -> dict[str, str]:
        rows = StepRecord.objects.filter(site=self.site)
        return dict(rows.values_list("step", "state"))

    @cached_property
    def lines(self) -> list[StepLine]:
        steps = [step for step in STEPS if step.may_take(self.user, self.site)]
        return [
            StepLine(step, number, self.get_state(step), self.url(step))
            for number, step in enumerate(steps, 1)
        ]

    def get_state(self, step: Step) -> str:
        """Return the stored state. What was done elsewhere in the admin counts too."""
        state = self.records.get(step.name)
        if state != StepState.DONE and step.is_evident and step.is_evident(self.site):
            return StepState.DONE
        return state or ""

    def url(self, step: Step) -> str:
        return reverse("first_steps:step", args=[self.site.pk, step.name])

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def done(self) -> int:
        return sum(line.state == StepState.DONE for line in self.lines)

    @property
    def open_lines(self) -> list[StepLine]:
        return [line for line in self.lines if line.is_open]

    def next_url(self, after: str = "") -> str:
        """Return the address of the next open step, or of what is left after all steps."""
        names = [line.step.name for line in self.lines]
        position = names.index(after) + 1 if after in names else 0
        ordered = [*self.lines[position:], *self.lines[:position]]
        following = next((line for line in ordered if line.is_open), None)
        return following.url if following else reverse("first_steps:left", args=[self.site.pk])

    @property
    def is_offered(self) -> bool:
        """True if the dashboard shows the steps: the site is new, or somebody has begun."""
        return bool(self.records or not has_article(self.site)) and bool(self.open_lines)


def set_state(site: Site, step: str, state: StepState, user: Any) -> None:
    StepRecord.objects.update_or_create(
        site=site, step=step, defaults={"state": state, "user": user}
    )


def skip_open_steps(progress: Progress) -> None:
    """Skip what is left, so that the dashboard shows the steps no more."""
    for line in progress.open_lines:
        set_state(progress.site, line.step.name, StepState.SKIPPED, progress.user)


def get_sites(user: Any) -> list[Site]:
    """Return the sites on which the user may take a step, the default one first."""
    sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
    return [site for site in sites if may_take_any(user, site)]


def may_take_any(user: Any, site: Site) -> bool:
    return any(step.may_take(user, site) for step in STEPS)
