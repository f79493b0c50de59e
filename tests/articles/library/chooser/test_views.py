"""Views of the citation dialog: permissions and responses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import MergedReference
from tests.articles.library.chooser.helpers import (
    citations_url,
    for_every_url,
    log_in_writer,
    parse_html,
    select_only,
    source_labels,
)
from tests.factories import reference

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


@for_every_url
def test_visitors_are_sent_to_the_login(client, name):
    response = client.get(citations_url(name))

    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize("name", ["dialog", "search", "sources", "labels"])
def test_read_only_views_refuse_post(admin_client, name):
    assert admin_client.post(citations_url(name)).status_code == 405


@pytest.mark.parametrize("name", ["paste", "numbers"])
def test_references_are_given_by_posting_only(admin_client, name):
    assert admin_client.get(citations_url(name)).status_code == 405


@pytest.mark.parametrize("name", ["new", "paste", "numbers"])
def test_users_who_may_not_add_sources_are_refused(client, name):
    ajax = {"x-requested-with": "XMLHttpRequest"}
    data = {"text": "Wood PB. Pain. 2006."}

    response = log_in_writer(client).post(citations_url(name), data, headers=ajax)

    assert response.status_code == 403


def test_the_dialog_offers_only_permitted_actions(client):
    tabs = parse_html(log_in_writer(client).get(citations_url("dialog")).content).select(
        "[role=tab]"
    )
    assert [tab.get_text() for tab in tabs] == ["Search", "On this page"]


def test_the_dialog_offers_to_add_sources_to_those_who_may(client):
    page = parse_html(log_in_writer(client, "add_reference").get(citations_url("dialog")).content)

    assert [tab.get_text() for tab in page.select("[role=tab]")] == [
        "Search",
        "On this page",
        "Paste",
        "New",
    ]
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_labels_are_current_even_for_merged_sources(admin_client):
    wood = reference("Wood PB", year=2006)
    MergedReference.objects.create(old_id=9_000, reference=wood, old_key="old-1999")

    answer = admin_client.get(citations_url("labels"), {"ids": f"{wood.pk} 9000 9001"}).json()

    assert answer["missing"] == "citation missing"
    assert {key: entry["label"] for key, entry in answer["sources"].items()} == {
        str(wood.pk): "Wood 2006",
        "9000": "Wood 2006",
    }


def test_a_card_shows_reference_state_and_edit_link(admin_client):
    wood = reference("Wood PB", state="retracted", state_note="J Pain. 2008;9:90.")

    answer = admin_client.get(citations_url("labels"), {"ids": wood.pk}).json()
    card = parse_html(answer["sources"][str(wood.pk)]["card"])

    text = card.get_text(" ", strip=True)
    assert "Wood PB. A study" in text
    assert "Retracted" in text
    assert "J Pain. 2008;9:90." in text
    assert select_only(card, "a")["href"] == f"/admin/snippets/articles/reference/edit/{wood.pk}/"


def test_query_count_does_not_grow_with_the_labels(admin_client):
    def queries(ids: list[int]) -> int:
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(citations_url("labels"), {"ids": " ".join(map(str, ids))})
        return len(captured)

    ids = [reference(f"Author{number} A").pk for number in range(40)]
    queries(ids)
    assert queries(ids) == queries(ids[:1])


def test_sources_of_a_page_are_in_order_and_unique(admin_client):
    wood, hauser = reference("Wood PB"), reference("Häuser W")
    MergedReference.objects.create(old_id=9_000, reference=wood, old_key="old-1999")

    response = admin_client.get(
        citations_url("sources"), {"ids": f"{hauser.pk} 9000 {wood.pk} 77 {hauser.pk}"}
    )

    assert source_labels(parse_html(response.content)) == ["Häuser 2006", "Wood 2006"]


def test_a_page_without_sources_shows_a_message(admin_client):
    page = parse_html(admin_client.get(citations_url("sources"), {"ids": "x y"}).content)

    assert "cites no sources yet" in page.get_text()


def test_html_in_titles_and_names_is_escaped_everywhere(admin_client):
    evil = reference(
        f"{SCRIPT} A", title=SCRIPT, container=SCRIPT, state_note=SCRIPT, doi="10.1/<b>"
    )
    ids = str(evil.pk)

    answers = [
        admin_client.get(citations_url("search")).content.decode(),
        admin_client.get(citations_url("search"), {"pick": 1}).content.decode(),
        admin_client.get(citations_url("sources"), {"ids": ids}).content.decode(),
        admin_client.get(citations_url("labels"), {"ids": ids}).json()["sources"][ids]["card"],
        admin_client.post(
            citations_url("paste"), {"text": f"{SCRIPT} A. {SCRIPT}. J Pain. 2006."}
        ).json()["html"],
    ]

    for answer in answers:
        assert "alert(1)" in answer
        assert "<script" not in answer
