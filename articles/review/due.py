"""When the next review of articles is due, for thousands of them in one query."""

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
    """How a review stands. On the day it is due it is not yet overdue."""

    OVERDUE = "overdue", gettext_lazy("Overdue")
    SOON = "soon", gettext_lazy("Due within 30 days")
    LATER = "later", gettext_lazy("Due later")
    NEVER = "never", gettext_lazy("Never reviewed")


class AddMonths(models.Func):
    """The same day some months later, as `articles.utils.dates.add_months` has it."""

    output_field = models.DateField()

    def __init__(self, day: str, months: int):
        super().__init__(F(day), months=months)

    def as_sql(self, compiler, connection, **context: Any):  # type: ignore[override]
        return super().as_sql(
            compiler,
            connection,
            template="(%(expressions)s + make_interval(months => %(months)d))::date",
            **context,
        )

    def as_sqlite(self, compiler, connection, **context: Any):
        """SQLite counts 31 September as 1 October: the last day of the month is the latest."""
        return super().as_sql(
            compiler,
            connection,
            template="MIN(DATE(%(expressions)s, '%(months)d months'),"
            " DATE(%(expressions)s, 'start of month', '%(months)d months', '1 month', '-1 day'))",
            **context,
        )


def get_clinic_today() -> date:
    """The day it is at the clinic, whatever time zone an editor has chosen for the admin."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def annotate_due_on(articles: QuerySet) -> QuerySet:
    """Each with `due_on`, as `ArticlePage.next_review_due` has it. One query for the intervals."""
    next_review = Coalesce("next_review_on", _default_due_on())
    reviewed = Q(reviewer__isnull=False, reviewed_on__isnull=False)
    return articles.annotate(
        due_on=Case(When(reviewed, then=next_review), output_field=models.DateField())
    )


def _default_due_on() -> Case:
    """The last review and the interval of the site an article belongs to, the deepest first."""
    settings = EditorialSettings.objects.values_list(
        "site__root_page__path", "review_interval_months"
    )
    usual = EditorialSettings._meta.get_field("review_interval_months").default
    return Case(
        *(
            When(path__startswith=path, then=AddMonths("reviewed_on", months))
            for path, months in sorted(settings, reverse=True)
        ),
        default=AddMonths("reviewed_on", usual),
    )


def due_state_q(state: str) -> Q:
    """Condition on articles with `due_on`: those whose review stands like this."""
    day = get_clinic_today()
    soon = day + timedelta(days=DUE_SOON_DAYS)
    return {
        DueState.OVERDUE: Q(due_on__lt=day),
        DueState.SOON: Q(due_on__range=(day, soon)),
        DueState.LATER: Q(due_on__gt=soon),
        DueState.NEVER: Q(due_on__isnull=True),
    }[DueState(state)]


def get_days_left(due_on: date | None) -> int | None:
    """Days until the review is due, below 0 when it is overdue; None where there was none."""
    return (due_on - get_clinic_today()).days if due_on else None


def get_due_state(due_on: date | None) -> DueState:
    days = get_days_left(due_on)
    if days is None:
        return DueState.NEVER
    if days < 0:
        return DueState.OVERDUE
    return DueState.SOON if days <= DUE_SOON_DAYS else DueState.LATER


def describe_due(due_on: date | None) -> str:
    """The state with its days: "Overdue by 3 days"."""
    days = get_days_left(due_on)
    if days is None:
        return str(DueState.NEVER.label)
    if days < 0:
        return ngettext("Overdue by %d day", "Overdue by %d days", -days) % -days
    if days == 0:
        return _("Due today")
    return ngettext("Due in %d day", "Due in %d days", days) % days
