"""An article's references as files for reference managers."""

import json

import pytest
import rispy
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.factories import article, body, category, explanation, home_page, reference, references

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page():
    one = reference("Wood PB", title="First <b>&", doi="10.1016/j.jpain.2006.01.454")
    two, further = reference("Noppers I", title="Second"), reference("Other O", title="Third")
    blocks = (explanation(cited=(two, one, two)), references((further,)))
    return article(category(home_page()), "Knees", body=body(*blocks))


def test_the_ris_file_has_the_cited_sources_in_order(client, page):
    response = client.get(f"{page.url}references.ris")

    assert response["Content-Type"].startswith("application/x-research-info-systems")
    assert response["Content-Disposition"] == 'attachment; filename="knees.ris"'
    records = rispy.loads(response.content.decode())
    assert [record["title"] for record in records] == ["Second", "First <b>&"]
    assert records[1]["doi"] == "10.1016/j.jpain.2006.01.454"


def test_the_csl_file_has_the_same_references(client, page):
    records = json.loads(client.get(f"{page.url}references.json").content)

    assert [record["title"] for record in records] == ["Second", "First <b>&"]


def test_an_article_without_sources_has_empty_files(client):
    page = article(category(home_page()))

    assert rispy.loads(client.get(f"{page.url}references.ris").content.decode()) == []
    assert json.loads(client.get(f"{page.url}references.json").content) == []


@pytest.mark.parametrize("ending", ["references.txt", "references", "references.ris/", "x.ris"])
def test_there_are_no_other_files(client, page, ending: str):
    assert client.get(f"{page.url}{ending}").status_code in (301, 404)


def test_only_articles_have_them(client, page):
    assert client.get(f"{page.get_parent().url}references.ris").status_code == 404
    assert client.get("/references.ris").status_code == 404
    assert client.get("/no/such/page/references.ris").status_code == 404


def test_a_draft_has_none(client, page):
    page.unpublish()

    assert client.get(f"{page.url}references.ris").status_code == 404


def test_reference_files_require_access_to_the_page(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(f"{page.url}references.ris")

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailcore_login"))
