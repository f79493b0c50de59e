"""The public change log of articles."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from articles.models import ArticleChange, ArticlePage
from tests.factories import article, category, home_page, update_page
from tests.helpers import count_cold_queries, parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page() -> ArticlePage:
    return article(category(home_page()))


def add_change(page: Page, day: date, text: str, kind: str = "update") -> None:
    ArticleChange.objects.create(page_id=page.pk, day=day, kind=kind, text=text)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def test_an_article_without_changes_shows_no_history(client, page):
    update_page(page, last_published_at=timezone.now())

    soup = parse_response(client.get(page.url))

    assert not soup.select("#changes, .correction-note, a[href='#changes']")
    assert "Last changed" not in soup.text


def test_changes_are_listed_with_their_days_newest_first(client, page):
    add_change(page, date(2025, 3, 1), "Added a trial.")
    add_change(page, date(2026, 4, 2), "Said 9 people. There were 8.", "correction")
    add_change(page, date(2024, 5, 3), "Added a table.")

    rows = parse_response(client.get(page.url)).select("#changes li")

    assert [row.select("time")[0]["datetime"] for row in rows] == [
        "2026-04-02",
        "2025-03-01",
        "2024-05-03",
    ]
    assert [row.strong.text for row in rows] == ["Correction", "Update", "Update"]
    assert "There were 8." in rows[0].text
    assert not rows[0].find_parent("details")


def test_the_last_change_is_the_newest_entry_not_publication(client, page):
    update_page(page, first_published_at=datetime(2025, 1, 1, tzinfo=UTC))
    add_change(page, date(2025, 3, 1), "Added a trial.")
    update_page(page, last_published_at=timezone.now())

    (last,) = parse_response(client.get(page.url)).select(".record a[href='#changes']")

    assert "Last changed on" in last.parent.text
    assert last.select("time")[0]["datetime"] == "2025-03-01"


@pytest.mark.parametrize(
    ("kind", "age", "told"),
    [
        ("correction", 0, True),
        ("correction", 30, True),
        ("correction", 31, False),
        ("update", 0, False),
    ],
)
def test_only_a_recent_correction_precedes_the_text(client, page, kind, age, told):
    add_change(page, days_ago(age), "There were 8.", kind)

    text = parse_response(client.get(page.url)).main.text

    assert text.count("There were 8.") == 1 + told
    assert (text.index("There were 8.") < text.index("What this is about.")) == told


def test_a_later_update_does_not_hide_a_correction(client, page):
    add_change(page, days_ago(5), "There were 8.", "correction")
    add_change(page, days_ago(1), "Added a trial.")

    note = parse_response(client.get(page.url)).select_one(".correction-note")

    assert "There were 8." in note.text
    assert "Added a trial." not in note.text


def test_a_preview_omits_incomplete_changes(page):
    page.changes = [
        ArticleChange(day=date(2025, 3, 1), text="Older."),
        ArticleChange(text="No day yet."),
        ArticleChange(day=date(2026, 3, 1), text="Newer."),
    ]

    html = page.make_preview_request().rendered_content

    assert html.index("Newer.") < html.index("Older.")
    assert "No day yet." not in html


def test_two_changes_take_no_more_queries_than_one(client, page):
    add_change(page, date(2025, 3, 1), "Added a trial.")
    one = count_cold_queries(client, page.url)
    add_change(page, date(2025, 3, 2), "Added a table.")

    assert count_cold_queries(client, page.url) == one
