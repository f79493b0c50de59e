"""Filters that the lists of articles share."""

import django_filters
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import ArticleAuthor, ArticlePage, CategoryIndexPage, PersonPage
from articles.models.article import within
from articles.review.due import Due, is_due


class Need(models.TextChoices):
    """What an article needs looking after for."""

    ANY = "any", _("Any problem")
    ERRORS = "errors", _("Errors, which keep it from being published")
    RETRACTED = "retracted", _("A retracted source")
    UNIDENTIFIED = "unidentified", _("A source without DOI or PubMed number")
    UNMEASURED = "unmeasured", _("Not measured yet")


NEEDS = {
    Need.ANY: Q(freshness__errors__gt=0) | Q(freshness__warnings__gt=0),
    Need.ERRORS: Q(freshness__errors__gt=0),
    Need.RETRACTED: Q(freshness__retracted__gt=0),
    Need.UNIDENTIFIED: Q(freshness__without_identifier__gt=0),
    Need.UNMEASURED: Q(freshness__isnull=True),
}


def categories(request) -> QuerySet:
    return CategoryIndexPage.objects.select_related(None).order_by("path")


def authors(request) -> QuerySet:
    return _people(ArticleAuthor.objects.values("person"))


def reviewers(request) -> QuerySet:
    return _people(ArticlePage.objects.filter(reviewer__isnull=False).order_by().values("reviewer"))


def _people(ids) -> QuerySet:
    people = PersonPage.objects.filter(pk__in=ids).order_by("title")
    return people.select_related(None).prefetch_related(None)


class ArticleFilterSet(WagtailFilterSet):
    """By how the review stands, by problems, by place and by people."""

    review = django_filters.MultipleChoiceFilter(
        label=_("Next review"),
        choices=Due.choices,
        method="by_review",
        widget=CheckboxSelectMultiple,
    )
    problems = django_filters.ChoiceFilter(
        label=_("Problems"),
        choices=Need.choices,
        method="by_need",
        empty_label=_("All"),
        widget=RadioSelect,
    )
    category = django_filters.ModelMultipleChoiceFilter(
        label=_("Category"),
        queryset=categories,
        method="by_category",
        widget=CheckboxSelectMultiple,
    )
    author = django_filters.ModelMultipleChoiceFilter(
        label=_("Author"), queryset=authors, method="by_author", widget=CheckboxSelectMultiple
    )
    reviewer = django_filters.ModelMultipleChoiceFilter(
        label=_("Reviewer"), queryset=reviewers, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def by_review(self, articles: QuerySet, name: str, states: list[str]) -> QuerySet:
        return articles.filter(_any(is_due(state) for state in states))

    def by_need(self, articles: QuerySet, name: str, need: str) -> QuerySet:
        return articles.filter(NEEDS[Need(need)])

    def by_category(self, articles: QuerySet, name: str, chosen) -> QuerySet:
        """With the categories below, and with what is cross-listed there."""
        return articles.filter(_any(within(category) for category in chosen))

    def by_author(self, articles: QuerySet, name: str, people) -> QuerySet:
        """Asked of the authors, so that an article by two of them stands there once."""
        if not people:
            return articles
        written = ArticleAuthor.objects.filter(person__in=people)
        return articles.filter(pk__in=written.values("page"))


def _any(conditions) -> Q:
    """Either of these; no condition at all if there is none."""
    whole = Q()
    for condition in conditions:
        whole |= condition
    return whole
