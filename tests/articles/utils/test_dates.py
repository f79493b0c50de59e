"""Review dates: a month's end is a month's end, and a date somebody gave wins."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from articles.models import ArticlePage, EditorialSettings
from articles.utils.dates import add_months

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 5, 31), 36, date(2029, 5, 31)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_adding_months_clips_to_the_last_day(day, months, expected):
    assert add_months(day, months) == expected


def create_reviewed(**fields) -> ArticlePage:
    return ArticlePage(reviewer_id=1, reviewed_on=date(2026, 8, 31), **fields)


@pytest.mark.parametrize("half", [{"reviewer_id": 1}, {"reviewed_on": date(2026, 8, 31)}])
def test_an_incomplete_review_is_omitted(half: dict):
    page = ArticlePage(next_review_on=date(2026, 9, 30), **half)

    assert not page.is_reviewed
    assert page.next_review_due(12) is None


def test_the_end_of_the_calendar_is_no_error():
    assert add_months(date(9999, 6, 1), 12) == date(9999, 6, 1)


def test_the_next_review_follows_the_interval():
    assert create_reviewed().next_review_due(6) == date(2027, 2, 28)


def test_a_date_given_for_the_next_review_wins_over_the_interval():
    page = create_reviewed(next_review_on=date(2026, 9, 30))

    assert page.next_review_due(12) == date(2026, 9, 30)


def test_an_article_never_reviewed_has_no_review_due():
    assert ArticlePage().next_review_due(12) is None


@pytest.mark.parametrize(("days", "words"), [(-1, "overdue"), (0, "ahead"), (1, "ahead")])
def test_a_review_is_overdue_once_its_day_has_passed(days: int, words: str):
    template = Template(
        "{% load articles_tags %}{% review_due page as due %}"
        "{% if due.overdue %}overdue{% else %}ahead{% endif %}"
    )
    page = create_reviewed(next_review_on=timezone.localdate() + timedelta(days=days))
    editorial = EditorialSettings(review_interval_months=12)

    assert template.render(Context({"page": page, "editorial": editorial})) == words
