"""Cache-Control of pages; editors see their changes at once."""

from unittest.mock import patch

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from home.delivery import content_version
from home.delivery.cache_headers import fresh_for_editors_middleware
from tests.factories import article, category, home_page, standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

LOGGED_IN = {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=abc"}


def cache_control(response) -> set[str]:
    return {part.strip() for part in response["Cache-Control"].split(",")}


def test_personal_responses_are_private(client):
    page = standard_page(home_page())

    assert cache_control(client.get(page.url, **LOGGED_IN)) == {"private", "no-cache"}


@pytest.mark.parametrize("kind", ["password", "login"])
def test_private_pages_are_not_shared(client, kind: str):
    page = standard_page(home_page())
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")
    content_version.reset()

    for address in (page.url, f"{page.url}?page=2"):
        assert "public" not in cache_control(client.get(address))


@pytest.mark.parametrize(
    ("query", "may"),
    [
        ("page=2", True),
        ("sort=title", True),
        ("sort=title&page=2", True),
        ("page=1", False),
        ("sort=nonsense", False),
        ("sort=title&topic=none", False),
        ("other=1", False),
    ],
)
def test_only_canonical_list_urls_are_shared(client, query: str, may: bool):
    blog = category(home_page())
    for number in range(14):
        article(blog, f"Article {number}")

    assert ("public" in cache_control(client.get(f"{blog.url}?{query}"))) is may


def test_a_page_without_a_list_is_shared_at_its_own_address_only(client):
    page = standard_page(home_page())

    assert "public" not in cache_control(client.get(f"{page.url}?page=2"))


def test_logged_in_users_do_not_wait_for_the_poll():
    content_version.current()
    request = RequestFactory().get("/")

    def answer(request):
        content_version.current()
        return HttpResponse()

    present = fresh_for_editors_middleware(answer)

    with patch.object(content_version, "refresh", wraps=content_version.refresh) as look:
        present(request)
        look.assert_not_called()

        request.COOKIES[settings.SESSION_COOKIE_NAME] = "abc"
        present(request)
        look.assert_called_once()
