"""A page that is kept while the database is away says nothing of now."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from home.delivery import content_version
from tests.factories import block, home_page, place, stream
from tests.home.cached_django import cached_django

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

# Long ago, so that the moment of closing has passed for the clock of the page cache.
MONDAY_10 = datetime(2024, 1, 1, 10, tzinfo=UTC)
WEEK = {"days": ["mon"], "opens": "09:00:00", "closes": "18:00:00"}


@pytest.mark.parametrize("path", ["/row/", "/"])
def test_a_kept_page_is_not_open_after_closing(monkeypatch, path):
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_10)
    home = home_page()
    place(home, slug="row", hours=stream(block("opening", WEEK)))
    is_away = False

    def read_version() -> int:
        if is_away:
            raise ConnectionError("no route to the database")
        return content_version.refresh()

    with cached_django(monkeypatch, read_version) as site:
        _status, html = site.get(path)
        assert (site.label, "open now until 6 pm" in html) == ("MISS", True)

        is_away = True
        status, html = site.get(path)

    assert (status, site.label) == ("200 OK", "STALE")
    assert "open now" not in html
    assert "today" not in html
