"""Filters shared by the lists of articles."""

from functools import reduce
from operator import or_

import django_filters
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import ArticleAuthor, ArticlePage, CategoryIndexPage, PersonPage
from articles.models.article import in_category_q
from articles.models.site_rights import filter_own_pages
from articles.review.due import DueState, due_state_q


class ProblemFilter(models.TextChoices):
    ANY = "any", _("Any problem")
    ERRORS = "errors", _("Errors, which stop publishing")
    RETRACTED = "retracted", _("A retracted source")
    UNIDENTIFIED = "unidentified", _("A source without an identifier")
    UNMEASURED = "unmeasured", _("Not measured yet")


PROBLEM_CONDITIONS = {
    ProblemFilter.ANY: Q(freshness__errors__gt=0) | Q(freshness__warnings__gt=0),
    ProblemFilter.ERRORS: Q(freshness__errors__gt=0),
    ProblemFilter.RETRACTED: Q(freshness__retracted__gt=0),
    ProblemFilter.UNIDENTIFIED: Q(freshness__without_identifier__gt=0),
    ProblemFilter.UNMEASURED: Q(freshness__isnull=True),
}


def get_categories(request) -> QuerySet:
    categories = CategoryIndexPage.objects.select_related(None).order_by("path")
    return filter_own_pages(categories, request and request.user)


def get_authors(request) -> QuerySet:
    return _people(ArticleAuthor.objects.values("person"), request)


def get_reviewers(request) -> QuerySet:
    reviewed = ArticlePage.objects.filter(reviewer__isnull=False).order_by()
    return _people(reviewed.values("reviewer"), request)


def _people(ids, request) -> QuerySet:
    people = PersonPage.objects.filter(pk__in=ids).order_by("title")
    people = people.select_related(None).prefetch_related(None)
    return filter_own_pages(people, request and request.user)


class CheckboxFilter(django_filters.ModelMultipleChoiceFilter):
    def __init__(self, **kwargs):
        super().__init__(widget=CheckboxSelectMultiple, **kwargs)


class RadioFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs):
        super().__init__(empty_label=_("All"), widget=RadioSelect, **kwargs)


class ArticleFilterSet(WagtailFilterSet):
    """Filters by review, problems, category and people."""

    review = django_filters.MultipleChoiceFilter(
        label=_("Next review"),
        choices=DueState.choices,
        method="by_review",
        widget=CheckboxSelectMultiple,
    )
    problems = RadioFilter(label=_("Problems"), choices=ProblemFilter.choices, method="by_problem")
    category = CheckboxFilter(label=_("Category"), queryset=get_categories, method="by_category")
    author = CheckboxFilter(label=_("Author"), queryset=get_authors, method="by_author")
    reviewer = CheckboxFilter(label=_("Reviewer"), queryset=get_reviewers)

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def by_review(self, articles: QuerySet, name: str, states: list[str]) -> QuerySet:
        return articles.filter(reduce(or_, map(due_state_q, states), Q()))

    def by_problem(self, articles: QuerySet, name: str, value: str) -> QuerySet:
        return articles.filter(PROBLEM_CONDITIONS[ProblemFilter(value)])

    def by_category(self, articles: QuerySet, name: str, categories) -> QuerySet:
        """Include the categories below, and cross-listed articles."""
        return articles.filter(reduce(or_, map(in_category_q, categories), Q()))

    def by_author(self, articles: QuerySet, name: str, people) -> QuerySet:
        """Filter by a subquery, so that an article by two of them is listed once."""
        if not people:
            return articles
        authors = ArticleAuthor.objects.filter(person__in=people)
        return articles.filter(pk__in=authors.values("page"))
