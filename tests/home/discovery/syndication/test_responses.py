"""Rules for all responses to programs."""

import pytest
from django.test import Client
from wagtail.models import Site

from articles.models import ArticlePage
from tests.helpers import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SITE_URLS = ["/feed/", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/llms.txt"]
SECURITY_URLS = ["/.well-known/security.txt", "/security.txt"]
ICON_URLS = ["/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"]
PAGE_URLS = [
    *("category:feed/", "article:article.md", "home:page.md", "standard:page.md"),
    *("service:page.md", "condition:page.md", "place:page.md"),
]
ADDRESSES = [*SITE_URLS, *SECURITY_URLS, *ICON_URLS, *PAGE_URLS]
MISSING_URLS = [
    "/sitemap-0.xml",
    "/sitemap-2.xml",
    f"/sitemap-{'9' * 30}.xml",
    "/nothing/feed/",
    "/nothing/article.md",
    "/article.md",
    "article:feed/",
    "article:%00/feed/",
    "category:article.md",
    "standard:article.md",
    "article:page.md",
    "category:page.md",
    "/nothing/page.md",
]
# Icons change with the look, so their redirects are temporary.
REDIRECTS = {"/security.txt": 301} | dict.fromkeys(ICON_URLS, 302)
GARBAGE = "?p=x&page=-1&format=%00&%ff=1&q=<script>"


def resolve_address(site, name: str) -> str:
    kind, _colon, ending = name.partition(":")
    return f"{site[kind].url}{ending}" if ending else name


@pytest.fixture(params=ADDRESSES)
def address(request, full_site) -> str:
    return resolve_address(full_site, request.param)


def test_any_cache_may_store_it(client, address: str):
    response = client.get(address)

    assert response.status_code == REDIRECTS.get(address, 200)
    assert "public" in response["Cache-Control"]
    assert "max-age=" in response["Cache-Control"]
    assert response.get("Vary", "") in ("", "Accept-Encoding")
    assert not response.cookies


def test_a_query_changes_nothing(client, address: str):
    plain, asked = client.get(address), client.get(address + GARBAGE)

    assert (asked.status_code, asked.content) == (plain.status_code, plain.content)


def test_only_get_and_head_are_allowed(address: str):
    client = Client(enforce_csrf_checks=True)

    head = client.head(address)
    assert head.status_code == REDIRECTS.get(address, 200)
    assert head.content == b""
    assert {client.post(address).status_code, client.put(address).status_code} == {405}


def test_a_known_etag_gets_304(client, address: str):
    response = client.get(address)
    if address in REDIRECTS:
        return

    again = client.get(address, headers={"If-None-Match": response["ETag"]})

    assert again.status_code == 304
    assert again["Cache-Control"] == response["Cache-Control"]


def test_without_a_site_it_is_404(client, address: str):
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()

    assert client.get(address).status_code == (302 if address in ICON_URLS else 404)


@pytest.mark.parametrize("name", MISSING_URLS)
def test_other_urls_are_404(client, full_site, name: str):
    assert client.get(resolve_address(full_site, name)).status_code == 404


def test_pages_name_their_other_forms(client, full_site):
    def forms(kind: str) -> list[str]:
        html = client.get(full_site[kind].url).content.decode()
        links = [line for line in html.splitlines() if 'rel="alternate"' in line]
        return [line.partition('href="')[2].partition('"')[0] for line in links]

    article = ArticlePage.objects.get(pk=full_site["article"].pk)
    pain = article.category.url
    assert forms("home") == ["/feed/", "/page.md"]
    assert forms("category") == ["/feed/", "/blog/feed/"]
    assert forms("article") == ["/feed/", f"{pain}feed/", f"{article.url}article.md"]
    assert {client.get(found).status_code for found in forms("article")} == {200}


@pytest.mark.parametrize(
    ("kind", "most"),
    [("service", 9), ("condition", 6), ("place", 2), ("standard", 9), ("home", 10)],
)
def test_a_page_names_its_markdown_which_needs_few_queries(client, full_site, kind, most):
    page = full_site[kind]
    html = client.get(page.url).content.decode()

    assert f'type="text/markdown" title="{page.title}" href="{page.url}page.md"' in html
    assert count_queries(client, f"{page.url}page.md") <= most
