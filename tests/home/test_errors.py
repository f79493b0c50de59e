"""Pages that say something is missing, refused or broken."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from home.discovery.not_found import nearest_ids
from tests.factories import article, bulk_copy_article, category, home_page, standard_page
from tests.helpers import clear_all_caches, parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def get_missing(client, address: str):
    response = client.get(address)
    assert response.status_code == 404
    response.status_code = 200
    return parse_response(response)


def suggested(client, address: str) -> list[str]:
    return [link["href"] for link in get_missing(client, address).select(".did-you-mean + ul a")]


def test_a_missing_page_is_404_with_links(client):
    blog = category(home_page(), "Blog", show_in_menus=True)
    page = article(blog, "Recent article")

    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert not response.cookies
    response.status_code = 200
    links = {link["href"]: link.text for link in parse_response(response).select("main a")}
    assert links[page.url] == "Recent article"
    assert links[blog.url] == "Blog"


@pytest.mark.parametrize("address", ["/nowhere/", "/admin-not/", "/documents/9/x.pdf"])
def test_a_missing_page_of_an_empty_site_is_404(client, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/blog/ketmine-and-fibromialgia/",
        "/fibromyalgia-and-ketamine/",
        "/old/Ketamine_and_Fibromyalgia.html",
        "/blog/ketamine-and-fibromyalgia/2/ketamine-fibromyalgia/",
    ],
)
def test_a_mistyped_url_suggests_the_intended_page(client, address: str):
    home = home_page()
    blog = category(home, "Blog", slug="blog")
    article(blog, "Ketamine and fibromyalgia", slug="ketamine-and-fibromyalgia")
    article(blog, "Sleep", slug="sleep-and-lasting-pain"), standard_page(home, slug="prices")

    assert suggested(client, address) == ["/blog/ketamine-and-fibromyalgia/"]


def test_pages_visitors_may_not_see_are_not_suggested(client):
    home = home_page()
    draft = standard_page(home, "Fees of tomorrow", slug="fees-2027", live=False)
    private = standard_page(home, "Fees of friends", slug="fees-2026")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    gone = standard_page(home, "Fees of old", slug="fees-2025")
    assert suggested(client, "/fees-202/") == [gone.url]

    gone.unpublish()

    assert "Fees of" not in get_missing(client, "/fees-202/").text
    assert not Page.objects.get(pk=draft.pk).live


GARBAGE = [
    "/" + "ketamine-" * 2000 + "/",
    "/%00",
    "/x%00ketamine/",
    "/%ff%fe/",
    "/" + "%F0%9F%A9%B9/",
]


@pytest.mark.parametrize("address", GARBAGE, ids=lambda address: address[:12])
def test_any_url_can_be_looked_up(client, address: str):
    article(category(home_page()), slug="ketamine")

    assert client.get(address).status_code == 404


def test_suggesting_pages_takes_a_constant_number_of_queries(client, django_assert_max_num_queries):
    page = article(category(home_page(), slug="blog"), slug="copy-0")
    bulk_copy_article(page, 300)
    client.get("/nowhere/")
    clear_all_caches()

    with django_assert_max_num_queries(18):
        assert len(suggested(client, "/copy-25/")) == 3
    with django_assert_max_num_queries(8):
        assert suggested(client, "/copy-25/")[0] == "/blog/copy-25/"


def test_an_empty_url_has_no_suggestions():
    candidates = {1: "ketamine", 2: "sleep"}

    assert nearest_ids("ketamin", candidates) == [1]
    assert nearest_ids("xyz", candidates) == []


def test_one_common_word_does_not_make_a_likely_page():
    candidates = {1: "ketamine for depression that has not lifted"}

    assert nearest_ids("does not exist", candidates) == []


FAULTS = ["400.html", "403.html", "403_csrf.html", "405.html", "500.html", "503.html"]


@pytest.mark.parametrize("name", FAULTS)
def test_error_pages_need_no_database_request_or_settings(name: str, django_assert_num_queries):
    with django_assert_num_queries(0), override("en-gb"):
        html = render_to_string(name)

    assert html.startswith("<!doctype html>")
    for part in ('lang="en-gb"', "<h1>", '<main class="wrap fault">', 'href="/"', "foundation.css"):
        assert part in html
    assert "tel:" not in html
    assert "<script" not in html


def test_a_database_failure_gets_an_error_page(client, monkeypatch):
    home_page()

    def gone(*args, **kwargs):
        raise OperationalError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)

    for address in ("/", "/nowhere/", "/articles/?page=2"):
        clear_all_caches()
        response = client.get(address)

        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        html = response.content.decode()
        assert "Back in a moment" in html
        assert "secret detail" not in html
        assert not response.cookies


def test_any_other_failure_gets_an_error_page(client, monkeypatch):
    home_page()

    def broken(*args, **kwargs):
        raise ValueError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr("home.models.HomePage.get_context", broken)

    response = client.get("/")

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "secret detail" not in response.content.decode()


def test_a_refusal_gets_an_error_page(client, monkeypatch):
    home_page()

    def refused(*args, **kwargs):
        raise PermissionDenied

    monkeypatch.setattr("home.models.HomePage.get_context", refused)
    response = client.get("/")
    assert response.status_code == 403
    assert "cannot view this page" in response.content.decode()


def test_an_unsupported_method_gets_a_page_and_an_allow_header(client):
    page = article(category(home_page()))

    response = client.post(f"{page.url}references.ris")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert "does not accept this request" in response.content.decode()


def test_csrf_and_host_errors_get_a_page():
    home_page()
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(reverse("wagtailadmin_login"), {"username": "a"})
    assert response.status_code == 403
    assert "could not verify your request" in response.content.decode()

    response = strict.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "is not valid" in response.content.decode()
