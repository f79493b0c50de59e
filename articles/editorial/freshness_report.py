"""The report on the age, completeness and readability of the published articles."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
from articles.publishing.permissions import EDIT_PERMISSIONS
from articles.review.due import get_clinic_today, get_days_left, get_due_state
from articles.utils.spreadsheet import spreadsheet_cell


class SourceAge(models.TextChoices):
    FIVE = "5", gettext_lazy("More than 5 years")
    TEN = "10", gettext_lazy("More than 10 years")


class ReadingGrade(models.TextChoices):
    EIGHT = "8", gettext_lazy("Above grade 8")
    TWELVE = "12", gettext_lazy("Above grade 12")


class FreshnessFilterSet(ArticleFilterSet):
    changed = RadioFilter(
        label=gettext_lazy("Changed since the review"),
        field_name="changed_since_review",
        choices=[(True, gettext_lazy("Yes")), (False, gettext_lazy("No"))],
    )
    newest = RadioFilter(
        label=gettext_lazy("Age of the newest source"),
        choices=SourceAge.choices,
        method="by_newest",
    )
    grade = RadioFilter(
        label=gettext_lazy("Reading grade"),
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
    return _("%(number)d of %(total)d") % counts


def format_reviewed(article: ArticlePage) -> str:
    if not (article.reviewer and article.reviewed_on):
        return EMPTY_CELL
    return f"{article.reviewer.title}, {date_format(article.reviewed_on, 'DATE_FORMAT')}"


def metric_accessor(name: str):
    """Return an accessor of one of the metrics."""
    return lambda article: getattr(get_freshness(article), name, None)


EXPORT_COLUMNS = {
    "title": (gettext_lazy("Title"), lambda article: article.title),
    "url": (gettext_lazy("Address"), lambda article: article.full_url),
    "category": (
        gettext_lazy("Category"),
        lambda article: article.category.title if article.category else "",
    ),
    "authors": (gettext_lazy("Authors"), get_author_names),
    "reviewer": (gettext_lazy("Reviewer"), get_reviewer_name),
    "reviewed_on": (gettext_lazy("Reviewed on"), lambda article: article.reviewed_on),
    "due_on": (gettext_lazy("Next review on"), lambda article: article.due_on),
    "days_left": (
        gettext_lazy("Days to the review, below 0 if overdue"),
        lambda article: get_days_left(article.due_on),
    ),
    "review": (gettext_lazy("Review"), lambda article: str(get_due_state(article.due_on).label)),
    "changed": (
        gettext_lazy("Changed since the review"),
        lambda article: _("Yes") if article.changed_since_review else _("No"),
    ),
    "sources": (gettext_lazy("Sources"), lambda article: article.source_count),
    "newest": (gettext_lazy("Newest source"), lambda article: article.newest_year),
    "median_age": (gettext_lazy("Median age of the sources in years"), get_median_age),
    "without_identifier": (
        gettext_lazy("Sources without DOI and PubMed number"),
        metric_accessor("without_identifier"),
    ),
    "retracted": (gettext_lazy("Retracted sources"), metric_accessor("retracted")),
    "errors": (gettext_lazy("Errors"), metric_accessor("errors")),
    "warnings": (gettext_lazy("Warnings"), metric_accessor("warnings")),
    "words": (gettext_lazy("Words"), metric_accessor("words")),
    "grade": (gettext_lazy("Reading grade"), metric_accessor("grade")),
}


class FreshnessReportView(ReportView):
    """The published articles that the user may edit, the most overdue review first."""

    model = ArticlePage
    page_title = gettext_lazy("Freshness of articles")
    header_icon = "date"
    index_url_name = "editorial:freshness"
    index_results_url_name = "editorial:freshness_results"
    results_template_name = "articles/admin/reports/freshness_results.html"
    filterset_class = FreshnessFilterSet
    permission_policy = PagePermissionPolicy(ArticlePage)
    any_permission_required = EDIT_PERMISSIONS
    default_ordering = "due_on"
    export_filename = "freshness"
    list_export = list(EXPORT_COLUMNS)
    export_headings = {name: heading for name, (heading, _value) in EXPORT_COLUMNS.items()}

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("Title"), sort_key="title", get_url=get_edit_url, width="22%"
            ),
            Column("category", label=_("Category"), sort_key="category__title"),
            Column(
                "reviewed", label=_("Reviewed"), accessor=format_reviewed, sort_key="reviewed_on"
            ),
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
                label=_("No DOI or PMID"),
                accessor=format_without_identifier,
                sort_key="share_without",
            ),
            NumberColumn(
                "retracted",
                label=_("Retracted"),
                accessor=metric_accessor("retracted"),
                sort_key="freshness__retracted",
            ),
            ProblemsColumn(),
            NumberColumn(
                "grade",
                label=_("Grade"),
                accessor=metric_accessor("grade"),
                sort_key="freshness__grade",
            ),
        ]

    def get_base_queryset(self) -> QuerySet:
        return annotate_overview(filter_public(get_editable_articles(self.request.user)))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return order_nulls_last(queryset, self.ordering)

    def to_row_dict(self, item: ArticlePage) -> dict[str, Any]:
        return {
            name: spreadsheet_cell(value(item))
            for name, (_heading, value) in EXPORT_COLUMNS.items()
        }


def get_edit_url(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])
