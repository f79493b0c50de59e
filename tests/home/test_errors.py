"""Pages that say something is missing or broken."""

import pytest
from django.template.loader import render_to_string

from tests.factories import article, category, home_page
from tests.helpers import soup_of


@pytest.mark.django_db
def test_a_page_that_is_missing_is_not_found_and_offers_somewhere_to_go(client):
    blog = category(home_page(), "Blog", show_in_menus=True)
    page = article(blog, "Recent article")

    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert not response.cookies
    response.status_code = 200
    links = {link["href"]: link.text for link in soup_of(response).select("main a")}
    assert links[page.url] == "Recent article"
    assert links[blog.url] == "Blog"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/admin-not/", "/documents/9/x.pdf"])
def test_a_missing_page_of_an_empty_site_is_not_found_either(client, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_page_for_our_own_faults_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html")

    assert "Something went wrong" in html
    assert 'href="/"' in html


@pytest.mark.django_db
def test_a_fault_of_ours_is_answered_with_words(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret detail")

    home_page()
    monkeypatch.setattr("home.models.HomePage.get_context", broken)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "secret detail" not in response.content.decode()
