"""On every kind of page the graph says what its reader sees, and nothing else."""

import pytest
from django.conf import settings
from django.test import Client

from tests.home.rendered_page import RenderedPage, visible_text

# Each test reads only `pages`; the mark has the database made when they run alone.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

KINDS = {
    "home": ["WebPage", "WebSite", "MedicalClinic"],
    "standard": ["ContactPage", "BreadcrumbList", "MedicalClinic"],
    "category": ["CollectionPage", "BreadcrumbList", "MedicalClinic"],
    "article": ["MedicalWebPage", "Article", "BreadcrumbList", "MedicalClinic"],
    "team": ["CollectionPage", "BreadcrumbList", "MedicalClinic"],
    "services": ["CollectionPage", "BreadcrumbList", "MedicalClinic"],
    "service": ["WebPage", "Service", "BreadcrumbList", "MedicalClinic"],
    "conditions": ["CollectionPage", "BreadcrumbList", "MedicalClinic"],
    "condition": ["MedicalWebPage", "MedicalCondition", "BreadcrumbList", "MedicalClinic"],
    "person": ["ProfilePage", "Person", "BreadcrumbList", "MedicalClinic"],
}


@pytest.fixture(scope="module")
def pages(full_site, django_db_blocker) -> dict[str, RenderedPage]:
    with django_db_blocker.unblock():
        return {kind: RenderedPage(Client(), page.url) for kind, page in full_site.items()}


def nested_nodes(value) -> list[dict]:
    """Every object in a value of JSON, at any depth."""
    if isinstance(value, list):
        return [found for one in value for found in nested_nodes(one)]
    if isinstance(value, dict):
        return [value, *(found for one in value.values() for found in nested_nodes(one))]
    return []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_describes_itself(pages, kind: str):
    assert [node["@type"] for node in pages[kind].graph] == KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_node_that_is_named_is_in_the_graph(pages, kind: str):
    page = pages[kind]
    known = {node["@id"] for node in nested_nodes(page.graph) if len(node) > 1 and "@id" in node}

    named = [node["@id"] for node in nested_nodes(page.graph) if list(node) == ["@id"]]
    assert named
    assert set(named) <= known
    canonical = page.soup.select_one("link[rel=canonical]")["href"]
    assert page.graph[0]["@id"] == page.graph[0]["url"] == canonical


@pytest.mark.parametrize("kind", KINDS)
def test_breadcrumbs_match_the_page(pages, kind: str):
    page = pages[kind]
    shown = page.soup.select("nav.breadcrumb li")

    steps = [node for node in page.graph if node["@type"] == "BreadcrumbList"]
    listed = steps[0]["itemListElement"] if steps else []
    assert [item["name"] for item in listed] == [visible_text(item) for item in shown]
    assert [item["position"] for item in listed] == list(range(1, len(shown) + 1))
    base = settings.WAGTAILADMIN_BASE_URL
    linked = [base + item.a["href"] for item in shown if item.a]
    assert [item["item"] for item in listed[:-1]] == linked


@pytest.mark.parametrize("kind", KINDS)
def test_the_clinic_matches_the_footer(pages, kind: str):
    page = pages[kind]
    foot = visible_text(page.soup.select_one("footer"))

    clinic = page.node("MedicalClinic")
    assert clinic["name"] in foot
    assert clinic["telephone"] in foot
    assert clinic["email"] in foot
    for line in clinic["address"].split(", "):
        assert line in foot


@pytest.mark.parametrize("kind", KINDS)
def test_evidence_levels_and_questions_are_omitted(pages, kind: str):
    text = pages[kind].text

    assert "evidenceLevel" not in text
    assert "FAQPage" not in text


def test_structured_data_of_an_article_matches_the_page(pages):
    page = pages["article"]
    article, shown = page.node("Article"), page.soup.select_one("main")

    assert article["headline"] == visible_text(shown.h1)
    assert article["description"] == visible_text(shown.select_one(".masthead .lead"))
    assert article["articleSection"] == visible_text(shown.select_one(".masthead .tag"))
    record = visible_text(shown.select_one(".record"))
    for author in article["author"]:
        assert f"{author.get('honorificPrefix', '')} {author['name']}".strip() in record
        assert author["jobTitle"] in record
    assert page.node("MedicalWebPage")["mainEntity"] == {"@id": article["@id"]}


def test_sources_match_the_reference_list(pages):
    page = pages["article"]
    shown = [visible_text(item) for item in page.soup.select(".references ol > li")]

    cited = page.node("Article")["citation"]
    assert len(cited) == len(shown) == 2
    for source, line in zip(cited, shown, strict=True):
        assert source["name"] in line
        assert source["datePublished"] in line
        for author in source["author"]:
            assert author["name"] in line


def test_the_review_matches_the_name_and_date_shown(pages):
    page = pages["article"].node("MedicalWebPage")
    record = pages["article"].soup.select_one(".record")

    reviewer = page["reviewedBy"]
    assert record.select_one(f'a[href="{reviewer["url"].removeprefix("http://testserver")}"]')
    assert record.select_one(f'time[datetime="{page["lastReviewed"]}"]')


def test_structured_data_of_a_profile_matches_the_page(pages):
    page = pages["person"]
    person = page.node("Person")

    assert visible_text(page.soup.h1) == f"{person['honorificPrefix']} {person['name']}"
    assert person["jobTitle"] in visible_text(page.soup.main)
    assert page.node("ProfilePage")["mainEntity"] == {"@id": person["@id"]}
