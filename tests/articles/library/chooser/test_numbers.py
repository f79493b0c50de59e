"""Numbers typed in a text, and the sources that they resolve to."""

import pytest
from bs4 import Tag

from articles.models import Reference
from tests.articles.library.chooser.helpers import citations_url, parse_html, select_only
from tests.articles.library.chooser.test_new_sources import GUEDJ, WOOD
from tests.factories import reference

pytestmark = pytest.mark.django_db

DAMAGED_WOOD = "Wood PBJTJoP. Ketamine and pain. 2006;7(9):611-4."


def post_numbers(client, wanted: str, **extra) -> dict:
    response = client.post(citations_url("numbers"), {"numbers": wanted, **extra})
    assert response.status_code == 200
    return response.json()


def rows_by_number(answer: dict) -> dict[str, Tag]:
    return {
        str(row["data-number"]): row for row in parse_html(answer["html"]).select("[data-number]")
    }


def is_ticked(row: Tag) -> bool:
    return select_only(row, "[name=chosen]").has_attr("checked")


def test_without_a_list_numbers_mean_the_page_and_are_unticked(admin_client):
    wood, guedj = reference("Wood PB"), reference("Guedj E")

    rows = rows_by_number(post_numbers(admin_client, "1 2 3", here=f"{guedj.pk} {wood.pk}"))

    assert [row.get("data-label") for row in rows.values()] == ["Guedj 2006", "Wood 2006", None]
    assert not any(map(is_ticked, rows.values()))
    assert rows["3"].select_one("[name=chosen]").has_attr("disabled")


def test_a_list_gives_each_number_its_reference(admin_client):
    rows = rows_by_number(post_numbers(admin_client, "1 2 5", text=f"1. {WOOD}\n2. {GUEDJ}"))

    assert "Ketamine and pain" in rows["1"].get_text()
    assert is_ticked(rows["1"])
    assert "Follow-up of pain" in rows["2"].get_text()
    assert "No source yet" in rows["5"].get_text()
    assert not Reference.objects.exists()


def test_confirmed_references_are_stored_and_returned_by_number(admin_client):
    known = reference("Guedj E", title="Follow-up of pain", year=2007)

    answer = post_numbers(
        admin_client, "1 2 3", text=f"1. {WOOD}\n2. {GUEDJ}", save="1", chosen=["1", "2", "3"]
    )

    wood = Reference.objects.get(authors="Wood PB")
    assert answer["numbers"] == {
        "1": {"id": wood.pk, "label": "Wood 2006"},
        "2": {"id": known.pk, "label": "Guedj 2007"},
    }


def test_a_reference_listed_twice_becomes_one_source(admin_client):
    text = f"1. {DAMAGED_WOOD}\n2. {GUEDJ}\n3. {WOOD}"

    first = rows_by_number(post_numbers(admin_client, "1 3", text=text))["1"]
    assert "same as no. 3" in first.get_text()
    assert not is_ticked(first)
    answer = post_numbers(admin_client, "1 3", text=text, save="1", chosen=["1", "3"])

    wood = Reference.objects.get()
    assert wood.container_short or wood.container
    assert answer["numbers"]["1"] == answer["numbers"]["3"] == {"id": wood.pk, "label": "Wood 2006"}


def test_a_text_has_no_source_number_zero(admin_client):
    rows = rows_by_number(post_numbers(admin_client, "0", here=str(reference("Wood PB").pk)))

    assert "No source yet" in rows["0"].get_text()


@pytest.mark.parametrize("wanted", ["", "x", "0", "9" * 30, " ".join(map(str, range(2_000)))])
def test_invalid_numbers_get_a_response(admin_client, wanted):
    reference("Wood PB")
    post_numbers(admin_client, wanted, here="1 2 x")
    post_numbers(admin_client, wanted, text=WOOD, save="1", chosen=["0", "x"])

    assert Reference.objects.count() == 1


def test_an_unreadable_list_shows_a_message(admin_client):
    answer = post_numbers(admin_client, "1", text="FN Clarivate\nVR 1.0\nPT J\n")

    assert "Web of Science" in parse_html(answer["html"]).get_text()
