"""Hooks of the admin for staff of single clinics."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from articles.models.site_rights import filter_own_pages, get_own_paths


def limit_page_chooser(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Hook: `construct_page_chooser_queryset`. Offer the pages of the user's clinics."""
    paths = get_own_paths(request.user)
    if paths is None:
        return pages
    # Those above a home page, which lead to it.
    step = Page.steplen
    above = {path[:end] for path in paths for end in range(step, len(path), step)}
    return filter_own_pages(pages, request.user) | pages.filter(Q(path__in=above))


def limit_explorer(parent: Any, pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Hook: `construct_explorer_page_queryset`."""
    return limit_page_chooser(pages, request)
