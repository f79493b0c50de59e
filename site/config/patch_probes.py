"""Probes of the register of patches: is what we rely on still as it was?"""

import inspect
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest
from django.urls import resolve, reverse
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site
from wagtail.models.sites import get_site_for_hostname
from wagtail.signals import page_slug_changed, post_page_move

# The module of modelsearch for a database, the prefix of its classes, and the method we override.
SEARCH_ENGINES = {
    "postgresql": ("postgres", "Postgres", "build_tsquery_content"),
    "sqlite": ("sqlite", "SQLite", "build_search_query_content"),
}
SEARCH_KINDS = ("Search", "Autocomplete")


def has_parameters(function: Any, *names: str) -> bool:
    return list(inspect.signature(function).parameters)[: len(names)] == list(names)


def has_attributes(owner: Any, *names: str) -> bool:
    return all(hasattr(owner, name) for name in names)


def has_columns(model: Any, table: str, *columns: str) -> bool:
    names = {field.column for field in model._meta.local_fields}
    return model._meta.db_table == table and names.issuperset(columns)


def has_our_view(url_name: str, *args: Any) -> bool:
    return resolve(reverse(url_name, args=args)).func.__module__.startswith("home.")


def has_search_classes() -> bool:
    name, prefix, method = SEARCH_ENGINES[connection.vendor]
    engine = import_module(f"modelsearch.backends.database.{name}.{name}")
    compilers = (getattr(engine, f"{prefix}{kind}QueryCompiler") for kind in SEARCH_KINDS)
    return (
        hasattr(getattr(engine, f"{prefix}Index"), "add_items")
        and all(hasattr(compiler, method) for compiler in compilers)
        and has_parameters(engine.ObjectIndexer.prepare_field, "self", "obj", "field")
    )


def stores_commit_hooks_second() -> bool:
    database: Any = SimpleNamespace(in_atomic_block=True, savepoint_ids=[], run_on_commit=[])
    BaseDatabaseWrapper.on_commit(database, has_search_classes)
    return database.run_on_commit[0][1] is has_search_classes


def reads_site_of_request() -> bool:
    request: Any = HttpRequest()
    request._wagtail_site = site = Site()
    has_host = hasattr(request, "_get_raw_host")
    parameters = has_parameters(get_site_for_hostname, "hostname", "port")
    return has_host and parameters and Site.find_for_request(request) is site


def has_no_redirect_handler_of_wagtail() -> bool:
    receivers = [
        receiver
        for signal in (page_slug_changed, post_page_move)
        for receiver in signal._live_receivers(Page)[0]
    ]
    ours = [each for each in receivers if each.__module__ == "home.redirects.signals"]
    theirs = [each for each in receivers if each.__module__.startswith("wagtail.contrib.redirects")]
    return len(ours) == 2 and not theirs


def updates_aliases_when_publishing() -> bool:
    published = inspect.getsource(PublishPageRevisionAction._after_publish)
    publish = bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "publish")
    return (
        "self.object.update_aliases(" in published
        and has_parameters(Page.update_aliases, "self", "revision", "_content", "_updated_ids")
        and has_parameters(publish.execute_action, "objects", "include_descendants", "user")
        and publish.__module__ == "articles.publishing.bulk"
    )


def uses_prefetched_renditions() -> bool:
    image = SimpleNamespace(prefetched_renditions=[])
    return AbstractImage._get_prefetched_renditions(image) is image.prefetched_renditions
