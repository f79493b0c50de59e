"""The reports on claims of public texts and on waivers, for those who may edit these."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook  # type: ignore[import-untyped]

from articles.editorial.claim_counts import count_all_claims, update_claim_counts
from articles.models import ClaimCount, EditorialSettings, Freshness, Waiver, WaiverState
from home.models import StandardPage
from home.models.roles import EDITORS, PUBLISHERS
from tests.articles.editorial.waiving_panel import (
    STOP,
    WORDS,
    key_of,
    send_waiver,
    send_withdrawal,
)
from tests.articles.library.staff import log_in, member
from tests.factories import (
    article,
    body,
    call_to_action,
    category,
    home_page,
    intro,
    standard_page,
)
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db

CLAIMS, WAIVERS = "/admin/articles/claims/", "/admin/articles/waivers/"
State = WaiverState.State


@pytest.fixture
def page() -> StandardPage:
    home = home_page()
    EditorialSettings.objects.update(claims="warn")
    return standard_page(home, "Prices", summary=STOP)


@pytest.fixture
def publisher() -> Client:
    return log_in(member(PUBLISHERS))


def publish(page: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def counts() -> list[tuple[str, str, int, int, int]]:
    return [
        (str(row.page or row.call_to_action), row.family, row.stops, row.warnings, row.waived)
        for row in ClaimCount.objects.order_by("page", "call_to_action", "family")
    ]


def exported(client: Client, url: str, **query: Any) -> list[dict[str, str]]:
    response = client.get(url, {"export": "csv"} | query)
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


def waive(client: Client, page: Any) -> Waiver:
    send_waiver(client, page, key_of(client, page))
    return Waiver.objects.get()


def state(waiver: Waiver) -> str:
    return WaiverState.objects.get(waiver=waiver).state


# -- Counting --------------------------------------------------------------------------------------


def test_publishing_counts_the_claims_of_a_page(page: StandardPage):
    publish(page)
    assert counts() == [("Prices", "A", 0, 1, 0)]

    publish(page, summary="Fees are listed below.")
    assert counts() == []


def test_publishing_counts_the_claims_of_an_article(page: StandardPage):
    pain = category(page.get_parent())
    publish(article(pain, "Gout", body=body(intro(f"<p>{STOP}</p>"))))

    assert counts() == [("Gout", "A", 0, 1, 0)]
    assert Freshness.objects.get().claims == 1


def test_publishing_counts_the_claims_of_a_call_to_action(page: StandardPage):
    call = call_to_action(text=STOP)
    call.save_revision().publish()

    assert counts() == [("Would a talk help?", "A", 0, 1, 0)]


def test_a_draft_is_not_counted(page: StandardPage):
    publish(page, summary="Fees are listed below.")
    page.summary = STOP
    page.save_revision()

    assert counts() == []


def test_the_command_counts_by_the_rules_and_settings_of_today(page: StandardPage, capsys):
    publish(page)
    EditorialSettings.objects.update(claims="stop")
    call_to_action(text=STOP)

    call_command("measure_articles")

    assert set(counts()) == {("Prices", "A", 1, 0, 0), ("Would a talk help?", "A", 1, 0, 0)}
    assert "pages and calls to action counted" in capsys.readouterr().out


def test_counting_takes_a_constant_number_of_queries(page: StandardPage):
    home = page.get_parent()
    pages = [page, *(standard_page(home, slug=f"page-{n}", summary=STOP) for n in range(5))]

    def queries(counted: list[StandardPage]) -> int:
        with CaptureQueriesContext(connection) as captured:
            update_claim_counts(counted)
        return len(captured)

    update_claim_counts(pages)
    assert queries(pages[:1]) == queries(pages)


# -- What became of waivers ------------------------------------------------------------------------


def test_a_waiver_is_counted_and_in_force(page: StandardPage, publisher: Client):
    publish(page)
    waiver = waive(publisher, page)

    assert counts() == [("Prices", "A", 0, 0, 1)]
    assert state(waiver) == State.IN_FORCE


def test_a_waiver_ends_with_its_sentence(page: StandardPage, publisher: Client):
    publish(page)
    waiver = waive(publisher, page)

    publish(page, summary=STOP.replace(".", " soon."))

    assert state(waiver) == State.SENTENCE


def test_a_waiver_of_a_draft_is_in_force(page: StandardPage, publisher: Client):
    publish(page, summary="Fees are listed below.")
    page.summary = STOP
    page.save_revision()
    waiver = waive(publisher, page)
    count_all_claims()

    assert state(waiver) == State.IN_FORCE


def test_a_waiver_is_not_needed_once_no_rule_finds_its_sentence(
    page: StandardPage, publisher: Client
):
    publish(page)
    waiver = waive(publisher, page)
    EditorialSettings.objects.update(claims_of_results="off")

    count_all_claims()

    assert state(waiver) == State.NOT_NEEDED


# -- The reports -----------------------------------------------------------------------------------


def test_the_report_lists_claims_by_page_and_kind(page: StandardPage, publisher: Client):
    publish(page)

    (row,) = exported(publisher, CLAIMS)

    assert row["Title"] == "Prices"
    assert row["Kind of claim"] == "Promises of a cure or a result"
    assert (row["Stop publishing"], row["Warnings"], row["Waived"]) == ("0", "1", "0")
    assert "Prices" in publisher.get(CLAIMS).content.decode()


def test_filters_of_claims(page: StandardPage, publisher: Client):
    publish(page)

    assert exported(publisher, CLAIMS, family="A", severity="warnings", title="pri")
    assert not exported(publisher, CLAIMS, family="B")
    assert not exported(publisher, CLAIMS, severity="stops")
    assert not exported(publisher, CLAIMS, title="gout")


def test_a_page_that_is_not_public_any_more_is_not_listed(page: StandardPage, publisher: Client):
    publish(page)
    page.unpublish()

    assert exported(publisher, CLAIMS) == []


def test_the_report_lists_waivers_with_their_reasons(page: StandardPage, publisher: Client):
    publish(page)
    waive(publisher, page)

    (row,) = exported(publisher, WAIVERS)
    assert (row["Title"], row["Sentence"], row["In words"]) == ("Prices", STOP, WORDS)
    assert row["State"] == "In force"
    sheet = load_workbook(BytesIO(publisher.get(WAIVERS, {"export": "xlsx"}).getvalue())).active
    assert sheet["B2"].value == STOP

    send_withdrawal(publisher, page, Waiver.objects.get().pk)
    (row,) = exported(publisher, WAIVERS, standing="withdrawn")
    assert row["State"].startswith("Withdrawn by ")
    assert exported(publisher, WAIVERS, standing="in-force") == []


def test_a_waiver_that_ended_says_why(page: StandardPage, publisher: Client):
    publish(page)
    waive(publisher, page)
    publish(page, summary="Fees are listed below.")

    (row,) = exported(publisher, WAIVERS, standing="ended")

    assert row["State"] == "Ended: the sentence was changed or deleted"
    assert exported(publisher, WAIVERS, standing="in-force") == []


def test_superusers_see_the_waivers_of_deleted_pages(
    page: StandardPage, publisher: Client, admin_client: Client
):
    publish(page)
    waive(publisher, page)
    page.delete()

    assert exported(publisher, WAIVERS) == []
    assert [row["Title"] for row in exported(admin_client, WAIVERS)] == ["Prices"]
    assert "Prices" in admin_client.get(WAIVERS).content.decode()


@pytest.mark.parametrize("url", [CLAIMS, WAIVERS])
def test_reports_take_a_constant_number_of_queries(page: StandardPage, publisher: Client, url: str):
    home = page.get_parent()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert publisher.get(url).status_code == 200
        return len(captured)

    publish(page)
    waive(publisher, page)
    few = queries()
    for number in range(4):
        other = standard_page(home, f"Page {number}", slug=f"page-{number}", summary=STOP)
        publish(other)
        send_waiver(publisher, other, key_of(publisher, other))

    assert queries() <= few


def test_an_editor_sees_the_report_and_a_visitor_does_not(page: StandardPage, client: Client):
    publish(page)

    assert client.get(CLAIMS).status_code == 302
    assert len(exported(log_in(member(EDITORS)), CLAIMS)) == 1


def test_the_reports_are_in_the_menu(admin_client: Client, page: StandardPage):
    menu = admin_client.get("/admin/").content.decode()

    assert CLAIMS in menu
    soup = parse_response(admin_client.get(CLAIMS))
    assert soup.select_one(f"a[href='{WAIVERS}']")
