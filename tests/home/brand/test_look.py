"""A look is saved by administrators, seen at once, and named by its style sheet."""

import gzip
import time

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site
from wagtail.models.audit_log import ModelLogEntry

from articles.artwork.drawings import plate_url
from articles.artwork.look import find_look
from articles.artwork.palette import DEFAULT_PALETTE
from home.brand.derivation import derive_palette
from home.brand.looks import TRIAL_SECONDS, build_site_look, is_genuine, name_of
from home.brand.models import LookSettings
from home.brand.stylesheet import build_stylesheet, read_palette
from home.models.roles import set_up_roles
from tests.factories import article, category, home_page, image
from tests.helpers import clear_all_caches, count_queries, parse_response

pytestmark = pytest.mark.django_db

CORAL, NAVY = "#e2725b", "#1b365d"
STYLESHEET = 'link[rel=stylesheet][href^="/look/"]'
MAX_STYLESHEET_BYTES = 1_200  # compressed


@pytest.fixture(autouse=True)
def _clear_looks():
    caches["looks"].clear()


@pytest.fixture
def page():
    blog = category(home_page(), "Pain", slug="pain", hue="clay", shape="frond")
    return article(blog, "Knees", slug="knees")


def set_look(**values) -> LookSettings:
    look = LookSettings.for_site(Site.objects.get())
    for name, value in values.items():
        setattr(look, name, value)
    look.full_clean(exclude=["site"])
    look.save()
    clear_all_caches()
    return look


def stylesheet_url(client, path: str = "/") -> str:
    soup = parse_response(client.get(path))
    (link,) = soup.select(STYLESHEET)
    return str(link["href"])


def test_without_a_look_pages_have_no_further_style_sheet(client, page):
    before = client.get(page.url).content
    set_look()

    assert not parse_response(client.get(page.url)).select(STYLESHEET)
    assert client.get(page.url).content == before


def test_pages_name_the_style_sheet_of_their_site(client, page):
    set_look(colour=CORAL)

    url = stylesheet_url(client, page.url)
    response = client.get(url)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert read_palette(response.content.decode()) == derive_palette(CORAL)


def test_the_style_sheet_is_small():
    look = LookSettings(colour=CORAL, accent=NAVY, corners="soft", drawings="photographs")

    assert len(gzip.compress(build_stylesheet(look).encode())) <= MAX_STYLESHEET_BYTES


@pytest.mark.parametrize("accept", ["gzip", "br"])
def test_the_style_sheet_is_sent_compressed(client, page, accept: str):
    set_look(colour=CORAL)

    response = client.get(stylesheet_url(client), headers={"accept-encoding": f"{accept}, gzip"})

    assert response["Content-Encoding"] == "gzip"


def test_a_change_of_the_look_is_seen_at_once_and_the_former_style_sheet_stays(client, page):
    set_look(colour=CORAL)
    former = stylesheet_url(client)
    set_look(colour=NAVY)

    assert stylesheet_url(client) != former
    assert read_palette(client.get(former).content.decode()) == derive_palette(CORAL)


def test_a_former_style_sheet_that_is_no_longer_on_disk_redirects(client, page):
    set_look(colour=CORAL)
    former = stylesheet_url(client)
    former_plate = str(parse_response(client.get(page.url)).select_one(".plate img")["src"])
    set_look(colour=NAVY)
    caches["looks"].clear()

    response = client.get(former)
    plate = client.get(former_plate)

    assert response.status_code == plate.status_code == 302
    assert response.url == stylesheet_url(client)
    assert client.get(plate.url).status_code == 200
    assert "immutable" not in response.get("Cache-Control", "")


def test_a_look_is_found_on_a_machine_that_has_not_shown_it_yet(client, page):
    set_look(colour=CORAL)
    url = stylesheet_url(client)
    caches["looks"].clear()

    assert client.get(url).status_code == 200


def test_a_look_that_was_tried_out_first_is_kept_for_ever(client, page, monkeypatch):
    build_site_look(LookSettings(colour=CORAL), is_trial=True)
    set_look(colour=CORAL)
    former = stylesheet_url(client)
    set_look(colour=NAVY)
    later = time.time() + 2 * TRIAL_SECONDS
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: later)

    assert client.get(former).status_code == 200


@pytest.mark.parametrize(
    "path", ["/look/0000000000000000.css", "/look/zzz.css", "/look/0123456789abcdef0.css", "/look/"]
)
def test_invented_names_are_not_found(client, page, path: str):
    set_look(colour=CORAL)

    assert client.get(path).status_code == 404


def test_names_can_only_be_made_by_this_site():
    name = name_of("x")

    assert is_genuine(name)
    assert not is_genuine(name[:-1] + ("0" if name[-1] != "0" else "1"))
    assert not is_genuine(name[:10])


def test_style_sheets_and_drawings_need_no_database(client, page, django_assert_num_queries):
    set_look(colour=CORAL)
    soup = parse_response(client.get(page.url))
    urls = [stylesheet_url(client), str(soup.select_one(".plate img")["src"])]
    clear_all_caches()

    with django_assert_num_queries(0):
        assert [client.get(url).status_code for url in urls] == [200, 200]


def test_drawings_have_the_colours_of_the_look(client, page):
    default = client.get(plate_url("knees", "frond", "clay", "portrait")).content.decode()
    set_look(colour=CORAL)

    soup = parse_response(client.get(page.url))
    drawing = client.get(str(soup.select_one(".plate img")["src"])).content.decode()

    hue = derive_palette(CORAL).light.hues["clay"]
    assert hue.ground.upper() in drawing
    assert drawing.partition("</style>")[2] == default.partition("</style>")[2]


def test_theme_colours_and_share_images_follow(client, page):
    before = parse_response(client.get(page.url))
    set_look(colour=CORAL)

    after = parse_response(client.get(page.url))

    palette = derive_palette(CORAL)
    colours = [str(meta["content"]) for meta in after.select("meta[name=theme-color]")]
    assert colours == [palette.light.colours["paper"], palette.dark.colours["paper"]]
    former, present = (
        str(soup.select_one('meta[property="og:image"]')["content"]) for soup in (before, after)
    )
    assert present != former
    assert client.get(present).status_code == 200
    assert client.get(former).url == "/" + present.split("/", 3)[3]


def test_photographs_only_shows_no_drawing(client, page):
    set_look(drawings="photographs")

    for path in ("/", page.url, "/pain/", "/nothing-here/", "/search/?q=knees"):
        response = client.get(path)
        assert response.status_code in (200, 404)
        assert "/plates/" not in response.content.decode(), path


def test_photographs_are_shown_without_drawings_too(client, page):
    page.lead_image = image()
    page.save_revision().publish()
    set_look(drawings="photographs")

    assert parse_response(client.get(page.url)).select(".plate picture img")


@pytest.mark.parametrize("corners", ["soft", "square"])
def test_corners_are_tokens_of_the_style_sheet(client, page, corners: str):
    set_look(corners=corners)

    text = client.get(stylesheet_url(client)).content.decode()

    assert "--corner-s:" in text
    assert read_palette(text) == DEFAULT_PALETTE


def test_public_pages_need_no_more_queries_with_a_look(client, page):
    without = count_queries(client, page.url)
    set_look(colour=CORAL, corners="soft")

    assert count_queries(client, page.url) == without


@pytest.mark.parametrize(
    ("typed", "stored"), [("e2725b", CORAL), ("#E2725B", CORAL), (" #abc ", "#aabbcc"), ("", "")]
)
def test_colours_are_stored_in_one_form(typed: str, stored: str):
    look = LookSettings(colour=typed)
    look.clean()

    assert look.colour == stored


@pytest.mark.parametrize("typed", ["red", "#12", "#1234567", "rgb(1,2,3)", "#ggg", "'; }"])
def test_what_is_not_a_colour_is_named_in_the_message(typed: str):
    with pytest.raises(ValidationError) as error:
        LookSettings(colour=typed, accent="#fff").clean()

    assert set(error.value.message_dict) == {"colour"}
    assert typed in error.value.message_dict["colour"][0]


def test_a_look_is_not_kept_that_no_site_has(client, page, rf):
    build_site_look(LookSettings(colour=NAVY))
    name = name_of(build_stylesheet(LookSettings(colour=NAVY)))
    assert find_look(rf.get("/"), name).palette == derive_palette(NAVY)
    caches["looks"].clear()

    assert find_look(rf.get("/"), name) is None


def test_saving_is_logged(admin_client, page):
    site = Site.objects.get()
    url = reverse("wagtailsettings:edit", args=["home", "looksettings", site.pk])

    response = admin_client.post(
        url,
        {
            "colour": CORAL,
            "corners": "leaf",
            "drawings": "drawn",
            "symbol": "initials",
            "fonts": "newsreader",
        },
    )

    assert response.status_code == 302
    entry = ModelLogEntry.objects.get(content_type__model="looksettings")
    assert entry.action == "wagtail.edit"


@pytest.mark.parametrize("colour", ["bluish", "#12", "\x00", "'; }", "💥"])
def test_the_form_is_shown_again_with_what_is_no_colour(admin_client, page, colour: str):
    site = Site.objects.get()
    form = {"colour": colour, "corners": "leaf", "drawings": "drawn", "symbol": "initials"}
    for url in (
        reverse("wagtailsettings:edit", args=["home", "looksettings", site.pk]),
        reverse("first_steps:step", args=[site.pk, "look"]),
    ):
        response = admin_client.post(url, form | {"fonts": "newsreader"})

        soup = parse_response(response)
        field = soup.select_one("[name=colour]")
        assert field is not None
        assert field["aria-invalid"] == "true"
    assert not LookSettings.objects.exclude(colour="").exists()


def test_the_preview_may_show_a_logo_that_is_not_saved(admin_client, page):
    site = Site.objects.get()
    url = reverse("wagtailsettings:preview_on_edit", args=["home", "looksettings", site.pk])
    form = {"corners": "leaf", "drawings": "drawn", "symbol": "initials", "fonts": "newsreader"}
    assert admin_client.post(url, form).json()["is_valid"]

    response = admin_client.get(url, {"mode": "home-light"})

    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert "data:" not in admin_client.get("/")["Content-Security-Policy"]


def test_only_administrators_may_change_it(client, page, django_user_model):
    site = Site.objects.get()
    set_up_roles()
    url = reverse("wagtailsettings:edit", args=["home", "looksettings", site.pk])
    found = {}
    for role in ("Editors", "Publishers", "Administrators"):
        user = django_user_model.objects.create_user(role, password="x")
        user.groups.add(user.groups.model.objects.get(name=role))
        client.force_login(user)
        found[role] = [
            client.get(url).status_code,
            client.post(f"{url}preview/", {"colour": CORAL}).status_code,
        ]

    assert found["Administrators"] == [200, 200]
    assert all(200 not in codes for codes in (found["Editors"], found["Publishers"]))
