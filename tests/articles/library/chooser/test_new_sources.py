"""Sources added to the library while citing them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from articles.models import Reference
from tests.articles.library.chooser.helpers import (
    citations_url,
    parse_html,
    select_only,
    source_labels,
)
from tests.factories import reference

pytestmark = pytest.mark.django_db

WOOD = "Wood PB. Ketamine and pain. J Pain. 2006;7(9):611-4."
GUEDJ = "Guedj E. Follow-up of pain. Eur J Nucl Med. 2007;34(12):2115-9."
DAMAGED = "Wood PBJTJoP. A reconsideration of ketamine. 2006;7(9):611-4."
RIS = "TY  - JOUR\nAU  - Wood, Patrick B\nTI  - Ketamine\nJO  - J Pain\nPY  - 2006\nER  - \n"


def form_fields(**values: str) -> dict[str, str]:
    """A form as the browser sends it."""
    whole = {"kind": "article", "title": "Ketamine and pain", "authors": "Wood PB", "year": "2006"}
    return {f"citing-{name}": value for name, value in (whole | values).items()}


def post_pasted(client, text: str = "", **extra) -> dict:
    response = client.post(citations_url("paste"), {"text": text, **extra})
    assert response.status_code == 200
    return response.json()


# -- Typed ----------------------------------------------------------------------------------------


def test_a_new_source_is_saved_logged_and_ticked(admin_client, admin_user):
    answer = admin_client.post(
        citations_url("new"), form_fields(doi="https://doi.org/10.1016/J.Jpain.1.")
    ).json()

    saved = Reference.objects.get()
    assert answer["chosen"] == [{"id": saved.pk, "label": "Wood 2006"}]
    assert "Wood 2006" in answer["message"]
    assert saved.doi == "10.1016/j.jpain.1"
    entry = ModelLogEntry.objects.get(action="wagtail.create", object_id=str(saved.pk))
    assert entry.user == admin_user


def test_errors_are_shown_on_fields_and_input_is_retained(admin_client):
    answer = admin_client.post(
        citations_url("new"), form_fields(title="", doi="pain", year="12")
    ).json()

    page = parse_html(answer["html"])
    invalid = {field["name"] for field in page.select("[aria-invalid=true]")}
    assert invalid == {"citing-title", "citing-doi", "citing-year"}
    assert select_only(page, "[name=citing-authors]").get_text(strip=True) == "Wood PB"
    assert select_only(page, "[name=citing-doi]")["value"] == "pain"
    assert not Reference.objects.exists()


def test_a_source_the_library_has_by_its_number_is_offered_instead(admin_client):
    reference("Wood PB", title="Something else", doi="10.1016/j.jpain.1")

    answer = admin_client.post(
        citations_url("new"), form_fields(doi="10.1016/J.JPAIN.1", anyway="1")
    ).json()

    page = parse_html(answer["html"])
    assert source_labels(page) == ["Wood 2006"]
    assert not page.select("[name=anyway]")
    assert Reference.objects.count() == 1


def test_a_similar_source_is_saved_only_after_confirmation(admin_client):
    reference("Wood PB", title="Ketamine and pain", year=2006)

    page = parse_html(admin_client.post(citations_url("new"), form_fields()).json()["html"])
    assert source_labels(page) == ["Wood 2006"]
    assert Reference.objects.count() == 1

    answer = admin_client.post(citations_url("new"), form_fields() | {"anyway": "1"}).json()
    assert answer["chosen"]
    assert Reference.objects.count() == 2


# -- Pasted ---------------------------------------------------------------------------------------


def test_pasted_references_are_shown_before_anything_is_stored(admin_client):
    answer = post_pasted(admin_client, f"1. {WOOD}\n2. {GUEDJ}\n3. {DAMAGED}\n")

    boxes = parse_html(answer["html"]).select("[name=chosen]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [
        ("1", True),
        ("2", True),
        ("3", False),
    ]
    assert not Reference.objects.exists()


def test_the_chosen_rows_are_stored_and_ticked_in_their_order(admin_client):
    known = reference("Guedj E", title="Follow-up of pain", year=2007)
    text = f"1. {WOOD}\n2. {GUEDJ}\n3. {DAMAGED}\n"

    answer = post_pasted(admin_client, text, save="1", chosen=["2", "1"])

    wood = Reference.objects.get(authors="Wood PB")
    assert answer["chosen"] == [
        {"id": wood.pk, "label": "Wood 2006"},
        {"id": known.pk, "label": "Guedj 2007"},
    ]
    assert Reference.objects.count() == 2


def test_citing_an_existing_source_does_not_change_it(admin_client):
    known = reference("Guedj E", title="Follow-up of pain", year=2007)

    answer = post_pasted(admin_client, GUEDJ, save="1", chosen="1")

    assert answer["chosen"] == [{"id": known.pk, "label": "Guedj 2007"}]
    known.refresh_from_db()
    assert known.volume == ""


def test_a_bare_doi_finds_its_source(admin_client):
    reference("Wood PB", doi="10.1016/j.jpain.1")

    answer = post_pasted(admin_client, "https://doi.org/10.1016/j.jpain.1", save="1", chosen="1")

    assert [chosen["label"] for chosen in answer["chosen"]] == ["Wood 2006"]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [("10.1016/J.JPAIN.9", "doi", "10.1016/j.jpain.9"), ("PMID: 16942945", "pmid", "16942945")],
)
def test_an_unknown_identifier_opens_a_form_with_it(admin_client, text, field, value):
    page = parse_html(post_pasted(admin_client, text)["html"])
    assert not page.select("[name=chosen]")
    number = select_only(page, "[data-complete]")["data-complete"]

    form = parse_html(post_pasted(admin_client, text, complete=number)["form"])

    assert select_only(form, f"[name=citing-{field}]")["value"] == value


def test_a_damaged_reference_prefills_the_form(admin_client):
    form = parse_html(post_pasted(admin_client, DAMAGED, complete="1")["form"])

    assert "reconsideration" in select_only(form, "[name=citing-title]").get_text()
    assert select_only(form, "[name=citing-year]")["value"] == "2006"


def test_a_file_is_read_like_text(admin_client):
    file = SimpleUploadedFile("export.ris", RIS.encode())

    answer = post_pasted(admin_client, file=file, save="1", chosen="1")

    assert [chosen["label"] for chosen in answer["chosen"]] == ["Wood 2006"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"text": ""}, "There is nothing in it"),
        ({"text": "x" * 400_001}, "too long"),
        ({"text": "\n".join(f"10.1000/{n}" for n in range(301))}, "maximum is 300"),
        ({"file": SimpleUploadedFile("a.zip", b"PK\x03\x04rest")}, "archive"),
        ({"file": SimpleUploadedFile("a.ris", b"x" * (2 * 1024 * 1024 + 1))}, "larger than 2 MB"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "empty"),
    ],
)
def test_unreadable_text_shows_a_message(admin_client, given, message):
    assert (
        message
        in parse_html(admin_client.post(citations_url("paste"), given).json()["html"]).get_text()
    )


@pytest.mark.parametrize("chosen", [[], ["x"], ["-1"], ["999"], ["9" * 99], ["²"]])
def test_choosing_no_row_that_exists_stores_nothing(admin_client, chosen):
    answer = post_pasted(admin_client, WOOD, save="1", chosen=chosen)

    assert "chosen" not in answer
    assert "Tick at least one" in parse_html(answer["html"]).get_text()
    assert not Reference.objects.exists()


def test_a_paste_that_breaks_the_server_s_limits_is_refused(admin_client):
    response = admin_client.post(citations_url("paste"), {"text": "x" * 3_000_000})

    assert response.status_code == 400
