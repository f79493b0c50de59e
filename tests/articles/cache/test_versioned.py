"""Versioned caches stay within their bound and are emptied by a change of content."""

import pytest

from articles.cache import versioned
from articles.cache.versioned import VersionedLRUCache


@pytest.fixture
def now(monkeypatch):
    """The content version, as a list of one number that tests change."""
    number = [1]
    monkeypatch.setattr(versioned, "get_content_version", lambda: number[0])
    return number


def test_the_least_recently_used_entry_is_evicted(now):
    cache = VersionedLRUCache("test", max_weight=2)
    for key in ("a", "b", "a", "c"):
        cache.get(key, key.upper)

    assert [cache.get(key, lambda: "read again") for key in ("a", "c")] == ["A", "C"]
    assert cache.get("b", lambda: "read again") == "read again"


def test_values_count_by_weight_and_too_heavy_ones_are_skipped(now):
    cache = VersionedLRUCache("test", max_weight=10, weight=len)

    for text in ("123456", "1234", "12345678901"):
        cache.get(text, text.lower)

    assert cache.get("123456", lambda: "again") == "123456"
    assert cache.get("12345678901", lambda: "again") == "again"


def test_a_new_version_drops_everything(now):
    cache = VersionedLRUCache("test", max_weight=10)
    cache.get("a", lambda: "old")

    now[0] = 2

    assert cache.get("a", lambda: "new") == "new"


def test_a_value_read_before_a_change_is_not_cached_after_it(now):
    cache = VersionedLRUCache("test", max_weight=10)

    def read_while_it_changes():
        now[0] = 2
        cache.get("b", lambda: "b")
        return "old"

    assert cache.get("a", read_while_it_changes) == "old"
    assert cache.get("a", lambda: "new") == "new"


def test_nothing_is_cached_while_the_version_is_unknown(now):
    cache = VersionedLRUCache("test", max_weight=10)
    now[0] = None

    assert cache.get("a", lambda: 1) == 1
    assert cache.get("a", lambda: 2) == 2
