"""Every address of the admin: each URL pattern, with objects of the clinic as arguments.

The patterns are read from the URL resolver, so that a new view is included by itself. A pattern
with an argument that is not known here raises `LookupError`.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from django.urls import get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry as settings
from wagtail.models import Page, Revision
from wagtail.snippets.models import get_snippet_models

from articles.blocks.statement_choice import StatementChoice, iter_statements
from home.first_steps.steps import STEPS
from tests.home.roles.clinic import Clinic
from tests.home.roles.models import PUBLIC_PAGES

# They end the session, need a token from a mail, or fail on purpose.
SKIPPED_VIEWS = {
    "wagtailadmin_logout",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_error_test",
}
# What differs between pages for views that treat all types alike.
SOME_PAGES = ("article", "ghost", "closed", "draft", "waiting", "alias")
VIEWS_OF_ALL_PAGES = {"wagtailadmin_pages:edit"}
PAGE_ARGUMENTS = {"page_id", "page_pk", "page_to_move_id"}
SETTINGS = "wagtailsettings:"
CATCH_ALL = "admin/^.*/$"

Arguments = dict[str, Any]


class AdminUrl(NamedTuple):
    """An address, and the name of its view, or its route if it has none."""

    view: str
    url: str


def walk_patterns(
    patterns: Any, route: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the view name, route and argument names of each pattern."""
    for each in patterns:
        where = route + str(each.pattern)
        if hasattr(each, "url_patterns"):
            inside = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from walk_patterns(each.url_patterns, where, inside)
        else:
            name = ":".join((*namespaces, each.name)) if each.name else ""
            yield name, where, tuple(each.pattern.regex.groupindex)


def admin_urls(clinic: Clinic) -> list[AdminUrl]:
    """Return all addresses below /admin/, each once."""
    values = ArgumentValues(clinic)
    found: dict[str, AdminUrl] = {}
    for name, route, arguments in walk_patterns(get_resolver().url_patterns):
        if not route.startswith("admin/") or route == CATCH_ALL or name in SKIPPED_VIEWS:
            continue
        for each in values.combinations(name or route, arguments):
            url = reverse(name, kwargs=each) if name else f"/{fill(route, each)}"
            found[url] = AdminUrl(label(name or route, each), url + values.query(name, each))
    return list(found.values())


def label(view: str, arguments: Arguments) -> str:
    """Return the name of a view. Each model of settings has its own, since roles differ in them."""
    return f"{view} {arguments['model_name']}" if view.startswith(SETTINGS) else view


def fill(route: str, arguments: Arguments) -> str:
    for name, value in arguments.items():
        route = route.replace(f"<int:{name}>", str(value))
    return route


class ArgumentValues:
    """The values of the arguments of views: ids of objects of the clinic, and names of models."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        pages = [page.pk for page in clinic.pages.values()]
        self.some_pages = [clinic.pages[name].pk for name in SOME_PAGES]
        parents = [clinic.pages[name].pk for name in ("home", "category")]
        self.by_argument: dict[str, list[Any]] = {
            "page_id": pages,
            "page_pk": pages,
            "page_to_move_id": pages,
            "parent_page_id": parents,
            "destination_id": parents,
            "image_id": [picture.pk for picture in clinic.images],
            "document_id": [clinic.document.pk],
            "doc_id": [clinic.document.pk],
            "filter_spec": ["width-10"],
            "session_id": [1],
            "site_id": self.ids("site"),
            "object_id": ["1"],
            "signed": ["unsigned"],
            "token": ["token"],
            "page_type": ["home.standardpage"],
            "action_name": ["publish", "unpublish", "delete", "copy", "convert_alias"],
            "app_label": ["articles"],
            "app_name": ["articles"],
            "model_name": ["articlepage"],
        } | {argument: self.ids(name) for argument, name in OBJECT_OF_ARGUMENT.items()}

    def ids(self, *names: str) -> list[int]:
        return [self.clinic.objects[name].pk for name in names]

    def combinations(self, view: str, arguments: tuple[str, ...]) -> Iterator[Arguments]:
        """Yield the arguments of each address of a view."""
        special = self._special_arguments(view, set(arguments))
        if special is not None:
            for values in special:
                yield {name: values[name] for name in arguments}
            return
        choices = [self._values(view, argument) for argument in arguments]
        for combination in product(*choices):
            yield dict(zip(arguments, combination, strict=True))

    def _values(self, view: str, argument: str) -> list[Any]:
        if argument == "pk":
            return self._ids_of_view(view)
        if argument in PAGE_ARGUMENTS and view not in VIEWS_OF_ALL_PAGES:
            return self.some_pages
        try:
            return self.by_argument[argument]
        except KeyError:
            raise LookupError(f"Name values of “{argument}” for the view {view}.") from None

    def _ids_of_view(self, view: str) -> list[Any]:
        """Return the ids for the longest name in `OBJECTS_OF_VIEW` that the view starts with."""
        matching = [name for name in OBJECTS_OF_VIEW if view.startswith(name)]
        if not matching:
            raise LookupError(f"Name objects for the view {view}.")
        names = OBJECTS_OF_VIEW[max(matching, key=len)]
        if names == "pages":
            return self.some_pages
        if names == "images":
            return self.by_argument["image_id"]
        return [self.clinic.document.pk] if names == "document" else self.ids(names)

    def _special_arguments(self, view: str, names: set[str]) -> list[Arguments] | None:
        """Return arguments that only make sense together, or None."""
        if view == "wagtail_bulk_action":
            return [
                {"app_label": app, "model_name": model, "action": action}
                for app, models in self._bulk_actions().items()
                for model, actions in models.items()
                for action in actions
            ]
        if names & {"revision_id", "revision_id_a"}:
            return self._revisions("calltoaction" if "calltoaction" in view else "page")
        if {"task_state_id", "action_name"} <= names:
            waiting = self.clinic.pages["waiting"].pk
            state = self.ids("task_state")[0]
            call = self.ids("call")[0]
            return [
                {"page_id": waiting, "pk": call, "action_name": action, "task_state_id": state}
                for action in ("approve", "reject")
            ]
        if view.startswith("first_steps:") and "step" in names:
            site = self.ids("site")[0]
            return [{"site_id": site, "step": step.name} for step in STEPS]
        if view == "statement_chooser:chosen":
            shown = self.clinic.pages["article"]
            findings = [StatementChoice(shown.pk, pk) for pk, _value in iter_statements(shown.body)]
            return [{"pk": str(choice)} for choice in findings[:1]]
        if view == "check_logo":
            return [{"site_id": self.ids("site")[0], "name": "logo"}]
        if view.startswith(SETTINGS):
            site = self.ids("site")[0]
            models = [(model._meta.app_label, model._meta.model_name) for model in settings]
            return [{"app_name": app, "model_name": name, "pk": site} for app, name in models]
        if "content_type_model_name" in names:
            return [
                {
                    "content_type_app_name": model._meta.app_label,
                    "content_type_model_name": model._meta.model_name,
                    "parent_page_id": parent,
                }
                for model in PUBLIC_PAGES
                for parent in self._parents(model)
            ]
        if view == "wagtailadmin_workflows:add_task":
            return [{"app_label": "wagtailcore", "model_name": "groupapprovaltask"}]
        return None

    def _bulk_actions(self) -> dict[str, dict[str, dict[str, Any]]]:
        bulk_action_registry._scan_for_bulk_actions()
        return bulk_action_registry.actions

    def _revisions(self, kind: str) -> list[Arguments]:
        revisions = [
            revision
            for revision in Revision.objects.order_by("pk")
            if (kind == "page") == isinstance(revision.content_object, Page)
        ]
        return [
            {
                "page_id": int(revision.object_id),
                "pk": int(revision.object_id),
                "revision_id": revision.pk,
                "revision_id_a": str(revision.pk),
                "revision_id_b": "live",
            }
            for revision in revisions
        ]

    def _parents(self, model: type[Page]) -> list[int]:
        """Return the id of a page that pages of this type may be created below, if any."""
        candidates = [*self.clinic.pages.values(), Page.get_first_root_node().specific]
        return [page.pk for page in candidates if model in page.allowed_subpage_models()][:1]

    def query(self, view: str, arguments: Arguments) -> str:
        """Return the query string without which a view does nothing."""
        if view == "wagtailadmin_pages:set_page_position":
            return "?position=0"
        if view != "wagtail_bulk_action":
            return ""
        ids = self._ids_of_model(f"{arguments['app_label']}.{arguments['model_name']}")
        return "?next=/admin/pages/&" + "&".join(f"id={pk}" for pk in ids)

    def _ids_of_model(self, label: str) -> list[int]:
        by_model = {
            "wagtailcore.page": self.by_argument["page_id"],
            "home.clinicimage": self.by_argument["image_id"],
            "wagtaildocs.document": self.by_argument["document_id"],
            "home.user": self.ids("user"),
        }
        snippets = {model._meta.label_lower: model for model in get_snippet_models()}
        if label in snippets:
            return list(snippets[label].objects.values_list("pk", flat=True))
        return by_model[label]


# The object of the clinic, by the name of the argument.
OBJECT_OF_ARGUMENT = {
    "call_id": "call",
    "collection_id": "collection",
    "letter_id": "letter",
    "redirect_id": "redirect",
    "query_id": "query",
    "restriction_id": "restriction",
    "task_id": "task",
    "task_state_id": "task_state",
    "workflow_pk": "workflow",
    "workflow_state_id": "state",
    "uploaded_file_id": "uploaded_image",
    "words_id": "words",
}
# The objects of the clinic that `pk` names, by the beginning of the view's name.
OBJECTS_OF_VIEW = {
    "saved_sections": "saved",
    "wagtailadmin_api:pages": "pages",
    "wagtailadmin_api:images": "images",
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows": "workflow",
    "wagtailadmin_workflows:edit_task": "task",
    "wagtailadmin_workflows:disable_task": "task",
    "wagtailadmin_workflows:enable_task": "task",
    "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "images",
    "wagtailsites": "site",
    "wagtailsnippetchoosers_articles_calltoaction": "call",
    "wagtailsnippetchoosers_articles_condition": "condition",
    "wagtailsnippetchoosers_articles_reference": "source",
    "wagtailsnippetchoosers_home_savedsections": "saved",
    "wagtailsnippets_articles_calltoaction": "call",
    "wagtailsnippets_articles_condition": "condition",
    "wagtailsnippets_articles_reference": "source",
    "wagtailsnippets_home_savedsections": "saved",
    "wagtailusers_groups": "group",
    "wagtailusers_users": "user",
}
