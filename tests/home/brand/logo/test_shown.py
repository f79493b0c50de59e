"""Logos and icons on public pages, at addresses that change with what they show."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Site

from home.brand.models import LookSettings, Symbol
from home.brand.svg import rendering
from home.models import ClinicSettings
from tests.factories import home_page
from tests.helpers import parse_response
from tests.home.brand.logo.generated import drawing

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
NAVY = drawing(("#12262d", "#1a2e35", "#43265d"), (200, 60))
ORANGE = drawing(("#e2725b",), (200, 60))
SQUARE = drawing(("#e2725b",), (60, 60))


@pytest.fixture
def site() -> Site:
    home_page()
    site = Site.objects.get()
    ClinicSettings.objects.update_or_create(site=site, defaults={"name": "Larch House"})
    return site


def choose(site: Site, **files: bytes) -> LookSettings:
    look = LookSettings.for_site(site)
    for name, content in files.items():
        getattr(look, name).save("logo", ContentFile(content), save=False)
    look.save()
    return look


def test_a_clinic_without_a_logo_has_its_initials_and_name(client, site):
    page = parse_response(client.get("/"))

    assert len(page.select("header .brand .letters g path")) == 2
    assert page.select_one("header .brand-name").get_text() == "Larch House"
    icon = client.get(page.select_one("link[rel=icon][type='image/svg+xml']")["href"])
    assert icon["Content-Type"] == "image/svg+xml"


def test_the_sprout_can_be_chosen(client, site):
    LookSettings.objects.update_or_create(site=site, defaults={"symbol": Symbol.SPROUT})

    assert parse_response(client.get("/")).select_one("header .brand .sprout")


def test_a_logo_replaces_the_name_and_says_it(client, site):
    choose(site, logo=ORANGE)

    page = parse_response(client.get("/"))

    for place in ("header", "footer"):
        image = page.select_one(f"{place} .brand img")
        assert image["alt"] == "Larch House"
        assert 0 < int(str(image["height"])) <= 52
        assert not page.select_one(f"{place} .brand-name")


def test_a_logo_that_is_dark_gets_a_light_ground_where_it_is_dark(client, site):
    choose(site, logo=NAVY)

    page = parse_response(client.get("/"))

    assert page.select_one("header picture")["class"] == ["logo", "has-light-chip-in-dark"]
    assert "has-light-chip" in page.select_one("footer picture")["class"]


def test_a_logo_for_dark_grounds_is_shown_there(client, site):
    choose(site, logo=NAVY, logo_dark=ORANGE)

    page = parse_response(client.get("/"))

    dark = page.select_one("header source[media='(prefers-color-scheme: dark)']")["srcset"]
    assert b"#e2725b" in client.get(dark).content
    assert b"#12262d" in client.get(page.select_one("header .brand img")["src"]).content


def test_a_drawing_of_one_colour_is_drawn_in_the_colour_of_text(client, site):
    choose(site, logo=drawing(("#12262d",), (200, 60)))

    dark = parse_response(client.get("/")).select_one("header source")["srcset"]

    content = client.get(dark).content.decode()
    assert "#12262d" not in content
    assert "#e8efec" in content


def test_a_mark_is_shown_beside_the_name_and_makes_the_icons(client, site):
    choose(site, mark=SQUARE)

    page = parse_response(client.get("/"))

    assert page.select_one("header .brand img")["alt"] == ""
    assert page.select_one("header .brand-name").get_text() == "Larch House"
    touch = client.get(page.select_one("link[rel=apple-touch-icon]")["href"])
    with Image.open(BytesIO(touch.content)) as icon:
        assert icon.size == (180, 180)
        assert icon.convert("RGBA").getpixel((90, 90))[:3] == (226, 114, 91)
        assert icon.convert("RGBA").getpixel((1, 178))[3] == 255


@pytest.mark.parametrize("name", ["favicon.ico", "apple-touch-icon.png"])
def test_browsers_find_icons_where_they_look_for_them(client, site, name: str):
    response = client.get(f"/{name}", follow=True)

    assert response.status_code == 200
    with Image.open(BytesIO(response.content)) as icon:
        assert icon.size in ((48, 48), (180, 180))
        assert name != "favicon.ico" or icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_pictures_that_cannot_be_drawn_just_now_are_a_503(client, site, monkeypatch):
    choose(site, logo=ORANGE)
    page = parse_response(client.get("/"))
    icon = page.select_one("link[rel=apple-touch-icon]")["href"]
    share = urlsplit(str(page.select_one('meta[property="og:image"]')["content"])).path
    for cache in caches.all():
        cache.clear()
    monkeypatch.setattr(rendering, "SECONDS", 0)
    client.raise_request_exception = False

    for address in (icon, share):
        response = client.get(address)
        assert response.status_code == 503, address
        assert response["Retry-After"]
        assert response["Cache-Control"] == "no-store"


def test_files_are_sent_so_that_they_can_do_nothing(client, site):
    choose(site, logo=ORANGE)
    address = parse_response(client.get("/")).select_one("header .brand img")["src"]

    response = client.get(address)

    assert response["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


def test_the_address_changes_with_the_logo_and_the_old_one_leads_to_the_new(client, site):
    choose(site, logo=ORANGE)
    caches["looks"].clear()  # what was kept there is still sent
    old = parse_response(client.get("/")).select_one("header .brand img")["src"]

    choose(site, logo=NAVY)

    new = parse_response(client.get("/")).select_one("header .brand img")["src"]
    assert new != old
    assert client.get(old, follow=True).redirect_chain == [(new, 302)]


def test_a_file_that_was_served_needs_no_database(client, site, django_assert_num_queries):
    choose(site, logo=ORANGE)
    address = parse_response(client.get("/")).select_one("header .brand img")["src"]
    client.get(address)

    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/look/000000000000/logo-light.svg", "/look/0/icon.svg", "/look/000000000000/secret.png"],
)
def test_what_a_site_does_not_have_is_not_found(client, site, address: str):
    assert client.get(address).status_code == 404


def test_uploaded_logos_have_no_other_public_address(client, site, settings):
    look = choose(site, logo=ORANGE)
    settings.SERVE_MEDIA = True

    assert client.get(f"{settings.MEDIA_URL}{look.logo.name}").status_code == 404


def test_structured_data_names_the_logo(client, site):
    choose(site, logo=ORANGE)

    text = client.get("/").content.decode()

    (logo,) = re.findall(r'"logo":"([^"]+)"', text)
    assert logo.endswith("/logo-light.svg")
    assert client.get(re.sub(r"^https?://[^/]+", "", logo)).status_code == 200


@pytest.mark.parametrize("name", ["brand/missing.svg", "brand/x.html", "x", "../../../../x.svg"])
def test_a_logo_whose_file_is_missing_leaves_the_name(client, site, name: str):
    LookSettings.objects.update_or_create(site=site, defaults={"logo": name})

    page = parse_response(client.get("/"))

    assert page.select_one("header .brand-name").get_text() == "Larch House"


@pytest.mark.parametrize("measures", [[], "x", {"brand/a.svg": {"width": "x"}}, None, 7])
def test_nonsense_for_measures_is_measured_again(client, site, measures):
    look = choose(site, logo=ORANGE)
    if isinstance(measures, dict):
        measures = {look.logo.name: {"width": "nonsense"}}
    LookSettings.objects.filter(pk=look.pk).update(logo_measures=measures or {})

    assert parse_response(client.get("/")).select_one("header .brand img")


def test_each_font_pair_has_its_style_sheet_and_preloads_its_files(client, site, settings):
    LookSettings.objects.update_or_create(site=site, defaults={"fonts": "literata"})

    page = parse_response(client.get("/"))

    sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
    assert any(sheet.endswith("css/fonts/literata.css") for sheet in sheets)
    preloads = [str(link["href"]) for link in page.select("link[rel=preload][as=font]")]
    assert [name.rpartition("/")[2] for name in preloads] == [
        "literata.woff2",
        "source-sans-3.woff2",
    ]


def test_a_site_is_never_shown_the_logo_of_another(client, site, settings):
    settings.ALLOWED_HOSTS = ["*"]
    second = Site.objects.create(hostname="second.example", root_page=site.root_page)
    choose(site, logo=ORANGE)
    choose(second, logo=NAVY)

    first_logo = parse_response(client.get("/")).select_one("header .brand img")["src"]
    page = parse_response(client.get("/", headers={"host": "second.example"}))
    second_logo = page.select_one("header .brand img")["src"]

    assert first_logo != second_logo
    assert b"#12262d" in client.get(second_logo, headers={"host": "second.example"}).content


def test_what_a_kit_brings_is_written_afresh():
    field = LookSettings._meta.get_field("logo")
    harmful = ORANGE.replace(b"</svg>", b"<script>alert(1)</script></svg>")

    assert b"script" not in field.clean_content(harmful)
    with pytest.raises(ValidationError):
        field.clean_content(b"<html/>")
