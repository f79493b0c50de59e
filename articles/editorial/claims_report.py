"""The report on claims in what is public: by page and kind, with counts."""

from typing import Any

import django_filters
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from articles.editorial.columns import NumberColumn
from articles.editorial.filters import RadioFilter
from articles.editorial.overview import order_nulls_last
from articles.editorial.paired_report import PairedReport
from articles.editorial.problem_lines import name_family
from articles.models import CallToAction, ClaimCount
from articles.models.claim_policy import FAMILY_FIELDS, OWN_FAMILY
from articles.models.site_roots import full_page_url

PAGE_EDIT, CALL_EDIT = "wagtailadmin_pages:edit", "wagtailsnippets_articles_calltoaction:edit"
SEVERITIES = {
    "stops": _("Stop publishing"),
    "warnings": _("Warnings"),
    "waived": _("Waived"),
}


def get_editable_pages(user: Any) -> QuerySet:
    return PagePermissionPolicy(Page).instances_user_has_any_permission_for(user, ["change"])


def get_editable_calls(user: Any) -> QuerySet:
    policy = policy_registry.get_by_type(CallToAction)
    return policy.instances_user_has_any_permission_for(user, ["change"])


def as_text(objects: QuerySet) -> QuerySet:
    """Return the ids of objects as generic relations store them."""
    return objects.order_by().annotate(key=Cast("pk", CharField())).values("key")


def family_choices() -> list[tuple[str, str]]:
    return [(family, name_family(family)) for family in (*FAMILY_FIELDS, OWN_FAMILY)]


class ClaimFilterSet(WagtailFilterSet):
    title = django_filters.CharFilter(label=_("Title"), lookup_expr="icontains")
    family = django_filters.MultipleChoiceFilter(label=_("Kind of claim"), choices=family_choices)
    severity = RadioFilter(label=_("With"), choices=list(SEVERITIES.items()), method="by_severity")

    class Meta:
        model = ClaimCount
        fields = ["title", "family", "severity"]

    def by_severity(self, counts: QuerySet, name: str, value: str) -> QuerySet:
        return counts.filter(**{f"{value}__gt": 0})


def get_edit_url(row: ClaimCount) -> str:
    if row.page_id:
        return reverse(PAGE_EDIT, args=[row.page_id])
    return reverse(CALL_EDIT, args=[row.call_to_action_id])


def get_kind(row: ClaimCount) -> str:
    if row.page is None:
        return str(CallToAction._meta.verbose_name)
    return str(row.page.cached_content_type.name)


def get_family(row: ClaimCount) -> str:
    return name_family(row.family)


class ClaimsReport(PairedReport):
    """Reports about claims in the pages and calls to action that the user may edit."""

    page_title = _("Claims")
    header_icon = "warning"
    permission_policy = PagePermissionPolicy(Page)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return order_nulls_last(queryset, self.ordering)


class ClaimCountsView(ClaimsReport):
    """The claims of public texts, those that stop publishing first."""

    model = ClaimCount
    index_url_name = "editorial:claims"
    index_results_url_name = "editorial:claims_results"
    results_template_name = "articles/admin/reports/claims_results.html"
    filterset_class = ClaimFilterSet
    default_ordering = "-stops"
    export_filename = "claims"
    other_view = ("editorial:waivers", _("Waivers"))
    columns = [
        TitleColumn("title", label=_("Title"), sort_key="title", get_url=get_edit_url, width="35%"),
        Column("kind", label=_("Kind of page"), accessor=get_kind),
        Column("family", label=_("Kind of claim"), accessor=get_family, sort_key="family"),
        *(NumberColumn(name, label=label, sort_key=name) for name, label in SEVERITIES.items()),
    ]
    list_export = ["title", "url", "kind", "family", *SEVERITIES, "counted_at"]
    export_headings = {
        "title": _("Title"),
        "url": _("Address"),
        "kind": _("Kind of page"),
        "family": _("Kind of claim"),
        "counted_at": _("Counted at"),
        **SEVERITIES,
    }

    def get_base_queryset(self) -> QuerySet:
        user = self.request.user
        pages = get_editable_pages(user).filter(live=True).order_by().values("pk")
        calls = get_editable_calls(user).filter(live=True).order_by().values("pk")
        rows = ClaimCount.objects.filter(Q(page__in=pages) | Q(call_to_action__in=calls))
        rows = rows.select_related("page__content_type", "call_to_action")
        return rows.annotate(title=Coalesce("page__title", "call_to_action__heading"))

    def to_row_dict(self, item: ClaimCount) -> dict[str, Any]:
        numbers = {name: getattr(item, name) for name in (*SEVERITIES, "counted_at")}
        return numbers | {
            "title": item.title,  # type: ignore[attr-defined]
            "url": full_page_url(item.page) if item.page else "",
            "kind": get_kind(item),
            "family": get_family(item),
        }
