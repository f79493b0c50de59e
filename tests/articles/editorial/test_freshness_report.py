"""The report on published articles, and the list of all of them."""

import csv
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook  # type: ignore[import-untyped]
from wagtail.models import GroupPagePermission

from articles.models import (
    ArticlePage,
    CategoryIndexPage,
    EditorialSettings,
    Freshness,
    PersonPage,
)
from articles.review.due import DueState, annotate_due_on, describe_due, get_due_state
from articles.utils.dates import add_months
from home.models import User
from tests.factories import (
    article,
    bulk_copy_article,
    category,
    editor,
    home_page,
    person,
    update_page,
)
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db

REPORT, LISTING = "/admin/articles/freshness/", "/admin/articles/"


@pytest.fixture
def pain() -> CategoryIndexPage:
    return category(home_page(), "Pain")


@pytest.fixture
def doctor(pain: CategoryIndexPage) -> PersonPage:
    return person(pain.get_parent())


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(editor())
    return client


def today() -> date:
    return timezone.localdate()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def create_reviewed(parent, doctor: PersonPage, title: str, due: date | None = None, **fields):
    signed: dict[str, Any] = {"reviewer": doctor, "reviewed_on": today(), "next_review_on": due}
    return article(parent, title, **signed | fields)


def report_rows(client: Client, **query: Any) -> list[dict[str, str]]:
    """The report as a table for spreadsheets."""
    response = client.get(REPORT, {"export": "csv"} | query)
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


def reported_titles(client: Client, **query: Any) -> list[str]:
    return [row["Title"] for row in report_rows(client, **query)]


def listed_titles(client: Client, **query: Any) -> list[str]:
    links = parse_response(client.get(LISTING, query)).select("td.title a[id]")
    return sorted(link.get_text() for link in links)


# -- Days -----------------------------------------------------------------------------------------


def test_the_database_adds_months_as_pages_do(pain, doctor):
    for day in (date(2024, 2, 29), date(2026, 8, 31), date(2026, 1, 1)):
        create_reviewed(pain, doctor, str(day), reviewed_on=day)

    for months in (1, 6, 12, 36):
        EditorialSettings.objects.update(review_interval_months=months)
        for page in annotate_due_on(ArticlePage.objects.all()):
            assert page.due_on == add_months(page.reviewed_on, months)


def test_a_given_due_date_counts_and_needs_a_review(pain, doctor):
    given = create_reviewed(pain, doctor, "Given", in_days(9))
    never = article(pain, "Never", reviewer=doctor, next_review_on=in_days(9))

    found = annotate_due_on(ArticlePage.objects.all()).in_bulk()
    assert found[given.pk].due_on == in_days(9)
    assert found[never.pk].due_on is None


@pytest.mark.parametrize(
    ("moment", "state", "words"),
    [
        (datetime(2026, 5, 31, 22, 59, tzinfo=ZoneInfo("UTC")), DueState.SOON, "Due in 1 day"),
        (datetime(2026, 5, 31, 23, 1, tzinfo=ZoneInfo("UTC")), DueState.SOON, "Due today"),
        (datetime(2026, 6, 1, 22, 59, tzinfo=ZoneInfo("UTC")), DueState.SOON, "Due today"),
        (datetime(2026, 6, 1, 23, 1, tzinfo=ZoneInfo("UTC")), DueState.OVERDUE, "Overdue by 1 day"),
    ],
)
def test_days_begin_at_midnight_of_the_clinic(moment: datetime, state: DueState, words: str):
    """In London it is an hour later in summer; where the reader is does not count."""
    with patch.object(timezone, "now", return_value=moment), timezone.override("Asia/Tokyo"):
        assert get_due_state(date(2026, 6, 1)) == state
        assert describe_due(date(2026, 6, 1)) == words


# -- The report -----------------------------------------------------------------------------------


def test_the_report_covers_live_pages_and_the_list_all_pages(staff, pain, doctor):
    overdue = create_reviewed(pain, doctor, "Late", in_days(-1))
    create_reviewed(pain, doctor, "Soon", in_days(30))
    article(pain, "New")
    article(pain, "Draft", live=False)
    article(pain, "Over", expire_at=timezone.now() - timedelta(minutes=1))
    overdue.create_alias(parent=category(pain), update_slug="alias")

    assert reported_titles(staff) == ["Late", "Soon", "New"]
    assert reported_titles(staff, review=["overdue", "soon"]) == ["Late", "Soon"]
    assert listed_titles(staff) == ["Draft", "Late", "Late", "New", "Over", "Soon"]
    assert listed_titles(staff, review="soon", q="oo") == ["Soon"]
    assert listed_titles(staff, status="draft") == ["Draft"]


def test_the_columns_of_an_article(staff, pain, doctor):
    page = create_reviewed(pain, doctor, "Knee", in_days(-3), changed_since_review=True)
    update_page(page, source_count=4)
    years = [today().year - 20, today().year - 7, today().year - 4, today().year - 1]
    Freshness.objects.create(
        article=page,
        years=years,
        without_identifier=1,
        retracted=2,
        errors=2,
        warnings=1,
        claims=3,
        grade=9,
    )

    cells = [
        " ".join(cell.get_text().split())
        for cell in parse_response(staff.get(REPORT)).select("tbody tr td")
    ]

    assert cells[0:2] == ["Knee", "Pain"]
    assert cells[3].startswith("Overdue by 3 days")
    assert cells[3].endswith("Changed since the review")
    problems = ["2 errors, 1 warning", "3"]
    assert cells[4:] == [str(years[-1]), "5.5", "1 of 4", "2", *problems, "9.0"]


def test_filters_and_orders(staff, pain):
    """Rows without a value come last in both directions."""
    year = today().year
    old, new, _unmeasured = (article(pain, title) for title in "ABC")
    update_page(new, changed_since_review=True)
    ArticlePage.objects.update(source_count=2)
    Freshness.objects.create(article=old, years=[year - 9], retracted=1, errors=1, grade=6)
    Freshness.objects.create(
        article=new, years=[year - 8, year - 1], without_identifier=2, warnings=9, grade=9
    )

    def found(**query: str) -> str:
        return "".join(reported_titles(staff, **query))

    assert found(problems="any") == "AB"
    assert found(problems="errors") == "A"
    assert found(problems="retracted") == "A"
    assert found(problems="unidentified") == "B"
    assert found(problems="unmeasured") == "C"
    assert found(newest="5") == "A"
    assert found(grade="8") == "B"
    assert found(changed="True") == "B"
    assert found(ordering="newest_year") == "ABC"
    assert found(ordering="-newest_year") == "BAC"
    assert found(ordering="median_year") == "ABC"
    assert found(ordering="-share_without") == "BAC"
    assert found(ordering="-freshness__grade") == "BAC"
    assert found(ordering="-severity") == "ABC"
    assert found(ordering="nonsense", grade="nonsense", category="x") == "ABC"


def test_by_category_author_and_reviewer(staff, pain, doctor):
    """An article is listed once, whatever it is found by."""
    knee, mood = category(pain, "Knee"), category(pain.get_parent(), "Mood")
    writer = person(pain.get_parent(), "Bell Hooks")
    create_reviewed(knee, doctor, "A", authors=(writer, doctor))
    article(mood, "B", also_in=(knee,), authors=(writer,))
    article(mood, "C", authors=(doctor,))

    def found(**query: Any) -> str:
        return "".join(sorted(reported_titles(staff, **query)))

    assert found(category=pain.pk) == "AB"
    assert found(author=[writer.pk, doctor.pk]) == "ABC"
    assert found(author=writer.pk) == "AB"
    assert found(reviewer=doctor.pk) == "A"


def test_spreadsheets_have_every_row_and_no_formula(staff, pain, doctor):
    create_reviewed(pain, doctor, "=1+1", in_days(-3))
    article(pain, "New")

    first, second = report_rows(staff)
    workbook = load_workbook(BytesIO(staff.get(REPORT, {"export": "xlsx"}).getvalue()))

    assert first["Title"] == "'=1+1"
    assert first["Days to the review, below 0 if overdue"] == "-3"
    assert (second["Review"], second["Reviewer"], second["Errors"]) == ("Never reviewed", "", "")
    assert [row[0].value for row in workbook.active.rows] == ["Title", "'=1+1", "New"]


# -- Who, and how fast ----------------------------------------------------------------------------


def create_member(name: str, *, of: ArticlePage | CategoryIndexPage | None = None) -> User:
    """Somebody who may enter the admin, and edit a part of the tree."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if of:
        may_change = Permission.objects.get(
            codename="change_page", content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=group, page=of, permission=may_change)
    user = User.objects.create_user(name, f"{name}@example.org", "secret")
    user.groups.add(group)
    return user


def test_editors_see_the_part_they_may_edit_and_others_nothing(client: Client, pain):
    article(pain, "A")
    article(category(pain.get_parent(), "Mood"), "B")

    client.force_login(create_member("writer", of=pain))
    assert reported_titles(client) == listed_titles(client) == ["A"]
    assert REPORT in client.get("/admin/").content.decode()

    client.force_login(create_member("desk"))
    assert REPORT not in client.get("/admin/").content.decode()
    for url in (REPORT, LISTING):
        assert client.get(url).status_code == 302


def test_many_articles_take_as_many_queries_as_few(client: Client, pain, doctor):
    """For an editor who may not publish: Wagtail asks more for one of those."""
    client.force_login(create_member("writer", of=pain))
    template = create_reviewed(pain, doctor, "A", in_days(-3), authors=(doctor,))
    urls = [f"{REPORT}?review=overdue&problems=errors", f"{REPORT}?export=csv", LISTING, "/admin/"]

    def queries() -> list[int]:
        unmeasured = ArticlePage.objects.filter(freshness__isnull=True)
        Freshness.objects.bulk_create(Freshness(article=page, errors=1) for page in unmeasured)
        return [_count_queries(client, url) for url in urls]

    bulk_copy_article(template, 4)
    queries()  # Django keeps content types for itself
    few = queries()
    bulk_copy_article(template, 55)
    queries()  # cached data is loaded again after a change

    assert queries() == few


def _count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert b"".join(client.get(url))
    return len(captured)
