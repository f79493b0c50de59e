"""Filters of lists of pages: staff of single clinics choose among their own people and sites."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Site

from articles.models.site_rights import filter_own_users, get_own_site_ids

USER_FILTERS = ("owner", "edited_by")
Choices = Callable[[HttpRequest | None], QuerySet]


def limit_filters() -> None:
    """Replace the choices of Wagtail's filters; called once when the app is ready.

    All filter sets of pages share these filters.
    """
    filters: dict[str, Any] = PageFilterSet.base_filters
    for name in USER_FILTERS:
        filters[name].queryset = limit_users(filters[name].queryset)
    filters["site"].queryset = own_sites


def limit_users(choices: Choices) -> Choices:
    def limited(request: HttpRequest | None) -> QuerySet:
        return filter_own_users(choices(request), request and request.user)

    return limited


def own_sites(request: HttpRequest | None) -> QuerySet:
    sites = get_own_site_ids(request and request.user)
    return Site.objects.all() if sites is None else Site.objects.filter(pk__in=sites)


def has_limited_filters() -> bool:
    """Return True if the filters of pages are those above, for the check of patches."""
    return PageFilterSet.base_filters["site"].queryset is own_sites
