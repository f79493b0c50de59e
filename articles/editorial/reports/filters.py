"""Filters of the freshness report beside those of every list of articles."""

import django_filters
from django.db import models
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _

from articles.editorial.filters import ArticleFilterSet
from articles.review.due import get_clinic_today


class SourceAge(models.TextChoices):
    FIVE = "5", _("More than 5 years")
    TEN = "10", _("More than 10 years")


class ReadingGrade(models.TextChoices):
    EIGHT = "8", _("Above grade 8")
    TWELVE = "12", _("Above grade 12")


class FreshnessFilterSet(ArticleFilterSet):
    changed = django_filters.ChoiceFilter(
        label=_("Changed since the review"),
        field_name="changed_since_review",
        choices=[(True, _("Yes")), (False, _("No"))],
        empty_label=_("All"),
        widget=RadioSelect,
    )
    newest = django_filters.ChoiceFilter(
        label=_("Age of the newest source"),
        choices=SourceAge.choices,
        method="by_newest",
        empty_label=_("All"),
        widget=RadioSelect,
    )
    grade = django_filters.ChoiceFilter(
        label=_("Reading grade"),
        field_name="freshness__grade",
        lookup_expr="gt",
        choices=ReadingGrade.choices,
        empty_label=_("All"),
        widget=RadioSelect,
    )

    def by_newest(self, articles: QuerySet, name: str, years: str) -> QuerySet:
        return articles.filter(newest_year__lt=get_clinic_today().year - int(years))
