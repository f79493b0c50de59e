"""Filters of the reference list."""

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.library.usage import filter_cited
from articles.models import EditorialSettings, Reference
from articles.references.official import OFFICIAL_KINDS
from articles.references.search_text import search_words
from articles.references.source import SourceKind, SourceState
from articles.references.study_types import StudyType

UNUSED, INCOMPLETE, CHANGED, DUPLICATE = "unused", "incomplete", "changed", "duplicate"
OUTDATED, PROPOSED, UNLABELLED = "outdated", "proposed", "unlabelled"


class ReferenceFilterSet(WagtailFilterSet):
    """Filters by problem, and by kind of source."""

    needs = django_filters.ChoiceFilter(
        label=_("Needs attention"),
        method="filter_needs",
        choices=[
            (PROPOSED, _("Proposed change")),
            (UNUSED, _("Not cited")),
            (INCOMPLETE, _("Incomplete")),
            (UNLABELLED, _("Without a study type")),
            (OUTDATED, _("Old guidelines and official sources")),
            (CHANGED, _("Retracted or corrected")),
            (DUPLICATE, _("Possible duplicates")),
        ],
    )
    state = django_filters.MultipleChoiceFilter(label=_("Status"), choices=SourceState.choices)
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=SourceKind.choices)
    study_type = django_filters.MultipleChoiceFilter(
        label=_("Study type"), choices=StudyType.choices
    )

    class Meta:
        model = Reference
        fields = ["needs", "state", "kind", "study_type"]

    def filter_needs(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == OUTDATED:
            return outdated(queryset, EditorialSettings.for_request(self.request))
        return NEEDS[value](queryset)


def filter_by_words(references: QuerySet, query: str) -> QuerySet:
    """Filter those that contain every word of the query, in the same way on every database."""
    for word in search_words(query):
        references = references.filter(search_text__contains=word)
    return references


def unused(references: QuerySet) -> QuerySet:
    return references.exclude(pk__in=filter_cited(Reference.objects.order_by()).values("pk"))


def outdated(references: QuerySet, settings: EditorialSettings) -> QuerySet:
    """Filter official sources that were neither published nor visited in recent years."""
    year = timezone.localdate().year - settings.official_source_years
    return references.filter(
        Q(kind__in=OFFICIAL_KINDS) | Q(study_type=StudyType.GUIDELINE),
        Q(year__lt=year) | Q(year=None, accessed__isnull=False),
        Q(accessed__year__lt=year) | Q(accessed=None),
    )


def duplicates(references: QuerySet) -> QuerySet:
    """Filter those that share title, year and first author with another."""
    shared = (
        Reference.objects.exclude(fingerprint="")
        .order_by()
        .values("fingerprint")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
    )
    return references.filter(fingerprint__in=shared.values("fingerprint"))


NEEDS = {
    PROPOSED: lambda references: references.filter(proposal__isnull=False),
    UNUSED: unused,
    INCOMPLETE: lambda references: references.filter(is_complete=False),
    UNLABELLED: lambda references: references.filter(study_type=""),
    CHANGED: lambda references: references.exclude(state=""),
    DUPLICATE: duplicates,
}
