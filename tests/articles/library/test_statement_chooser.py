"""The dialog lists the findings of published articles, and nothing else."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from tests.factories import (
    article,
    body,
    category,
    evidence,
    finding_of,
    home_page,
    reference,
    service,
    services,
    shown_evidence,
    statement,
    stream,
)
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db
RESULTS = "/admin/statements/results/"


def make_article(title: str = "Knees", finding: str = "A little.", **fields):
    text = body(evidence(statement(cited=(reference(),), finding=finding)))
    parent = fields.pop("parent", None) or category(home_page())
    return article(parent, title, body=text, **fields)


def listed(response) -> list[str]:
    links = parse_response(response).select("a[data-chooser-modal-choice]")
    return [link.text.strip() for link in links]


def test_the_dialog_lists_findings_of_published_articles(admin_client):
    page = make_article()
    make_article("Draft", "A secret.", parent=page.get_parent(), live=False)
    article(page.get_parent(), "Without findings")

    assert listed(admin_client.get(RESULTS)) == ["A little."]
    assert admin_client.get("/admin/statements/").json()["step"] == "choose"


@pytest.mark.parametrize(("query", "found"), [("knees", 1), ("kne", 1), ("shoulder", 0)])
def test_findings_are_found_by_words_of_their_articles(admin_client, query, found):
    make_article()

    assert len(listed(admin_client.get(RESULTS, {"q": query}))) == found


@pytest.mark.parametrize("query", ["'\"%\\", "x" * 400, "\x00", "  ", "(", "&"])
def test_nonsense_in_the_search_is_answered(admin_client, query):
    make_article()

    assert admin_client.get(RESULTS, {"q": query}).status_code == 200


def test_a_page_of_the_list_that_does_not_exist_is_a_404(admin_client):
    assert admin_client.get(RESULTS, {"p": "nonsense"}).status_code == 404


def test_a_chosen_finding_is_named_with_its_article(admin_client):
    page = make_article()
    link = parse_response(admin_client.get(RESULTS)).select_one("a[data-chooser-modal-choice]")

    chosen = admin_client.get(link["href"]).json()["result"]

    assert chosen["id"] == finding_of(page)
    assert chosen["title"] == "A little. (Knees)"
    assert chosen["edit_url"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("choice", ["nonsense", "1_23gone", "999999_23gone"])
def test_what_is_not_offered_cannot_be_chosen(admin_client, choice):
    assert admin_client.get(f"/admin/statements/chosen/{choice}/").status_code == 404


def test_visitors_do_not_reach_the_dialog(client):
    assert client.get(RESULTS).status_code == 302


def test_the_editor_says_that_a_chosen_finding_is_gone(admin_client):
    page = make_article()
    choice = f"{page.pk}#gone"
    shown = service(services(page.get_parent().get_parent()), body=stream(shown_evidence(choice)))

    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[shown.pk])).content.decode()

    assert "This finding does not exist any more" in html
    assert "1 finding is not shown" in html


def test_deleting_an_article_says_where_its_findings_are_shown(admin_client):
    page = make_article()
    index = services(page.get_parent().get_parent())
    shown = service(index, body=stream(shown_evidence(finding_of(page))))

    assert shown.pk in {int(row.object_id) for row in ReferenceIndex.get_references_to(page)}
    html = admin_client.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
    assert "referenced 1 time" in html
