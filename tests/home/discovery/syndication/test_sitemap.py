"""The sitemap: which pages, when they changed, and how many fit in a file."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from articles.models import ArticlePage
from home.discovery.syndication.sitemap import PageSitemap
from home.models import HomePage
from tests.factories import article, bulk_copy_article, category, home_page, person, standard_page
from tests.home.delivery.test_visibility import WAYS_TO_HIDE

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE_URL = "https://clinic.example"


@pytest.fixture(autouse=True)
def _https_site_url(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE_URL


def fetch_document(client, address: str) -> ET.Element:
    """The document of an answer, as the schema of sitemaps.org wants it."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    root = ET.fromstring(response.content)  # noqa: S314 - our own
    inside = {f"{NAMESPACE}urlset": "url", f"{NAMESPACE}sitemapindex": "sitemap"}[root.tag]
    assert {child.tag for child in root} <= {f"{NAMESPACE}{inside}"}
    for child in root:
        names = [part.tag.removeprefix(NAMESPACE) for part in child]
        assert names in (["loc"], ["loc", "lastmod"])
        assert (child[0].text or "").startswith(f"{SITE_URL}/")
    return root


def sitemap_entries(client, address: str = "/sitemap.xml") -> dict[str, date | None]:
    """When each page changed, by its path."""
    found = {}
    for child in fetch_document(client, address):
        changed = child.findtext(f"{NAMESPACE}lastmod")
        path = (child[0].text or "").removeprefix(SITE_URL)
        assert path not in found
        found[path] = date.fromisoformat(changed) if changed else None
    return found


def set_changed_on(page: Page, day: int) -> None:
    moment = datetime(2026, 3, day, 12, tzinfo=UTC)
    Page.objects.filter(pk=page.pk).update(last_published_at=moment)
    ArticlePage.objects.filter(pk=page.pk).update(content_changed_at=moment)


def test_every_kind_of_public_page_is_there_once(client):
    home = home_page()
    doctor = person(home, "Ada", slug="ada")
    blog = category(home, slug="blog")
    article(category(blog, slug="pain"), slug="knees", reviewer=doctor)
    standard_page(home, slug="prices")

    assert set(sitemap_entries(client)) == {
        "/",
        "/clinicians/",
        "/clinicians/ada/",
        "/blog/",
        "/blog/pain/",
        "/blog/pain/knees/",
        "/prices/",
    }


@pytest.mark.parametrize("hide", WAYS_TO_HIDE)
def test_a_hidden_page_is_not(client, hide):
    hidden = article(category(home_page(), slug="blog"), slug="hidden")
    assert "/blog/hidden/" in sitemap_entries(client)

    hide(hidden)

    assert not [path for path in sitemap_entries(client) if "hidden" in path]


def test_a_list_changes_with_the_newest_it_lists(client):
    home = home_page()
    blog = category(home, slug="blog")
    pain, mood = category(blog, slug="pain"), category(blog, slug="mood")
    knees, hips = article(pain, slug="knees"), article(pain, slug="hips", also_in=(mood,))
    prices = standard_page(home, slug="prices")
    ada = person(home, slug="ada")
    days = {home: 1, blog: 2, pain: 3, mood: 4, knees: 9, hips: 7, prices: 20, ada: 5}
    for page, day in days.items():
        set_changed_on(page, day)

    found = sitemap_entries(client)

    days_found = {path: changed.day for path, changed in found.items() if changed}
    assert days_found == {
        "/": 9,
        "/blog/": 9,
        "/blog/pain/": 9,
        "/blog/mood/": 7,
        "/blog/pain/knees/": 9,
        "/blog/pain/hips/": 7,
        "/prices/": 20,
        "/clinicians/": 5,
        "/clinicians/ada/": 5,
    }
    assert found["/"] == date(2026, 3, 9)


def test_more_pages_than_fit_in_a_file_are_split_and_indexed(client, monkeypatch):
    monkeypatch.setattr(PageSitemap, "limit", 4)
    blog = category(home_page(), slug="blog")
    bulk_copy_article(article(blog, slug="first"), 7)

    parts = [
        child[0].text.removeprefix(SITE_URL) for child in fetch_document(client, "/sitemap.xml")
    ]

    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    lists = [list(sitemap_entries(client, part)) for part in parts]
    assert [len(part) for part in lists] == [4, 4, 2]
    assert len({path for part in lists for path in part}) == 10
    assert client.get("/sitemap-4.xml").status_code == 404


def test_query_count_does_not_grow_with_the_articles(client):
    blog = category(home_page())
    template = article(blog)
    bulk_copy_article(template, 9)
    ten = count_queries(client)

    bulk_copy_article(template, 990)

    assert len(sitemap_entries(client)) == 1002
    assert count_queries(client) == ten <= 8


def count_queries(client) -> int:
    client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as captured:
        client.get("/sitemap.xml")
    return len(captured)


def test_non_ascii_urls_are_percent_encoded(client, settings):
    settings.WAGTAIL_ALLOW_UNICODE_SLUGS = True
    page = standard_page(home_page(), "Schmerz", slug="über")

    found = list(sitemap_entries(client))

    assert "/%C3%BCber/" in found
    assert client.get(page.url).status_code == 200


def test_pages_of_other_sites_are_omitted(client):
    home_page()
    Page.get_first_root_node().add_child(
        instance=HomePage(title="Other", slug="other", hero_heading="Other")
    )

    assert list(sitemap_entries(client)) == ["/"]
