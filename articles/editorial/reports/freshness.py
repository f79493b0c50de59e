"""How old, how complete and how readable the published articles are."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.editorial.access import EDITING
from articles.editorial.columns import (
    NOTHING,
    FigureColumn,
    ProblemsColumn,
    ReviewDueColumn,
    freshness_of,
    median_age,
    reviewer_name,
)
from articles.editorial.overview import (
    author_names,
    editable_by,
    in_public,
    overview,
    sorted_by,
)
from articles.editorial.reports.filters import FreshnessFilterSet
from articles.models import ArticlePage
from articles.references.export import spreadsheet_cell
from articles.review.due import days_left, state_of


def without_identifier(article: ArticlePage) -> str:
    """ "3 of 8" sources."""
    found = freshness_of(article)
    if not found or not article.source_count:
        return NOTHING
    shares = {"number": found.without_identifier, "total": article.source_count}
    return _("%(number)d of %(total)d") % shares


def reviewed(article: ArticlePage) -> str:
    if not (article.reviewer and article.reviewed_on):
        return NOTHING
    return f"{article.reviewer.title}, {date_format(article.reviewed_on, 'DATE_FORMAT')}"


def measured(name: str):
    """Accessor of one of the stored measures."""
    return lambda article: getattr(freshness_of(article), name, None)


EXPORT = {
    "title": (gettext_lazy("Title"), lambda article: article.title),
    "url": (gettext_lazy("Address"), lambda article: article.full_url),
    "category": (
        gettext_lazy("Category"),
        lambda article: article.category.title if article.category else "",
    ),
    "authors": (gettext_lazy("Authors"), author_names),
    "reviewer": (gettext_lazy("Reviewer"), reviewer_name),
    "reviewed_on": (gettext_lazy("Reviewed on"), lambda article: article.reviewed_on),
    "due_on": (gettext_lazy("Next review on"), lambda article: article.due_on),
    "days_left": (
        gettext_lazy("Days to the review, below 0 if overdue"),
        lambda article: days_left(article.due_on),
    ),
    "review": (gettext_lazy("Review"), lambda article: str(state_of(article.due_on).label)),
    "changed": (
        gettext_lazy("Changed since the review"),
        lambda article: _("Yes") if article.changed_since_review else _("No"),
    ),
    "sources": (gettext_lazy("Sources"), lambda article: article.source_count),
    "newest": (gettext_lazy("Newest source"), lambda article: article.newest_year),
    "median_age": (gettext_lazy("Median age of the sources in years"), median_age),
    "without_identifier": (
        gettext_lazy("Sources without DOI and PubMed number"),
        measured("without_identifier"),
    ),
    "retracted": (gettext_lazy("Retracted sources"), measured("retracted")),
    "errors": (gettext_lazy("Errors"), measured("errors")),
    "warnings": (gettext_lazy("Warnings"), measured("warnings")),
    "words": (gettext_lazy("Words"), measured("words")),
    "grade": (gettext_lazy("Reading grade"), measured("grade")),
}


class FreshnessReportView(ReportView):
    """The published articles a person may edit; the review that is most overdue comes first."""

    model = ArticlePage
    page_title = gettext_lazy("Freshness of articles")
    header_icon = "date"
    index_url_name = "editorial:freshness"
    index_results_url_name = "editorial:freshness_results"
    results_template_name = "articles/admin/reports/freshness_results.html"
    filterset_class = FreshnessFilterSet
    permission_policy = PagePermissionPolicy(ArticlePage)
    any_permission_required = EDITING
    default_ordering = "due_on"
    export_filename = "freshness"
    list_export = list(EXPORT)
    export_headings = {name: heading for name, (heading, _value) in EXPORT.items()}

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), sort_key="title", get_url=edit_url, width="22%"),
            Column("category", label=_("Category"), sort_key="category__title"),
            Column("reviewed", label=_("Reviewed"), accessor=reviewed, sort_key="reviewed_on"),
            ReviewDueColumn(),
            FigureColumn("newest_year", label=_("Newest source"), sort_key="newest_year"),
            FigureColumn(
                "median_age",
                label=_("Median age"),
                accessor=median_age,
                sort_key="median_year",
                ascending_title_text=_("Sort by the age of sources, oldest first"),
                descending_title_text=_("Sort by the age of sources, newest first"),
            ),
            Column(
                "without_identifier",
                label=_("No DOI or PMID"),
                accessor=without_identifier,
                sort_key="share_without",
            ),
            FigureColumn(
                "retracted",
                label=_("Retracted"),
                accessor=measured("retracted"),
                sort_key="freshness__retracted",
            ),
            ProblemsColumn(),
            FigureColumn(
                "grade",
                label=_("Grade"),
                accessor=measured("grade"),
                sort_key="freshness__grade",
            ),
        ]

    def get_base_queryset(self) -> QuerySet:
        return overview(in_public(editable_by(self.request.user)))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return sorted_by(queryset, self.ordering)

    def to_row_dict(self, item: ArticlePage) -> dict[str, Any]:
        return {name: spreadsheet_cell(value(item)) for name, (_heading, value) in EXPORT.items()}


def edit_url(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])
