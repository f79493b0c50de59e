"""Close the views of the admin that would show staff of one clinic something of another."""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from articles.citations.markup import is_id
from articles.models.site_rights import get_own_paths, get_own_site_ids

# They list what concerns the whole install, such as all users or all workflows, or have filters
# that do. A name closes the views whose names begin with it.
CLOSED_VIEWS = (
    "wagtailadmin_api:documents",
    "wagtailadmin_api:images",
    # Their forms list the groups of all clinics.
    "wagtailadmin_collections:set_privacy",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_workflows:task_chooser",
)
# The argument that is the id of a site, and those that are ids of pages.
SITE_ARGUMENT = "site_id"
PAGE_ARGUMENTS = ("page_id", "page_pk", "page_to_move_id", "parent_page_id", "destination_id")
BULK_ACTION = "wagtail_bulk_action"
# In place of ids: what the list shows, or everything.
ALL = "all"
# Views that name pages in what is sent, and show their titles also if they refuse them.
FIELDS_OF_VIEWS = {
    "wagtailadmin_choose_page_chosen_multiple": "id",
    "wagtailadmin_pages:copy": "new_parent_page",
    BULK_ACTION: "chooser",
}


class WallMiddleware:
    """Refuses requests of users of single clinics that name a page of another. Permits nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        match = request.resolver_match
        if match is None or not request.path.startswith(reverse("wagtailadmin_home")):
            return
        paths = get_own_paths(request.user)
        if paths is None:
            return
        name = match.view_name
        if name.startswith(CLOSED_VIEWS):
            raise PermissionDenied
        own_sites = get_own_site_ids(request.user) or ()
        if SITE_ARGUMENT in kwargs and kwargs[SITE_ARGUMENT] not in own_sites:
            raise Http404
        named = {kwargs[argument] for argument in PAGE_ARGUMENTS if kwargs.get(argument)}
        if field := FIELDS_OF_VIEWS.get(name):
            named |= read_sent_ids(request.GET.getlist(field) + request.POST.getlist(field))
        if name == BULK_ACTION:
            if (kwargs["app_label"], kwargs["model_name"]) == ("wagtailcore", "page"):
                named |= read_pages(request, paths)
            else:
                refuse_foreign_objects(request, kwargs)
        if named and has_foreign_page(named, paths):
            raise Http404


def read_sent_ids(words: Iterable[str]) -> set[int]:
    """Return ids, without "all" and what is empty. Refuse other spellings of numbers.

    The database would understand some of them, such as "1_2".
    """
    words = {word for word in words if word not in ("", ALL)}
    if not all(map(is_id, words)):
        raise Http404
    return set(map(int, words))


def read_pages(request: HttpRequest, paths: tuple[str, ...]) -> set[int]:
    """Return the pages that a bulk action names. "All" are those below a page of these clinics."""
    ids = request.GET.getlist("id")
    parents = read_sent_ids(request.GET.getlist("childOf"))
    if ALL in ids:
        found = Page.objects.filter(pk__in=parents).values_list("path", flat=True)
        if not found or not all(path.startswith(paths) for path in found):
            raise Http404
    return read_sent_ids(ids) | parents


def has_foreign_page(ids: Iterable[Any], paths: tuple[str, ...]) -> bool:
    """Return True if one of the pages is neither of these clinics nor above their home pages."""
    found = Page.objects.filter(pk__in=ids).values_list("path", flat=True)
    return any(
        not path.startswith(paths) and not any(own.startswith(path) for own in paths)
        for path in found
    )


def refuse_foreign_objects(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Refuse a bulk action on files or snippets that the user may do nothing with.

    Wagtail would list their names.
    """
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError as error:
        raise Http404 from error
    policy = policy_registry.get_by_type(model)
    actions = ["add", "change", "delete", "publish", "choose", "view"]
    if not policy.user_has_any_permission(request.user, actions):
        raise PermissionDenied
    for each in model._default_manager.filter(pk__in=read_sent_ids(request.GET.getlist("id"))):
        if not policy.user_has_any_permission_for_instance(request.user, actions, each):
            raise Http404
