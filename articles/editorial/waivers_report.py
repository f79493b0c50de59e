"""The report on waivers of claims: who let which sentence stand, why, and what became of it."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page

from articles.editorial.claims_report import (
    CALL_EDIT,
    PAGE_EDIT,
    ClaimsReport,
    as_text,
    family_choices,
    get_editable_calls,
    get_editable_pages,
)
from articles.editorial.filters import RadioFilter
from articles.editorial.problem_lines import name_family
from articles.models import CallToAction, Waiver, WaiverState


class Standing(models.TextChoices):
    IN_FORCE = "in-force", _("In force")
    ENDED = "ended", _("Ended with the sentence or its sources")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = (WaiverState.State.SENTENCE, WaiverState.State.SOURCES)
STANDING_CONDITIONS = {
    Standing.IN_FORCE: Q(withdrawal=None) & ~Q(found_state__state__in=ENDED),
    Standing.ENDED: Q(withdrawal=None, found_state__state__in=ENDED),
    Standing.WITHDRAWN: Q(withdrawal__isnull=False),
}


class WaiverFilterSet(WagtailFilterSet):
    object_title = django_filters.CharFilter(label=_("Title"), lookup_expr="icontains")
    standing = RadioFilter(label=_("State"), choices=Standing.choices, method="by_standing")
    family = django_filters.MultipleChoiceFilter(label=_("Kind of claim"), choices=family_choices)
    reason = django_filters.MultipleChoiceFilter(label=_("Reason"), choices=Waiver.Reason.choices)

    class Meta:
        model = Waiver
        fields = ["object_title", "standing", "family", "reason"]

    def by_standing(self, waivers: QuerySet, name: str, value: str) -> QuerySet:
        return waivers.filter(STANDING_CONDITIONS[Standing(value)])


def get_edit_url(waiver: Waiver) -> str | None:
    """Return the address of the editor; None for what was deleted."""
    if not getattr(waiver, "is_editable", False):
        return None
    is_call = waiver.content_type.model_class() is CallToAction
    return reverse(CALL_EDIT if is_call else PAGE_EDIT, args=[waiver.object_id])


def mark_editable(waivers: Iterable[Waiver]) -> None:
    """Set `is_editable` on waivers of what was not deleted, by two queries for all."""
    ids: dict[bool, set[str]] = {True: set(), False: set()}
    for waiver in waivers:
        ids[waiver.content_type.model_class() is CallToAction].add(waiver.object_id)
    existing = {
        is_call: {
            str(pk)
            for pk in model._base_manager.filter(pk__in=ids[is_call]).values_list("pk", flat=True)
        }
        for is_call, model in ((True, CallToAction), (False, Page))
    }
    for waiver in waivers:
        is_call = waiver.content_type.model_class() is CallToAction
        waiver.is_editable = waiver.object_id in existing[is_call]  # type: ignore[attr-defined]


def describe_reason(waiver: Waiver) -> str:
    return f"{waiver.get_reason_display()}: {waiver.words}"


def format_day(waiver: Waiver) -> str:
    return date_format(localtime(waiver.waived_at), "DATE_FORMAT")


def describe_state(waiver: Waiver) -> str:
    """Return what became of a waiver."""
    if withdrawal := getattr(waiver, "withdrawal", None):
        return gettext("Withdrawn by %(name)s on %(day)s") % {
            "name": withdrawal.user_name,
            "day": date_format(localtime(withdrawal.withdrawn_at), "DATE_FORMAT"),
        }
    found = getattr(waiver, "found_state", None)
    return str(found.get_state_display() if found else WaiverState.State.IN_FORCE.label)


class WaiversView(ClaimsReport):
    """The waivers of what the user may edit, the newest first; for superusers all waivers."""

    model = Waiver
    page_title = _("Waivers")
    index_url_name = "editorial:waivers"
    index_results_url_name = "editorial:waivers_results"
    results_template_name = "articles/admin/reports/waivers_results.html"
    filterset_class = WaiverFilterSet
    default_ordering = "-waived_at"
    export_filename = "waivers"
    other_view = ("editorial:claims", _("Claims"))
    columns = [
        TitleColumn(
            "object_title",
            label=_("Title"),
            sort_key="object_title",
            get_url=get_edit_url,
            width="18%",
        ),
        Column("sentence", label=_("Sentence"), width="26%"),
        Column(
            "family",
            label=_("Kind of claim"),
            accessor=lambda waiver: name_family(waiver.family),
            sort_key="family",
        ),
        Column("reason", label=_("Reason"), accessor=describe_reason, width="20%"),
        Column("user_name", label=_("Waived by"), sort_key="user_name"),
        Column("waived_at", label=_("Waived on"), accessor=format_day, sort_key="waived_at"),
        Column("state", label=_("State"), accessor=describe_state),
    ]
    export_headings = {
        "title": _("Title"),
        "sentence": _("Sentence"),
        "family": _("Kind of claim"),
        "reason": _("Reason"),
        "words": _("In words"),
        "user_name": _("Waived by"),
        "waived_at": _("Waived at"),
        "covers_stops": _("By a user who may publish"),
        "state": _("State"),
    }
    list_export = [*export_headings]

    def get_table(self, object_list: Any) -> Any:
        mark_editable(object_list)
        return super().get_table(object_list)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by(self.ordering, "pk")

    def get_base_queryset(self) -> QuerySet:
        waivers = Waiver.objects.select_related("content_type", "withdrawal", "found_state")
        user = self.request.user
        if user.is_superuser:  # also of what was deleted
            return waivers
        of_calls = Q(content_type=ContentType.objects.get_for_model(CallToAction))
        pages, calls = as_text(get_editable_pages(user)), as_text(get_editable_calls(user))
        return waivers.filter(
            (~of_calls & Q(object_id__in=pages)) | (of_calls & Q(object_id__in=calls))
        )

    def to_row_dict(self, item: Waiver) -> dict[str, Any]:
        return {
            "title": item.object_title,
            "sentence": item.sentence,
            "family": name_family(item.family),
            "reason": str(item.get_reason_display()),
            "words": item.words,
            "user_name": item.user_name,
            "waived_at": item.waived_at,
            "covers_stops": gettext("Yes") if item.covers_stops else gettext("No"),
            "state": describe_state(item),
        }
