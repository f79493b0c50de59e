"""Filters that the lists of articles share."""

import django_filters
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import ArticleAuthor, ArticlePage, CategoryIndexPage, PersonPage
from articles.models.article import in_category_q
from articles.review.due import DueState, due_state_q


class ProblemFilter(models.TextChoices):
    """What an article needs looking after for."""

    ANY = "any", _("Any problem")
    ERRORS = "errors", _("Errors, which keep it from being published")
    RETRACTED = "retracted", _("A retracted source")
    UNIDENTIFIED = "unidentified", _("A source without DOI or PubMed number")
    UNMEASURED = "unmeasured", _("Not measured yet")


PROBLEM_CONDITIONS = {
    ProblemFilter.ANY: Q(freshness__errors__gt=0) | Q(freshness__warnings__gt=0),
    ProblemFilter.ERRORS: Q(freshness__errors__gt=0),
    ProblemFilter.RETRACTED: Q(freshness__retracted__gt=0),
    ProblemFilter.UNIDENTIFIED: Q(freshness__without_identifier__gt=0),
    ProblemFilter.UNMEASURED: Q(freshness__isnull=True),
}


def get_categories(request) -> QuerySet:
    return CategoryIndexPage.objects.select_related(None).order_by("path")


def get_authors(request) -> QuerySet:
    return _people(ArticleAuthor.objects.values("person"))


def get_reviewers(request) -> QuerySet:
    return _people(ArticlePage.objects.filter(reviewer__isnull=False).order_by().values("reviewer"))


def _people(ids) -> QuerySet:
    people = PersonPage.objects.filter(pk__in=ids).order_by("title")
    return people.select_related(None).prefetch_related(None)


class ArticleFilterSet(WagtailFilterSet):
    """By how the review stands, by problems, by place and by people."""

    review = django_filters.MultipleChoiceFilter(
        label=_("Next review"),
        choices=DueState.choices,
        method="by_review",
        widget=CheckboxSelectMultiple,
    )
    problems = django_filters.ChoiceFilter(
        label=_("Problems"),
        choices=ProblemFilter.choices,
        method="by_problem",
        empty_label=_("All"),
        widget=RadioSelect,
    )
    category = django_filters.ModelMultipleChoiceFilter(
        label=_("Category"),
        queryset=get_categories,
        method="by_category",
        widget=CheckboxSelectMultiple,
    )
    author = django_filters.ModelMultipleChoiceFilter(
        label=_("Author"), queryset=get_authors, method="by_author", widget=CheckboxSelectMultiple
    )
    reviewer = django_filters.ModelMultipleChoiceFilter(
        label=_("Reviewer"), queryset=get_reviewers, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def by_review(self, articles: QuerySet, name: str, states: list[str]) -> QuerySet:
        return articles.filter(_any_of(due_state_q(state) for state in states))

    def by_problem(self, articles: QuerySet, name: str, need: str) -> QuerySet:
        return articles.filter(PROBLEM_CONDITIONS[ProblemFilter(need)])

    def by_category(self, articles: QuerySet, name: str, chosen) -> QuerySet:
        """With the categories below, and with what is cross-listed there."""
        return articles.filter(_any_of(in_category_q(category) for category in chosen))

    def by_author(self, articles: QuerySet, name: str, people) -> QuerySet:
        """Asked of the authors, so that an article by two of them stands there once."""
        if not people:
            return articles
        written = ArticleAuthor.objects.filter(person__in=people)
        return articles.filter(pk__in=written.values("page"))


def _any_of(conditions) -> Q:
    """Either of these; no condition at all if there is none."""
    whole = Q()
    for condition in conditions:
        whole |= condition
    return whole
