"""Cached content is never older, or newer, than the committed content."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.snippets.models import get_snippet_models

from articles.cache.versioned import VersionedLRUCache
from articles.models import EditorialSettings
from home.delivery import content_version
from home.models import ClinicSettings, Generation
from tests.factories import block, home_page, place, reference, standard_page, stream
from tests.helpers import assert_content_version_bumped

committing = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@committing
def test_a_change_is_recorded_on_commit():
    cache = VersionedLRUCache("test", max_weight=10)
    assert cache.get("menu", lambda: "old") == "old"

    with transaction.atomic():
        content_version.bump()
        assert content_version.current() is None
        assert cache.get("menu", lambda: "new") == "new"
        assert cache.get("menu", lambda: "newer") == "newer"

    assert cache.get("menu", lambda: "committed") == "committed"
    assert cache.get("menu", lambda: "never read") == "committed"


@committing
def test_a_rolled_back_change_is_not_recorded():
    cache = VersionedLRUCache("test", max_weight=10)
    cache.get("menu", lambda: "old")

    with transaction.atomic():
        content_version.bump()
        cache.get("menu", lambda: "never true")
        transaction.set_rollback(True)

    assert cache.get("menu", lambda: "read again") == "old"
    with transaction.atomic():
        content_version.bump()
    assert cache.get("menu", lambda: "new") == "new"


@committing
def test_the_number_is_read_once_a_second(django_assert_num_queries):
    content_version.current()
    with patch.object(content_version, "POLL_SECONDS", 0), django_assert_num_queries(1):
        content_version.current()
    with django_assert_num_queries(0):
        for _ in range(50):
            content_version.current()


@pytest.mark.django_db
def test_every_public_change_reaches_every_process():
    home = home_page()
    page, other = standard_page(home), standard_page(home, "Other")
    draft = page.save_revision()
    site = Site.objects.get()
    restriction = PageViewRestriction(page=other, restriction_type="login")
    changes = [
        draft.publish,
        page.unpublish,
        page.delete,
        ClinicSettings.for_site(site).save,
        EditorialSettings.for_site(site).save,
        restriction.save,
        restriction.delete,
        reference().save,
        lambda: other.move(Page.objects.get(depth=1), pos="last-child"),
    ]
    for change in changes:
        with assert_content_version_bumped():
            change()


@pytest.mark.django_db
def test_saving_a_draft_is_no_public_change():
    page = standard_page(home_page())
    connection.run_on_commit.clear()
    before = Generation.objects.count()

    page.title = "Draft"
    page.save_revision()

    assert Generation.objects.count() == before


def test_every_snippet_and_setting_that_visitors_see_is_observed():
    seen = [each for each in get_snippet_models() if getattr(each, "is_ever_public", True)]
    for model in [*seen, *BaseSiteSetting.__subclasses__()]:
        for signal in (post_save, post_delete):
            receivers = signal._live_receivers(model)[0]
            expected = {content_version.bump, content_version.bump_for_object}
            assert expected.intersection(receivers), model


@pytest.mark.django_db
def test_a_transaction_adds_one_row_however_much_it_changes():
    connection.run_on_commit.clear()
    before = Generation.objects.count()

    for _change in range(5):
        content_version.bump()

    assert Generation.objects.count() == before + 1


@pytest.mark.django_db
def test_a_change_counts_after_an_earlier_rollback():
    connection.run_on_commit.clear()
    before = Generation.objects.count()

    with transaction.atomic():
        content_version.bump()
        transaction.set_rollback(True)
    content_version.bump()

    assert Generation.objects.count() == before + 1


@pytest.mark.django_db
def test_deleting_old_rows_is_noticed():
    rows = [Generation.objects.create() for _change in range(3)]
    Generation.objects.filter(pk=rows[0].pk).update(made_at=timezone.now() - timedelta(days=1))
    before = content_version.refresh()

    content_version.delete_old_rows()

    assert list(Generation.objects.filter(pk__in=[row.pk for row in rows])) == rows[1:]
    assert content_version.refresh() > before


@pytest.mark.django_db
def test_midnight_is_a_change_of_content():
    before = content_version.refresh()
    assert content_version.refresh() == before

    with patch.object(content_version.timezone, "localdate", return_value="tomorrow"):
        assert content_version.refresh() > before


@pytest.mark.django_db
def test_a_frozen_reading_delays_no_other():
    begun, thawed = threading.Event(), threading.Event()

    class FrozenManager:
        def aggregate(self, **totals):
            begun.set()
            thawed.wait(10)
            raise OperationalError

    with ThreadPoolExecutor(1) as executor:
        with patch.object(content_version.Generation, "objects", FrozenManager()):
            frozen = executor.submit(content_version.refresh)
            assert begun.wait(10)
        try:
            before = content_version.refresh()
            content_version.reset()
            assert content_version.current() not in (None, before)
        finally:
            thawed.set()
        assert isinstance(frozen.exception(), OperationalError)


@pytest.mark.django_db
def test_an_older_reading_does_not_replace_a_newer_one():
    now = content_version.refresh()

    with patch.object(content_version.time, "monotonic", return_value=0.0):
        content_version._State.rows, rows = (0, None), content_version._State.rows
        assert content_version.refresh() == now
        content_version._State.rows = rows

    assert content_version.refresh() == now


@pytest.mark.django_db
def test_the_opening_of_a_place_is_a_change_of_content(monkeypatch):
    week = {"days": ["mon"], "opens": "09:00:00", "closes": "18:00:00"}
    place(home_page(), hours=stream(block("opening", week)))
    moment = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    content_version.reset()
    before = content_version.refresh()
    assert content_version.refresh() == before
    assert content_version.shared_cache_seconds() == 60

    moment = datetime(2026, 11, 30, 8, 58, 30, tzinfo=UTC)
    shortened = content_version.refresh()
    assert shortened > before
    assert content_version.shared_cache_seconds() == 0

    moment = datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert content_version.refresh() > shortened
    assert content_version.shared_cache_seconds() == 60
