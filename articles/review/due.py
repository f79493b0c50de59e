"""The due dates of reviews, also for thousands of articles in one query."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import EditorialSettings

DUE_SOON_DAYS = 30


class DueState(models.TextChoices):
    """The state of a review. On the day it is due, it is not yet overdue."""

    OVERDUE = "overdue", gettext_lazy("Overdue")
    SOON = "soon", gettext_lazy("Due within 30 days")
    LATER = "later", gettext_lazy("Due later")
    NEVER = "never", gettext_lazy("Never reviewed")


class AddMonths(models.Func):
    """`articles.utils.dates.add_months` in SQL."""

    output_field = models.DateField()

    def __init__(self, day: str, months: int):
        super().__init__(F(day), months=months)

    def as_sql(self, compiler, connection, **context: Any):  # type: ignore[override]
        template = "(%(expressions)s + make_interval(months => %(months)d))::date"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler, connection, **context: Any):
        """Return the last day of the month instead of SQLite's 1 October for 31 September."""
        template = (
            "MIN(DATE(%(expressions)s, '%(months)d months'),"
            " DATE(%(expressions)s, 'start of month', '%(months)d months', '1 month', '-1 day'))"
        )
        return super().as_sql(compiler, connection, template=template, **context)


def get_clinic_today() -> date:
    """Return today's date at the clinic, whatever time zone an editor chose for the admin."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def annotate_due_on(articles: QuerySet) -> QuerySet:
    """Add `due_on`, equal to `ArticlePage.next_review_due`. One query for the intervals."""
    next_review = Coalesce("next_review_on", _default_due_on())
    is_reviewed = Q(reviewer__isnull=False, reviewed_on__isnull=False)
    return articles.annotate(
        due_on=Case(When(is_reviewed, then=next_review), output_field=models.DateField())
    )


def _default_due_on() -> Case:
    """Add the interval of the article's site, the deepest one first, to the last review."""
    settings = EditorialSettings.objects.values_list(
        "site__root_page__path", "review_interval_months"
    )
    default = EditorialSettings._meta.get_field("review_interval_months").default
    return Case(
        *(
            When(path__startswith=path, then=AddMonths("reviewed_on", months))
            for path, months in sorted(settings, reverse=True)
        ),
        default=AddMonths("reviewed_on", default),
    )


def due_state_q(state: str) -> Q:
    """Return the condition for a state on articles with `due_on`."""
    today = get_clinic_today()
    soon = today + timedelta(days=DUE_SOON_DAYS)
    return {
        DueState.OVERDUE: Q(due_on__lt=today),
        DueState.SOON: Q(due_on__range=(today, soon)),
        DueState.LATER: Q(due_on__gt=soon),
        DueState.NEVER: Q(due_on__isnull=True),
    }[DueState(state)]


def get_days_left(due_on: date | None) -> int | None:
    """Return the days until the review is due, negative if overdue; None if never reviewed."""
    return (due_on - get_clinic_today()).days if due_on else None


def get_due_state(due_on: date | None) -> DueState:
    days = get_days_left(due_on)
    if days is None:
        return DueState.NEVER
    if days < 0:
        return DueState.OVERDUE
    return DueState.SOON if days <= DUE_SOON_DAYS else DueState.LATER


def describe_due(due_on: date | None) -> str:
    """Return the state with its days: "Overdue by 3 days"."""
    days = get_days_left(due_on)
    if days is None:
        return str(DueState.NEVER.label)
    if days < 0:
        return ngettext("Overdue by %d day", "Overdue by %d days", -days) % -days
    if days == 0:
        return _("Due today")
    return ngettext("Due in %d day", "Due in %d days", days) % days
