"""A page of one host is never kept for another, however a request names its host."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.test import override_settings

from tests.home.cached_django import CachedDjango, cached_django

pytestmark = [pytest.mark.django_db]

FIRST, SECOND = "alderwood.example", "birchfield.example"
SPELLINGS = (
    *("{}", "{}:443", "{}:80", "{}.", "{}.:443"),
    # Unknown to the database, but allowed: the default site answers.
    *("www.{}", "nobody.example"),
)
SHOUTED = "BIRCHFIELD.example"
FORWARDED = {"HTTP_X_FORWARDED_HOST": FIRST, "HTTP_FORWARDED": f"host={FIRST}"}


@pytest.fixture
def site(clinics, monkeypatch) -> Iterator[CachedDjango]:
    with cached_django(monkeypatch) as site:
        yield site


@override_settings(ALLOWED_HOSTS=["*"])
@pytest.mark.parametrize("path", ["/", "/notes/", "/notes/note-1/", "/feed/", "/robots.txt"])
def test_each_host_gets_its_own_pages_whoever_came_first(site, path):
    names = [spelling.format(host) for spelling, host in product(SPELLINGS, (FIRST, SECOND))]
    for _again in range(2):
        for name in (*names, SHOUTED):
            text = site.get(path, name)[1]
            own = SECOND if name.lower().startswith(SECOND) else FIRST
            other = FIRST if own == SECOND else SECOND
            assert other.partition(".")[0] not in text, name
            if path != "/robots.txt":
                assert own.partition(".")[0] in text, name


@pytest.mark.parametrize("path", ["/", "/notes/note-1/"])
def test_headers_that_visitors_send_choose_no_site(site, path):
    for _again in range(2):
        text = site.get(path, SECOND, **FORWARDED)[1]
        assert "alderwood" not in text
        assert "birchfield" in text
    assert "birchfield" not in site.get(path, FIRST)[1]


def test_a_host_that_is_not_allowed_is_told_nothing(site):
    status, text = site.get("/", "stranger.test")

    assert status.startswith("400")
    assert "alderwood" not in text
    assert "birchfield" not in text


def test_a_page_of_another_clinic_does_not_exist(site, clinics):
    path = clinics[0].pages["article"].get_url_parts()[2]

    assert site.get(path, FIRST)[0].startswith("200")
    assert site.get(path, SECOND)[0].startswith("404")
