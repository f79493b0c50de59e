"""Readers cite and share an article of the clinic."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import rispy
from wagtail.models import PageViewRestriction, Site

from articles.models import ArticlePage, EditorialSettings
from articles.public.cite_this import author_from_full_name
from home.models import ClinicSettings
from tests.factories import article, category, home_page, person, update_page
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page(settings) -> ArticlePage:
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    home = home_page()
    ClinicSettings.objects.create(site=Site.objects.get(), name="Haven <Clinic>")
    authors = (person(home, "Ada Byron"), person(home, "Ludwig van Beethoven"))
    page = article(category(home, slug="pain"), "Sleep & pain", slug="sleep", authors=authors)
    update_page(page, first_published_at=datetime(2024, 3, 3, 9, tzinfo=UTC))
    return page


def cited(client, page) -> str:
    lines = parse_response(client.get(page.url)).select("#cite > p")
    return " ".join(" ".join(line.text.split()) for line in lines[:2])


def test_an_article_shows_how_to_cite_it(client, page):
    assert cited(client, page) == (
        "Byron A, van Beethoven L. Sleep & pain [Internet]. Haven <Clinic>. 2024. "
        "https://www.example.org/pain/sleep/"
    )


def test_the_citation_is_in_the_style_of_the_clinics_references(client, page):
    EditorialSettings.objects.update(citation_style="ama")

    assert "Haven <Clinic>. Published 2024." in cited(client, page)


def test_without_authors_the_clinic_publishes_it(client, page):
    page.article_authors.all().delete()

    assert cited(client, page).startswith("Haven <Clinic>. Sleep & pain")


def test_reference_managers_read_the_article_as_a_web_page(client, page):
    response = client.get(f"{page.url}cite.ris")

    assert response["Content-Disposition"] == 'attachment; filename="cite-sleep.ris"'
    (record,) = rispy.loads(response.content.decode())
    assert record["type_of_reference"] == "ELEC"
    assert record["title"] == "Sleep & pain"
    assert record["urls"] == ["https://www.example.org/pain/sleep/"]

    (item,) = json.loads(client.get(f"{page.url}cite.json").content)
    assert item["container-title"] == "Haven <Clinic>"
    assert [author["family"] for author in item["author"]] == ["Byron", "van Beethoven"]
    assert item["issued"] == {"date-parts": [[2024]]}


def test_the_year_is_in_the_time_zone_of_the_clinic(client, page, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    update_page(page, first_published_at=datetime(2024, 12, 31, 20, tzinfo=UTC))

    assert "2025" in cited(client, page)
    assert json.loads(client.get(f"{page.url}cite.json").content)[0]["issued"] == {
        "date-parts": [[2025]]
    }


def test_a_file_is_named_in_every_script(client, page):
    update_page(page, slug="schlaf-и-боль")
    page.set_url_path(page.get_parent())
    update_page(page, url_path=page.url_path)

    disposition = client.get(f"{page.url}cite.ris")["Content-Disposition"]

    assert disposition == f"attachment; filename*=utf-8''{quote('cite-schlaf-и-боль.ris')}"


def test_the_citation_files_are_served(client, page):
    links = parse_response(client.get(page.url)).select("#cite a")

    assert [client.get(page.url + link["href"]).status_code for link in links] == [200, 200]


def test_a_hidden_article_cannot_be_cited(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"{page.url}cite.ris").status_code == 302

    page.unpublish()
    assert client.get(f"{page.url}cite.ris").status_code == 404
    assert client.get("/cite.ris").status_code == 404
    assert client.get("/pain/cite.json").status_code == 404


def test_sharing_by_mail_needs_no_third_party(client, page):
    tools = parse_response(client.get(page.url)).select_one(".tools")

    mails = [str(link["href"]) for link in tools.select('a[href^="mailto:?"]')]
    assert len(mails) == 1
    words = parse_qs(urlsplit(mails[0]).query)
    assert words["subject"] == ["Sleep & pain"]
    assert words["body"] == ["Sleep & pain\r\nhttps://www.example.org/pain/sleep/"]
    assert not tools.select('[href^="http"]')


def test_script_only_controls_are_hidden_without_script(client, page):
    buttons = parse_response(client.get(page.url)).select(".tools button")

    assert {button["data-tool"] for button in buttons} == {"print", "copy", "share"}
    assert all(button.find_parent(hidden=True) for button in buttons)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ada Byron", "Byron", "Ada"),
        ("Ada King Lovelace", "Lovelace", "Ada King"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("Maria de la Cruz", "de la Cruz", "Maria"),
        ("Plato", "Plato", ""),
        ("de Laforte", "de Laforte", ""),
        ("", "", ""),
    ],
)
def test_a_name_has_given_and_family_parts(name: str, family: str, given: str):
    author = author_from_full_name(name)

    assert (author.family, author.given) == (family, given)
