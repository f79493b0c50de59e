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
    kept = VersionedLRUCache("test", max_weight=2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, key.upper)

    assert [kept.get(key, lambda: "read again") for key in ("a", "c")] == ["A", "C"]
    assert kept.get("b", lambda: "read again") == "read again"


def test_values_count_by_weight_and_too_heavy_ones_are_skipped(now):
    kept = VersionedLRUCache("test", max_weight=10, weight=len)

    for text in ("123456", "1234", "12345678901"):
        kept.get(text, text.lower)

    assert kept.get("123456", lambda: "again") == "123456"
    assert kept.get("12345678901", lambda: "again") == "again"


def test_another_generation_drops_everything(now):
    kept = VersionedLRUCache("test", max_weight=10)
    kept.get("a", lambda: "old")

    now[0] = 2

    assert kept.get("a", lambda: "new") == "new"


def test_a_value_read_before_a_change_is_not_cached_after_it(now):
    kept = VersionedLRUCache("test", max_weight=10)

    def read_while_it_changes():
        now[0] = 2
        kept.get("b", lambda: "b")
        return "old"

    assert kept.get("a", read_while_it_changes) == "old"
    assert kept.get("a", lambda: "new") == "new"


def test_nothing_is_cached_while_the_version_is_unknown(now):
    kept = VersionedLRUCache("test", max_weight=10)
    now[0] = None

    assert kept.get("a", lambda: 1) == 1
    assert kept.get("a", lambda: 2) == 2
