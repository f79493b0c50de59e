"""Icons at the addresses that browsers try by themselves."""

from io import BytesIO

import pytest
from PIL import Image
from wagtail.models import Site

from home.models import ClinicSettings
from tests.factories import home_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.mark.parametrize("address", ["/favicon.ico", "/apple-touch-icon.png"])
def test_the_common_addresses_lead_to_the_icons(client, address: str):
    home_page()

    response = client.get(address)

    assert response.status_code == 302
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    icon = client.get(response["Location"])
    assert icon["Content-Type"].startswith("image/")
    assert "immutable" in icon["Cache-Control"]


@pytest.mark.parametrize("host", ["localhost", "second.example", "unknown.example"])
def test_every_host_has_icons(client, settings, host: str):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.create(hostname="second.example", root_page=home_page())

    assert client.get("/favicon.ico", headers={"host": host}).status_code == 302


def test_hosts_have_icons_of_their_own_clinic(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    second = Site.objects.create(hostname="second.example", root_page=home_page())
    ClinicSettings.objects.create(site=second, name="Zebra Yard")

    first = client.get("/favicon.ico")["Location"]

    assert client.get("/favicon.ico", headers={"host": "second.example"})["Location"] != first


def test_the_icon_has_the_sizes_of_tabs_and_bookmarks(client):
    home_page()

    with Image.open(BytesIO(client.get("/favicon.ico", follow=True).content)) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
