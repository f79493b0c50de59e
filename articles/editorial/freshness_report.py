"""The report on the age, completeness and readability of the published articles."""

from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.editorial.columns import (
    EMPTY_CELL,
    NumberColumn,
    ProblemsColumn,
    ReviewDueColumn,
    get_freshness,
    get_median_age,
    get_reviewer_name,
)
from articles.editorial.filters import ArticleFilterSet, RadioFilter
from articles.editorial.overview import (
    annotate_overview,
    filter_public,
    get_author_names,
    get_editable_articles,
    order_nulls_last,
)
from articles.models import ArticlePage
from articles.models.site_roots import full_page_url
from articles.publishing.permissions import EDIT_PERMISSIONS
from articles.review.due import get_clinic_today, get_days_left, get_due_state


class SourceAge(models.TextChoices):
    FIVE = "5", _("More than 5 years")
    TEN = "10", _("More than 10 years")


class ReadingGrade(models.TextChoices):
    EIGHT = "8", _("Above grade 8")
    TWELVE = "12", _("Above grade 12")


class FreshnessFilterSet(ArticleFilterSet):
    changed = RadioFilter(
        label=_("Changed since the review"),
        field_name="changed_since_review",
        choices=[(True, _("Yes")), (False, _("No"))],
    )
    newest = RadioFilter(
        label=_("Age of the newest source"), choices=SourceAge.choices, method="by_newest"
    )
    grade = RadioFilter(
        label=_("Reading grade"),
        field_name="freshness__grade",
        lookup_expr="gt",
        choices=ReadingGrade.choices,
    )

    def by_newest(self, articles: QuerySet, name: str, years: str) -> QuerySet:
        return articles.filter(newest_year__lt=get_clinic_today().year - int(years))


def format_without_identifier(article: ArticlePage) -> str:
    """Return "3 of 8"."""
    metrics = get_freshness(article)
    if not metrics or not article.source_count:
        return EMPTY_CELL
    counts = {"number": metrics.without_identifier, "total": article.source_count}
    return gettext("%(number)d of %(total)d") % counts


def format_reviewed(article: ArticlePage) -> str:
    if not (article.reviewer and article.reviewed_on):
        return EMPTY_CELL
    return f"{article.reviewer.title}, {date_format(article.reviewed_on, 'DATE_FORMAT')}"


def get_edit_url(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def get_metric(name: str):
    """Return an accessor of one of the metrics."""
    return lambda article: getattr(get_freshness(article), name, None)


# Name, heading and value of each column of a spreadsheet.
EXPORT_COLUMNS = (
    ("title", _("Title"), attrgetter("title")),
    ("url", _("Address"), full_page_url),
    ("category", _("Category"), lambda article: article.category.title if article.category else ""),
    ("authors", _("Authors"), get_author_names),
    ("reviewer", _("Reviewer"), get_reviewer_name),
    ("reviewed_on", _("Reviewed on"), attrgetter("reviewed_on")),
    ("due_on", _("Next review on"), attrgetter("due_on")),
    (
        *("days_left", _("Days to the review, below 0 if overdue")),
        lambda article: get_days_left(article.due_on),
    ),
    ("review", _("Review"), lambda article: str(get_due_state(article.due_on).label)),
    (
        *("changed", _("Changed since the review")),
        lambda article: gettext("Yes") if article.changed_since_review else gettext("No"),
    ),
    ("sources", _("Sources"), attrgetter("source_count")),
    ("newest", _("Newest source"), attrgetter("newest_year")),
    ("median_age", _("Median age of the sources in years"), get_median_age),
    (
        *("without_identifier", _("Sources without an identifier")),
        get_metric("without_identifier"),
    ),
    ("retracted", _("Retracted sources"), get_metric("retracted")),
    ("errors", _("Errors"), get_metric("errors")),
    ("warnings", _("Warnings"), get_metric("warnings")),
    ("claims", _("Claims"), get_metric("claims")),
    ("waived", _("Waived claims"), get_metric("waived")),
    ("words", _("Words"), get_metric("words")),
    ("grade", _("Reading grade"), get_metric("grade")),
)


class MetricColumn(NumberColumn):
    def __init__(self, name: str, label: Any):
        sort_key = f"freshness__{name}"
        super().__init__(name, label=label, accessor=get_metric(name), sort_key=sort_key)


class FreshnessReportView(ReportView):
    """The published articles that the user may edit, the most overdue review first."""

    model = ArticlePage
    page_title = _("Article freshness")
    header_icon = "date"
    index_url_name = "editorial:freshness"
    index_results_url_name = "editorial:freshness_results"
    results_template_name = "articles/admin/reports/freshness_results.html"
    filterset_class = FreshnessFilterSet
    permission_policy = PagePermissionPolicy(ArticlePage)
    any_permission_required = EDIT_PERMISSIONS
    default_ordering = "due_on"
    export_filename = "freshness"
    list_export = [name for name, _heading, _value in EXPORT_COLUMNS]
    export_headings = {name: heading for name, heading, _value in EXPORT_COLUMNS}

    columns = [
        TitleColumn("title", label=_("Title"), sort_key="title", get_url=get_edit_url, width="22%"),
        Column("category", label=_("Category"), sort_key="category__title"),
        Column("reviewed", label=_("Reviewed"), accessor=format_reviewed, sort_key="reviewed_on"),
        ReviewDueColumn(),
        NumberColumn("newest_year", label=_("Newest source"), sort_key="newest_year"),
        NumberColumn(
            "median_age",
            label=_("Median age"),
            accessor=get_median_age,
            sort_key="median_year",
            ascending_title_text=_("Sort by the age of sources, oldest first"),
            descending_title_text=_("Sort by the age of sources, newest first"),
        ),
        Column(
            "without_identifier",
            label=_("No identifier"),
            accessor=format_without_identifier,
            sort_key="share_without",
        ),
        MetricColumn("retracted", _("Retracted")),
        ProblemsColumn(),
        MetricColumn("claims", _("Claims")),
        MetricColumn("grade", _("Grade")),
    ]

    def get_base_queryset(self) -> QuerySet:
        return annotate_overview(filter_public(get_editable_articles(self.request.user)))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return order_nulls_last(queryset, self.ordering)

    def to_row_dict(self, item: ArticlePage) -> dict[str, Any]:
        return {name: value(item) for name, _heading, value in EXPORT_COLUMNS}
