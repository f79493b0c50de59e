"""The starter kit: a public site that says nothing unchecked, and drafts to fill in."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from wagtail.models import Page

from articles.models import ArticlePage, PersonPage, Reference
from articles.publishing.errors import PublishingRefusedError
from home.kit.starter import start_site
from home.models import HomePage, User
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db

DRAFTS = {"About us", "Privacy", "Complaints", "Contact us"}
# Where somebody has to write something.
TO_FILL_IN = re.compile(r"\[[^\]]+\]")


def fill_in(value: Any) -> Any:
    """Return the content of a revision with something in each place."""
    if isinstance(value, str) and value.startswith("[{"):  # a body
        return json.dumps(fill_in(json.loads(value)))
    if isinstance(value, str):
        return TO_FILL_IN.sub("Rosa", value)
    if isinstance(value, list):
        return [fill_in(each) for each in value]
    return {key: fill_in(each) for key, each in value.items()} if isinstance(value, dict) else value


@pytest.fixture
def _started(db: None) -> None:
    start_site("Riverside Clinic")


@pytest.fixture
def public(_started: None, client: Client) -> dict[str, BeautifulSoup]:
    """The public pages by title."""
    pages = Page.objects.live().descendant_of(HomePage.objects.get(), inclusive=True)
    return {page.title: parse_response(client.get(page.url)) for page in pages}


def test_public_pages_have_the_clinics_name_and_nothing_to_fill_in(
    public: dict[str, BeautifulSoup],
) -> None:
    assert set(public) == {
        "Riverside Clinic",
        "Articles",
        "Our team",
        "How we review",
        "Corrections",
        "Accessibility",
    }
    for page in public.values():
        text = page.get_text(" ")
        assert "Riverside Clinic" in text
        assert not TO_FILL_IN.search(text)
        assert "Haven Clinic" not in text
        assert "{{" not in text
        assert not page.select('a[href^="tel:"], a[href^="mailto:"]')


def test_no_public_page_links_to_a_draft(public: dict[str, BeautifulSoup], client: Client) -> None:
    links = {
        link["href"].partition("#")[0]
        for page in public.values()
        for link in page.select('a[href^="/"]')
    }
    assert len(links) > 6
    assert {link: client.get(link).status_code for link in links if link} == dict.fromkeys(
        filter(None, links), 200
    )
    assert all(label not in page.get_text() for page in public.values() for label in DRAFTS)


@pytest.mark.usefixtures("_started")
def test_what_needs_facts_of_the_clinic_is_a_draft_with_places_to_fill_in(
    admin_client: Client,
) -> None:
    drafts = Page.objects.filter(live=False).specific()
    assert {page.title for page in drafts} == DRAFTS
    for page in drafts:
        text = str(page.get_latest_revision().content)
        assert TO_FILL_IN.search(text), page.title
        assert "Riverside Clinic" in text or page.title == "Contact us"
        edit = admin_client.get(f"/admin/pages/{page.pk}/edit/")
        assert edit.status_code == 200


@pytest.mark.usefixtures("_started")
def test_nobody_and_nothing_is_invented() -> None:
    assert not ArticlePage.objects.exists()
    assert not PersonPage.objects.exists()
    assert not Reference.objects.exists()
    assert not User.objects.exists()


def test_empty_places_say_so_or_are_hidden(public: dict[str, BeautifulSoup]) -> None:
    assert "There are no articles here yet." in public["Articles"].main.get_text()
    assert not public["Articles"].main.select("form")
    assert "0 articles" not in public["Articles"].main.get_text()
    assert "There are no profiles here yet." in public["Our team"].main.get_text()
    assert "Latest articles" not in public["Riverside Clinic"].main.get_text()


@pytest.mark.usefixtures("_started")
def test_a_published_draft_appears_in_menu_and_footer(client: Client) -> None:
    for title in ("About us", "Privacy", "Contact us"):
        revision = Page.objects.get(title=title).specific.get_latest_revision()
        with pytest.raises(PublishingRefusedError, match="still to be filled in"):
            revision.publish()
        revision.content = fill_in(revision.content)
        revision.save()
        revision.publish()

    page = parse_response(client.get("/"))

    assert page.select_one('header a[href="/about/"]')
    assert page.select_one('footer a[href="/privacy/"]')
    assert page.select_one('header a[href="/contact/"]').get_text(strip=True) == "Contact us"
    assert client.get("/contact/").status_code == 200


@override_settings(WAGTAILADMIN_BASE_URL="https://clinic.example")
def test_the_first_administrator_chooses_a_password(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("start_site", "Riverside Clinic", "--admin-email", "rosa@clinic.example")

    user = User.objects.get()
    assert (user.username, user.email, user.is_superuser) == (
        "rosa@clinic.example",
        "rosa@clinic.example",
        True,
    )
    out = capsys.readouterr().out
    link = re.search(r"https://clinic\.example(/admin/password_reset/\S+)", out)[1]
    form = client.get(link, follow=True)
    password = "walking home slowly"
    client.post(form.redirect_chain[-1][0], {"new_password1": password, "new_password2": password})
    assert client.login(username="rosa@clinic.example", password=password)
    call_command("start_site", "Riverside Clinic", "--admin-email", "Rosa@Clinic.example")
    assert "has logged in before" in capsys.readouterr().out
    assert User.objects.count() == 1


def test_a_lost_link_is_printed_again(capsys: pytest.CaptureFixture[str]) -> None:
    for _run in range(2):
        call_command("start_site", "Riverside Clinic", "--admin-email", "rosa@clinic.example")
        assert "/admin/password_reset/" in capsys.readouterr().out


def test_a_site_with_pages_gets_no_others(capsys: pytest.CaptureFixture[str]) -> None:
    start_site("Riverside Clinic")
    Page.objects.get(title="Complaints").delete()

    assert start_site("Another Clinic") == []
    assert not Page.objects.filter(title="Complaints").exists()


@pytest.mark.parametrize("arguments", [[" "], ["Clinic", "--admin-email", "nobody"]])
def test_nonsense_is_refused_and_nothing_created(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("start_site", *arguments)
    assert not HomePage.objects.exists()
