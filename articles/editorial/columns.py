"""Columns of the lists of articles, for the admin and for spreadsheets."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column

from articles.models import ArticlePage, Freshness
from articles.review.due import DueState, describe_due, get_clinic_today, get_due_state

EMPTY_CELL = "–"


def get_freshness(article: ArticlePage) -> Freshness | None:
    """Return the article's metrics; None if it was not measured yet."""
    return getattr(article, "freshness", None)


def get_reviewer_name(article: ArticlePage) -> str:
    return article.reviewer.title if article.reviewer and article.reviewed_on else ""


def get_median_age(article) -> float | None:
    return None if article.median_year is None else get_clinic_today().year - article.median_year


def format_problem_counts(errors: int, warnings: int) -> str:
    """Return "2 errors, 1 warning"; an empty string for no problems."""
    counts = [
        ngettext("%d error", "%d errors", errors) % errors if errors else "",
        ngettext("%d warning", "%d warnings", warnings) % warnings if warnings else "",
    ]
    return ", ".join(filter(None, counts))


def describe_problem_counts(article: ArticlePage) -> str:
    metrics = get_freshness(article)
    if not metrics:
        return _("Not measured")
    return format_problem_counts(metrics.errors, metrics.warnings) or _("None")


class ReviewDueColumn(Column):
    """The state of the review and its due date; overdue reviews are red."""

    cell_template_name = "articles/admin/reports/due_cell.html"

    def __init__(self) -> None:
        super().__init__("due_on", label=gettext_lazy("Next review"), sort_key="due_on")

    def get_cell_context_data(self, instance, parent_context) -> dict[str, Any]:
        day = instance.due_on
        return super().get_cell_context_data(instance, parent_context) | {
            "is_overdue": get_due_state(day) == DueState.OVERDUE,
            "due_text": describe_due(day),
            "day": date_format(day, "DATE_FORMAT") if day else "",
        }


class ProblemsColumn(Column):
    """The number of errors and warnings; errors are red."""

    cell_template_name = "articles/admin/reports/problems_cell.html"

    def __init__(self) -> None:
        label = gettext_lazy("Problems")
        super().__init__(
            "problems", label=label, sort_key="severity", accessor=describe_problem_counts
        )

    def get_cell_context_data(self, instance, parent_context) -> dict[str, Any]:
        metrics = get_freshness(instance)
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"has_errors": bool(metrics and metrics.errors)}


class NumberColumn(Column):
    """A number, or a dash for None."""

    def get_value(self, instance) -> Any:
        value = super().get_value(instance)
        if value is None:
            return EMPTY_CELL
        return f"{value:.1f}" if isinstance(value, float) else value
