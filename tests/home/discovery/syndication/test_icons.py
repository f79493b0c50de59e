"""Icons at the addresses that browsers try by themselves."""

import pytest
from django.contrib.staticfiles import finders
from PIL import Image
from wagtail.models import Site

from tests.factories import home_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.mark.parametrize("address", ["/favicon.ico", "/apple-touch-icon.png"])
def test_the_common_addresses_lead_to_the_icons(client, settings, address: str):
    home_page()

    response = client.get(address)

    assert response.status_code == 301
    assert response["Location"] == f"{settings.STATIC_URL}icons{address}"
    assert finders.find(f"icons{address}")
    assert "public" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("host", ["localhost", "second.example", "unknown.example"])
def test_every_host_has_icons(client, settings, host: str):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.create(hostname="second.example", root_page=home_page())

    assert client.get("/favicon.ico", headers={"host": host}).status_code == 301


def test_the_icon_has_the_sizes_of_tabs_and_bookmarks():
    with Image.open(str(finders.find("icons/favicon.ico"))) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
