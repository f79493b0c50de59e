"""A search for a word of danger shows the emergency note first, whatever else it finds."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from wagtail.models import Site

from articles.models import CategoryIndexPage
from home.crisis.help import build_crisis_note
from home.enquiry import last_known
from home.models import ClinicSettings
from tests.factories import article, category, home_page
from tests.home.discovery.search.helpers import result_titles

pytestmark = pytest.mark.django_db
NOTE = '<p>Call <a href="tel:999">999</a> or <a href="tel:116123">116 123</a>.</p>'


@pytest.fixture
def clinic() -> ClinicSettings:
    category(home_page(), "Blog")
    settings = ClinicSettings.for_site(Site.objects.get())
    settings.emergency, settings.country = NOTE, "GB-ENG"
    settings.save()
    return settings


def crisis_in(response: Any) -> Any:
    """The note, which is the first thing in the page's content."""
    soup = BeautifulSoup(response.content, "html.parser")
    found = soup.select(".crisis")
    assert len(found) <= 1
    if found and soup.select("header"):
        assert soup.main.find(True) is found[0]
    return found[0] if found else None


def numbers_in(note: Any) -> list[str]:
    return [link["href"] for link in note.select("a[href^='tel:']")]


@pytest.mark.parametrize(
    "query",
    [
        *("q=suicide", "q=overdose&type=people", "q=overdose&page=2", "q=sucide", "q=%00suicide"),
        *("q=nothing&q=self-harm", "q=self-harm&q=nothing", f"q={'long+' * 30}kill+myself"),
    ],
)
def test_a_danger_word_shows_the_note_first(client, clinic, query: str):
    for number in range(13):
        article(CategoryIndexPage.objects.get(), f"Overdose {number:02}")

    response = client.get(f"/search/?{query}")
    note = crisis_in(response)

    assert response.status_code == 200
    assert numbers_in(note) == ["tel:999", "tel:116123"]
    assert note["role"] == "alert"
    assert "autofocus" in note.attrs
    assert response.content.decode().partition("<title>")[2].startswith("Help now")


def test_other_searches_show_no_note(client, clinic):
    for query in ("q=ketamine", "q=", "", "type=people&q=self-referral"):
        assert crisis_in(client.get(f"/search/?{query}")) is None


def test_pages_about_the_danger_are_found_below_the_note(client, clinic):
    article(CategoryIndexPage.objects.get(), "Overdose and what to do")

    assert result_titles(client, "overdose") == ["Overdose and what to do"]


def test_missing_pages_show_the_note_as_well(client, clinic):
    for address in ("/help-with-suicide/", "/search/?q=suicide&page=99", "/nowhere/?q=self+harm"):
        response = client.get(address)
        assert response.status_code == 404
        assert numbers_in(crisis_in(response)) == ["tel:999", "tel:116123"], address


def test_a_missing_page_offers_no_new_articles_to_somebody_in_danger(client, clinic):
    article(CategoryIndexPage.objects.get(), "Side effects")

    assert "Side effects" in client.get("/nowhere/").content.decode()
    assert "Side effects" not in client.get("/help-with-suicide/").content.decode()
    assert crisis_in(client.get("/nowhere/")) is None


def test_suggestions_begin_with_help(client, clinic):
    found = client.get("/search/suggest/", {"q": "kill myself"}).json()["suggestions"]

    assert found == [{"title": "In danger? Get help now", "url": "/search/?q=kill+myself"}]


@pytest.mark.parametrize("error", [OperationalError, RuntimeError])
def test_a_search_that_fails_shows_the_note(client, clinic, monkeypatch, error: type[Exception]):
    last_known.take()

    def fail(*args: Any, **options: Any) -> None:
        raise error

    monkeypatch.setattr("home.discovery.search.views.Search", fail)
    client.raise_request_exception = False

    response = client.get("/search/?q=suicide")

    assert response.status_code == (503 if error is OperationalError else 500)
    assert numbers_in(crisis_in(response)) == ["tel:999", "tel:116123"]
    assert crisis_in(client.get("/search/?q=ketamine")) is None


def test_without_a_note_the_country_answers(client, clinic):
    clinic.emergency, clinic.country = "<p></p>", "GB-SCT"
    assert 'href="tel:999"' in build_crisis_note(clinic)
    assert "NHS 24" in build_crisis_note(clinic)

    clinic.country = "other"
    note = build_crisis_note(clinic)

    assert "the emergency number of the country you are in" in note
    assert 'href="tel:112"' in note


def test_a_note_without_telephone_links_gets_those_of_the_country(clinic):
    clinic.emergency = "<p>Call an ambulance.</p>"

    note = build_crisis_note(clinic)

    assert note.startswith("<p>Call an ambulance.</p>")
    assert 'href="tel:999"' in note


def test_the_words_are_those_of_the_clinic(client, clinic):
    clinic.danger_words = "marigold*"
    clinic.save()

    assert crisis_in(client.get("/search/?q=marigolds"))
    assert crisis_in(client.get("/search/?q=suicide")) is None
