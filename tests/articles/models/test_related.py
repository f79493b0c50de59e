"""Related articles: the editor's picks, then the nearest ones, only if they are public."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from articles.models.related import get_related_articles
from home.delivery import content_version
from tests.factories import article, block, category, home_page, stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def pain():
    return category(home_page(), "Pain")


def related_titles(page) -> list[str]:
    return [item.article.title for item in get_related_articles(page)]


def test_editors_picks_come_first_in_order(pain):
    elsewhere = category(pain.get_parent(), "Mood")
    first, second = article(elsewhere, "First"), article(elsewhere, "Second")
    article(pain, "Near")
    page = article(pain, picks=(second, first))

    assert related_titles(page) == ["Second", "First", "Near"]
    assert [str(item.reason) for item in get_related_articles(page)] == [
        "Chosen by the editor",
        "Chosen by the editor",
        "Same topic",
    ]


def test_suggestions_go_from_own_category_to_other_topics(pain):
    mood = category(pain.get_parent(), "Mood")
    article(mood, "Recent", reviewed_on=date(2026, 9, 1))
    article(mood, "Cross-listed", also_in=(pain,), reviewed_on=date(2020, 1, 1))
    article(pain, "At home", reviewed_on=date(2019, 1, 1))
    page = article(pain)

    assert [(item.article.title, str(item.reason)) for item in get_related_articles(page)] == [
        ("At home", "Same topic"),
        ("Cross-listed", "Same topic"),
        ("Recent", "From another topic"),
    ]


def test_the_newest_review_of_a_category_is_suggested_first(pain):
    for year in (2024, 2026, 2025):
        article(pain, str(year), reviewed_on=date(year, 1, 1))
    page = article(pain)

    assert related_titles(page) == ["2026", "2025", "2024"]


def test_unreviewed_articles_are_suggested_last(pain):
    article(pain, "Never reviewed")
    article(pain, "Reviewed", reviewed_on=date(2020, 1, 1))
    page = article(pain)

    assert related_titles(page) == ["Reviewed", "Never reviewed"]


def test_there_are_never_more_than_three(pain):
    picks = tuple(article(pain) for _ in range(3))
    for _ in range(4):
        article(pain)

    assert len(related_titles(article(pain, picks=picks))) == 3


def test_an_article_never_suggests_itself_even_if_picked(pain):
    page = article(pain, "Itself")
    page.related_picks = stream(block("article", page.pk))
    page.save()

    assert related_titles(page) == []


def test_a_pick_that_is_also_nearest_is_suggested_once(pain):
    near = article(pain, "Near")

    assert related_titles(article(pain, picks=(near, near))) == ["Near"]


def test_hidden_articles_are_not_suggested_even_if_picked(pain):
    draft = article(pain, live=False)
    private = article(pain)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    expired = article(pain, expire_at=timezone.now() - timedelta(minutes=1))

    assert related_titles(article(pain, picks=(draft, private, expired))) == []


def test_a_place_freed_by_a_hidden_pick_is_filled(pain):
    draft, shown = article(pain, live=False), article(pain, "Shown")
    article(pain, "Filler")
    page = article(pain, picks=(draft, shown))

    assert related_titles(page) == ["Shown", "Filler"]


def test_a_pick_that_has_been_deleted_is_no_error(pain):
    gone = article(pain, "Gone")
    page = article(pain, picks=(gone,))
    gone.delete()

    assert related_titles(page) == []


def test_suggestions_have_a_stable_order(pain):
    for n in range(6):
        article(pain, f"Same {n}", reviewed_on=date(2026, 1, 1))
    page = article(pain)

    assert related_titles(page) == ["Same 0", "Same 1", "Same 2"]
    assert {tuple(related_titles(page)) for _ in range(5)} == {("Same 0", "Same 1", "Same 2")}


def test_cached_neighbours_need_no_query(pain):
    picks = tuple(article(pain) for _ in range(2))
    page = article(pain, picks=picks)

    with patch.object(content_version, "POLL_SECONDS", 3600):
        content_version.reset()  # what has been set up counts as committed
        get_related_articles(page)
        with CaptureQueriesContext(connection) as captured:
            for item in get_related_articles(page):
                assert item.article.category
                assert item.article.hue
    assert len(captured) == 0


def test_a_change_expires_cached_neighbours(pain):
    page = article(pain)
    article(pain, "Old", reviewed_on=date(2020, 1, 1))
    content_version.reset()  # what has been set up counts as committed
    assert related_titles(page) == ["Old"]

    article(pain, "New", reviewed_on=date(2026, 1, 1))
    content_version.reset()

    assert related_titles(page) == ["New", "Old"]
