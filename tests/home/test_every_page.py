"""Rules for every public page."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from tests.helpers import parse_response

# Each test reads only `responses`; the mark has the database made when they run alone.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

KINDS = [
    *("home", "standard", "enquiry", "category", "article", "team", "person", "places", "place"),
    *("services", "service", "conditions", "condition"),
]


class PageResponse:
    """A page as an anonymous visitor got it, with the answers its own links led to."""

    def __init__(self, client: Client, page):
        self.full_url = settings.WAGTAILADMIN_BASE_URL + page.url
        self.depth = page.depth
        self.response = client.get(page.url)
        self.html = self.response.content.decode()
        self.soup = parse_response(self.response)
        links = {link["href"].partition("#")[0] for link in self.soup.select('a[href^="/"]')}
        self.links = {address: client.get(address).status_code for address in links}


@pytest.fixture(scope="module")
def responses(full_site, django_db_blocker) -> dict[str, PageResponse]:
    with django_db_blocker.unblock():
        return {kind: PageResponse(Client(), page) for kind, page in full_site.items()}


@pytest.fixture
def page(request, responses) -> PageResponse:
    return responses[request.param]


def for_every_kind(test):
    return pytest.mark.parametrize("page", KINDS, indirect=True)(test)


def heading_levels(soup: BeautifulSoup) -> list[int]:
    return [int(heading.name[1]) for heading in soup.find_all(re.compile(r"^h[1-6]$"))]


@for_every_kind
def test_a_page_has_one_main_heading_and_skips_no_level(page):
    found = heading_levels(page.soup)

    assert found.count(1) == 1
    assert found[0] == 1
    for above, below in pairwise(found):
        assert below <= above + 1


@for_every_kind
def test_no_heading_link_or_button_is_empty(page):
    soup = page.soup

    for element in soup.select("h1, h2, h3, h4, a[href], button, summary, dt"):
        named = element.get_text(strip=True) or element.get("aria-label")
        pictures = element.select("svg.glyph")  # beside it stand the words
        assert named or pictures, str(element)


@for_every_kind
def test_ids_are_unique_and_fragment_links_resolve(page):
    soup = page.soup
    ids = Counter(element["id"] for element in soup.select("[id]"))

    assert [name for name, times in ids.items() if times > 1] == []
    for link in soup.select('a[href^="#"]'):
        assert link["href"][1:] in ids
    for element in soup.select("[aria-labelledby], label[for]"):
        assert (element.get("aria-labelledby") or element["for"]) in ids


@for_every_kind
def test_parts_of_tables_have_no_role_of_their_own(page):
    """HTML forbids them, and browsers give them to a table that is drawn as blocks anyway."""
    assert page.soup.select(":is(thead, tbody, tr, th, td)[role]") == []


@for_every_kind
def test_editor_data_is_not_on_public_pages(page):
    html = page.html

    for leak in ("linktype=", "embedtype=", "data-block-key", "<p>None", ">None<", "{{", "{%"):
        assert leak not in html


@for_every_kind
def test_visitors_get_no_cookie_and_identical_pages(page):
    response = page.response

    assert not response.cookies
    assert response.headers.get("Vary", "") in ("", "Accept-Encoding")


@for_every_kind
def test_pages_are_shared_and_revalidated(page):
    said = {part.strip() for part in page.response["Cache-Control"].split(",")}

    assert {"public", "max-age=0", f"s-maxage={settings.SHARED_CACHE_SECONDS}"} <= said
    assert f"stale-if-error={settings.STALE_SECONDS}" in said
    assert any(part.startswith("stale-while-revalidate=") for part in said)


@for_every_kind
def test_a_page_loads_nothing_from_other_servers(page):
    soup = page.soup
    loaded = [
        element.get("src") or element.get("href")
        for element in soup.select("img, iframe, audio, embed, link, track, [src]")
        if "canonical" not in element.get("rel", [])
    ]
    loaded += [
        candidate.split()[0]
        for element in soup.select("[srcset]")
        for candidate in element["srcset"].split(",")
    ]

    assert len(loaded) > 5
    for address in loaded:
        assert re.match(r"/(?!/)", address), address


@for_every_kind
def test_a_page_has_no_inline_script_style_or_handler(page):
    soup = page.soup

    scripts = [tag for tag in soup.select("script") if not tag.get("src")]
    assert [tag for tag in scripts if tag.get("type") != "application/ld+json"] == []
    assert soup.select("style, [style]") == []
    handlers = [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert handlers == []


@for_every_kind
def test_every_picture_has_a_text_alternative_and_a_size(page):
    for picture in page.soup.select("img"):
        assert picture.has_attr("alt")
        assert picture["width"].isdecimal()
        assert picture["height"].isdecimal()


@for_every_kind
def test_a_page_has_a_title_description_and_canonical_url(page):
    soup = page.soup

    assert soup.title.text.strip().endswith("Haven")
    assert soup.html["lang"].startswith("en")
    assert soup.select_one("link[rel=canonical]")["href"] == page.full_url


@for_every_kind
def test_every_page_below_home_has_breadcrumbs(page):
    crumbs = page.soup.select("nav.breadcrumb li")

    if page.depth == 2:
        assert crumbs == []
    else:
        assert crumbs[0].a["href"] == "/"
        assert crumbs[-1].select("[aria-current=page]")


@for_every_kind
def test_internal_links_resolve(page):
    assert page.links
    assert {address: code for address, code in page.links.items() if code != 200} == {}


@for_every_kind
def test_a_page_begins_with_its_doctype(page):
    assert page.html.startswith("<!doctype html>")
