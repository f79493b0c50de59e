"""robots.txt: where programs may go."""

from urllib.robotparser import RobotFileParser

import pytest

from tests.factories import home_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SITE_URL = "https://clinic.example"


@pytest.fixture
def rules(client, settings) -> RobotFileParser:
    settings.WAGTAILADMIN_BASE_URL = SITE_URL
    home_page()
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


def test_everything_but_the_admin_is_open(rules):
    assert rules.can_fetch("*", "/")
    assert rules.can_fetch("*", "/blog/knees/article.md")
    assert rules.can_fetch("*", "/search/?q=knee")  # says noindex itself, which has to be read
    assert not rules.can_fetch("*", "/admin/")
    assert not rules.can_fetch("*", "/admin/login/")
    assert rules.site_maps() == [f"{SITE_URL}/sitemap.xml"]


def test_a_trial_site_disallows_all_robots(client, settings):
    settings.ALLOW_INDEXING = False
    home_page()

    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
