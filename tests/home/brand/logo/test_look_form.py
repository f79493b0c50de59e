"""The parts of Settings > Look that are about logo, icons and fonts."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Site

from home.brand.models import LookSettings
from tests.factories import home_page
from tests.helpers import parse_response
from tests.home.brand.logo.generated import COLOURS, drawing, file_of, picture

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
ONE_COLOUR = drawing(("#12262d",), (200, 60))
TWO_COLOURS = drawing(("#12262d", "#e2725b"), (200, 60))


@pytest.fixture
def site() -> Site:
    home_page()
    return Site.objects.get()


@pytest.fixture
def url(site: Site) -> str:
    return reverse("wagtailsettings:edit", args=["home", "looksettings", site.pk])


def upload(content: bytes, name: str = "logo.svg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def form_data(**values) -> dict:
    return {
        "colour": "",
        "accent": "",
        "corners": "leaf",
        "drawings": "drawn",
        "symbol": "initials",
        "fonts": "newsreader",
    } | values


def test_a_logo_is_saved_under_the_hash_of_its_content(admin_client, url, site):
    admin_client.post(url, form_data(logo=upload(TWO_COLOURS)))

    look = LookSettings.for_site(site)
    assert look.logo.name.startswith("brand/")
    assert look.logo.name.endswith(".svg")
    assert look.logo_measures[look.logo.name]["colours"][0][0] == "#12262d"


def test_a_refused_logo_says_why_and_keeps_what_was_typed(admin_client, url, site):
    text = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Larch</text></svg>'

    response = admin_client.post(url, form_data(colour="#e2725b", logo=upload(text)))

    page = parse_response(response)
    assert "Create Outlines" in page.get_text()
    assert page.select_one("[name=colour]")["value"] == "#e2725b"
    assert not LookSettings.objects.filter(logo__gt="").exists()


def test_a_logo_survives_a_mistake_in_another_field(admin_client, url, site):
    response = admin_client.post(url, form_data(colour="nonsense", logo=upload(TWO_COLOURS)))

    kept = parse_response(response).select_one("[name=logo-kept]")["value"]
    admin_client.post(url, form_data(colour="#e2725b") | {"logo-kept": kept})
    assert LookSettings.for_site(site).logo.name.endswith(".svg")


@pytest.mark.parametrize("kept", ["nonsense", "AAAA", "é", "PHNjcmlwdD4=", "=" * 50])
def test_nonsense_in_the_hidden_field_is_no_logo(admin_client, url, site, kept: str):
    response = admin_client.post(url, form_data() | {"logo-kept": kept})

    assert response.status_code in (200, 302)
    assert not LookSettings.objects.filter(logo__gt="").exists()


def test_a_logo_can_be_removed(admin_client, url, site):
    admin_client.post(url, form_data(logo=upload(TWO_COLOURS)))

    admin_client.post(url, form_data() | {"logo-clear": "on"})

    assert not LookSettings.for_site(site).logo


def test_a_colour_of_the_logo_becomes_the_brand_colour_without_a_script(admin_client, url, site):
    admin_client.post(url, form_data(logo=upload(TWO_COLOURS)))
    page = parse_response(admin_client.get(url))
    offered = [radio["value"] for radio in page.select("[name=colour_from_logo]")]

    admin_client.post(url, form_data(colour_from_logo="#e2725b"))

    assert offered == ["#e2725b"]
    assert LookSettings.for_site(site).colour == "#e2725b"


def test_the_check_shows_the_logo_on_each_ground(admin_client, site):
    response = admin_client.post(
        reverse("check_logo", args=[site.pk, "logo"]), {"file": upload(ONE_COLOUR)}
    )

    page = parse_response(response)
    assert len(page.select(".logo-sample img")) == 3
    assert "It has one colour" in page.get_text()
    assert page.select_one("[name=logo-kept]")["value"]


def test_the_check_says_when_a_light_ground_is_put_behind_a_logo(admin_client, site):
    dark = drawing(("#12262d", "#1a2e35", "#43265d"), (200, 60))

    response = admin_client.post(
        reverse("check_logo", args=[site.pk, "logo"]), {"file": upload(dark)}
    )

    page = parse_response(response)
    assert "it gets a light ground" in page.get_text()
    assert len(page.select(".has-light-chip")) == 2


def test_the_check_refuses_in_words(admin_client, site):
    response = admin_client.post(
        reverse("check_logo", args=[site.pk, "mark"]), {"file": upload(b"nonsense")}
    )

    assert response.status_code == 200
    assert "not a picture" in response.content.decode()


def test_the_check_needs_a_known_field_and_the_right(admin_client, client, site):
    unknown = reverse("check_logo", args=[site.pk, "colour"])
    known = reverse("check_logo", args=[site.pk, "logo"])

    assert admin_client.post(unknown).status_code == 404
    assert admin_client.get(known).status_code == 405
    assert client.post(known).status_code == 302


def test_a_picture_that_is_coarse_is_said_to_be(admin_client, site):
    small = file_of(picture(COLOURS[4:6], (160, 40), "RGBA", None), "PNG")

    response = admin_client.post(
        reverse("check_logo", args=[site.pk, "logo"]), {"file": upload(small, "l.png")}
    )

    assert "pixels high" in response.content.decode()


def test_a_field_without_a_right_to_it_changes_nothing(client, django_user_model, url, site):
    client.force_login(django_user_model.objects.create_user("visitor"))

    client.post(url, form_data(logo=BytesIO(TWO_COLOURS)))

    assert not LookSettings.objects.filter(logo__gt="").exists()
