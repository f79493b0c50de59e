"""Every cache of the project is listed in the README, and changes of content empty it."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection, transaction

from articles.cache import versioned
from home.delivery import content_version
from tests.config.page_cache.helpers import PUBLIC, cache_in_this_thread

README = Path(content_version.__file__).with_name("README.md").read_text()
PACKAGES = ("articles", "config", "home")
# Modules that run something, or need another database, when they are imported.
SKIPPED = re.compile(r"migrations|settings|wsgi$|search\.(postgresql|sqlite)$")


def own_modules() -> Iterator[str]:
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if not SKIPPED.search(module.name):
                yield module.name


@pytest.fixture(scope="module", autouse=True)
def _all_modules_are_imported() -> None:
    for name in own_modules():
        importlib.import_module(name)


def listed_in(heading: str) -> list[str]:
    section = README.partition(f"### {heading}")[2].partition("\n### ")[0]
    return sorted(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def versioned_caches() -> list[versioned.VersionedLRUCache]:
    return [cache for cache in versioned.all_caches() if cache.name != "test"]


def cached_functions() -> set[str]:
    values = [
        value
        for name in own_modules()
        for value in vars(sys.modules[name]).values()
        if hasattr(value, "cache_info")
    ]
    names = {f"{value.__module__}.{value.__qualname__}" for value in values}
    return {name for name in names if name.startswith(PACKAGES)}


def test_the_readme_lists_every_cache_by_name():
    names = sorted(cache.name for cache in versioned_caches())

    assert listed_in("Emptied by every change of public content") == names
    assert set(listed_in("Django's caches")) == set(settings.CACHES)
    assert listed_in("Functions with `lru_cache`") == sorted(cached_functions())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_of_content_empties_every_cache():
    with ExitStack() as stack:
        for cache in (caches := versioned_caches()):
            stack.enter_context(patch.object(cache, "weight", lambda value: 1))
        assert {cache.get("key", lambda: "old") for cache in caches} == {"old"}
        assert {cache.get("key", lambda: "not read") for cache in caches} == {"old"}

        with transaction.atomic():
            content_version.bump()

        assert {cache.get("key", lambda: "new") for cache in caches} == {"new"}
        versioned.clear_all()  # what is stored has the wrong type


@pytest.mark.django_db
def test_a_change_of_content_empties_the_page_cache(monkeypatch: pytest.MonkeyPatch):
    bodies = [b"new", b"old"]

    def application(environ, start_response):
        start_response("200 OK", list(PUBLIC.items()))
        return [bodies.pop()]

    cache = cache_in_this_thread(application, content_version.refresh, monkeypatch)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": ""}
    environ |= {"HTTP_HOST": "testserver", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}

    def get() -> bytes:
        return b"".join(cache(environ, lambda *_response: None))

    assert [get(), get()] == [b"old", b"old"]
    connection.run_on_commit.clear()
    content_version.bump()
    assert get() == b"new"
