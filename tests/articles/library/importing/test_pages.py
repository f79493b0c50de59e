"""The pages of an import: choose a file, look at what it would do, confirm."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from articles.library.importing import views
from articles.models import Reference
from tests.articles.library.importing.records import ris_file
from tests.factories import editor, reference
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

UPLOAD = "/admin/references/import/"
DOI = "10.1016/j.jpain.2006.01.454"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(editor())
    return client


def upload_text(client: Client, text: str) -> str:
    """The address of the preview of a text that was pasted."""
    response = client.post(UPLOAD, {"text": text})
    assert response.status_code == 302
    url = response.headers["Location"]
    assert re.fullmatch(r"/admin/references/import/[\w-]+/", url)
    return url


def table_cells(soup: BeautifulSoup) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in soup.select("tbody tr")
    ]


def ticked_rows(soup: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in soup.select("[name=row][checked]")]


def form_errors(response) -> str:
    told = parse_response(response).select(".error-message, .messages")
    return " ".join(part.get_text(" ", strip=True) for part in told)


# -- Choosing -------------------------------------------------------------------------------------


def test_the_page_accepts_a_file_or_pasted_text(staff):
    soup = parse_response(staff.get(UPLOAD))

    assert soup.select_one("input[type=file][name=file]")
    assert soup.select_one("textarea[name=text]")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Choose a file or paste text."),
        ({"text": " \n "}, "Choose a file or paste text."),
        ({"text": "<?xml version='1.0'?><xml/>"}, "This is an XML file or a web page."),
    ],
)
def test_unusable_input_is_refused_with_a_reason(staff, data, message):
    assert message in form_errors(staff.post(UPLOAD, data))


def test_too_much_pasted_text_suggests_a_file(staff, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = staff.post(UPLOAD, {"text": "x" * 2000}, follow=True)

    assert "This is too much to paste. Upload it as a file." in form_errors(response)


# -- The preview ----------------------------------------------------------------------------------


def test_the_preview_shows_each_record_with_status_and_reasons(staff):
    reference("Wood PB", title="Known", volume="7", container="J Pain")
    text = (
        ris_file("New one", "Known", "New one")
        + ris_file("Bad", SN="1526-5901")
        + "TY  - JOUR\nER  - \n"
    )

    soup = parse_response(staff.get(upload_text(staff, text)))

    assert [row[1:] for row in table_cells(soup)] == [
        ["1", AnyText("Wood PB. New one. J Pain . 2006;7."), "New"],
        ["2", AnyText("Wood PB. Known."), AnyText("Known Wood 2006 In the library as Wood 2006")],
        ["3", AnyText("Wood PB. New one."), AnyText("Duplicate The same as no. 1: same title")],
        ["4", AnyText("Wood PB. Bad."), AnyText("Damaged “1526-5901” was left out.")],
        ["5", AnyText("In the file TY - JOUR"), AnyText("Unreadable It has neither a title nor")],
    ]
    assert ticked_rows(soup) == ["1"]
    assert [box["value"] for box in soup.select("[name=row]")] == ["1", "3", "4"]
    tabs = [" ".join(tab.get_text().split()) for tab in soup.select("[name=show]")]
    assert tabs == ["All 5", "New 1", "Known 1", "Duplicate 1", "Damaged 1", "Unreadable 1"]


class AnyText(str):
    """Equal to any text that starts with it."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return str(other).startswith(str(self))


def test_the_preview_stores_nothing(staff):
    staff.get(upload_text(staff, ris_file("One")))

    assert not Reference.objects.exists()


def test_markup_in_a_record_is_text(staff):
    title = '<script>alert("x")</script> &amp; <b>bold</b>'

    response = staff.get(upload_text(staff, ris_file(title)))

    assert b"<script>alert(" not in response.content
    assert title in table_cells(parse_response(response))[0][2]


@pytest.mark.parametrize("title", ["مراجعة منهجية", "Pain 🧠👩‍⚕️ and emoji", "Näive – “quotes”"])
def test_any_script_is_shown_in_its_own_direction(staff, title):
    soup = parse_response(staff.get(upload_text(staff, ris_file(title))))

    (place,) = [box for box in soup.select("td [dir=auto]") if f"{title}." in box.get_text()]
    assert place.name == "div"


def test_a_status_can_be_shown_alone(staff):
    url = upload_text(staff, ris_file("One", "Two", "One"))

    response = staff.post(url, {"show": "duplicate", "row": ["1"]})

    assert response.url == f"{url}?status=duplicate"
    soup = parse_response(staff.get(response.url))
    assert [row[1] for row in table_cells(soup)] == ["3"]
    assert ticked_rows(parse_response(staff.get(url))) == ["1"]


@pytest.mark.parametrize("query", ["?status=x&p=y", "?p=99", "?p=-1", "?status=%00", "?p=1e9"])
def test_invalid_parameters_are_harmless(staff, query):
    url = upload_text(staff, ris_file("One"))

    assert staff.get(url + query).status_code == 200


def test_ticks_persist_across_pages(staff, monkeypatch):
    monkeypatch.setattr(views, "ROWS_PER_PAGE", 2)
    url = upload_text(staff, ris_file("One", "Two", "Three"))

    response = staff.post(f"{url}?p=1", {"row": ["2"], "page": "2"})

    assert response.url == f"{url}?status=&p=2"
    second = parse_response(staff.get(response.url))
    assert ticked_rows(second) == ["3"]
    assert "on other pages: 1" in " ".join(second.get_text().split())
    assert ticked_rows(parse_response(staff.get(f"{url}?p=1"))) == ["2"]


def test_all_of_a_status_are_ticked_and_unticked_on_all_pages(staff, monkeypatch):
    monkeypatch.setattr(views, "ROWS_PER_PAGE", 2)
    url = upload_text(staff, ris_file("One", "Two", "Three", "One"))

    staff.post(url, {"untick": ""})
    assert ticked_rows(parse_response(staff.get(f"{url}?p=1"))) == []
    staff.post(url, {"tick": "new"})

    assert ticked_rows(parse_response(staff.get(f"{url}?p=1"))) == ["1", "2"]
    assert ticked_rows(parse_response(staff.get(f"{url}?p=2"))) == ["3"]


def test_no_more_than_a_hundred_rows_are_on_a_page(staff):
    url = upload_text(staff, ris_file(*(f"Title {n}" for n in range(250))))

    soup = parse_response(staff.get(url))

    assert len(soup.select("tbody tr")) == 100
    assert [button["value"] for button in soup.select("[name=page]")] == ["1", "2", "3"]


# -- Confirming -----------------------------------------------------------------------------------


def test_ticked_rows_are_imported_and_named(staff):
    url = upload_text(staff, ris_file("One", "Two", "One"))

    response = staff.post(url, {"import": "1", "row": ["2", "3"]}, follow=True)

    created = list(Reference.objects.order_by("pk"))
    assert [one.title for one in created] == ["Two", "One"]
    links = {a["href"] for a in parse_response(response).select("li a[href]")}
    edit = "wagtailsnippets_articles_reference:edit"
    assert links >= {reverse(edit, args=[one.pk]) for one in created}
    assert "2 new references" in parse_response(response).get_text()


def test_a_known_one_that_is_ticked_is_filled_in(staff):
    existing = reference("Wood PB", doi=DOI, container="J Pain", volume="7")
    url = upload_text(staff, ris_file("Known", DO=DOI, SP="1", EP="9"))

    response = staff.post(url, {"import": "1", "row": ["1"]}, follow=True)

    existing.refresh_from_db()
    assert existing.pages == "1-9"
    assert "1 reference filled in" in parse_response(response).get_text()


@pytest.mark.parametrize("row", ["3", "99", "x", "-1", ""])
def test_ticks_of_rows_never_offered_are_ignored(staff, row):
    url = upload_text(
        staff, ris_file("One") + ris_file("Long", VL="7" * 41) + "TY  - JOUR\nER  - \n"
    )

    response = staff.post(url, {"import": "1", "row": [row]}, follow=True)

    assert "Nothing is ticked" in form_errors(response)
    assert not Reference.objects.exists()


def test_a_changed_library_is_shown_before_anything_is_imported(staff):
    url = upload_text(staff, ris_file("One", "Two"))
    reference("Wood PB", title="Two", volume="7")

    response = staff.post(url, {"import": "1", "row": ["1", "2"]}, follow=True)

    assert "The library has changed meanwhile, so nothing was imported." in form_errors(response)
    assert Reference.objects.count() == 1
    assert [row[3].split()[0] for row in table_cells(parse_response(response))] == ["New", "Known"]
    assert ticked_rows(parse_response(response))[0] == "1"
    staff.post(url, {"import": "1", "row": ["1"]})
    assert Reference.objects.count() == 2


def test_pressing_import_twice_imports_once(staff):
    url = upload_text(staff, ris_file("One"))

    staff.post(url, {"import": "1", "row": ["1"]})
    response = staff.post(url, {"import": "1", "row": ["1"]}, follow=True)

    assert "This import is finished or has expired." in form_errors(response)
    assert Reference.objects.count() == 1


# -- Probable values ------------------------------------------------------------------------------

DAMAGED = "@article{a, title={Zinc}, author={Roe, A}, year=2001, journal={Trends in Tests, 2(5)}}"


def test_a_probable_value_is_taken_over_with_one_button(staff):
    preview = upload_text(staff, DAMAGED)
    button = parse_response(staff.get(preview)).select_one("button[name=correct]")
    assert button
    assert button.get_text(strip=True) == "Change journal to “Trends in Tests”"

    response = staff.post(preview, {"correct": button["value"]}, follow=True)

    soup = parse_response(response)
    assert "Trends in Tests, 2(5)" not in soup.select_one(".import__source div").get_text()
    assert ticked_rows(soup) == ["1"]
    assert not soup.select("button[name=correct]")
    staff.post(preview, {"row": "1", "import": "1"})
    assert Reference.objects.get().container == "Trends in Tests"


def test_other_ticks_are_kept_while_a_value_is_taken_over(staff):
    other = "@article{b, title={Iron}, author={Roe, A}, year=2002, journal={J Tests}, volume=1}"
    preview = upload_text(staff, f"{DAMAGED}\n{other}")

    response = staff.post(preview, {"row": "2", "correct": "1-0"}, follow=True)

    assert ticked_rows(parse_response(response)) == ["1", "2"]


@pytest.mark.parametrize("value", ["", "1", "1-", "a-b", "9-0", "1-99", "-1-0", "1-0-0"])
def test_a_value_that_does_not_exist_changes_nothing(staff, value: str):
    preview = upload_text(staff, DAMAGED)

    response = staff.post(preview, {"correct": value}, follow=True)

    assert response.status_code == 200
    assert parse_response(response).select("button[name=correct]")
