"""Every page has a share image, cacheable for ever if the page is public and not at all if not."""

import pytest
from django.core.cache import caches
from django.urls import reverse
from wagtail.models import PageViewRestriction

from articles.artwork.share_image import drawing
from home.delivery.site_context import get_site_context
from home.discovery import share_images
from home.discovery.share_images import build_card
from home.discovery.share_images import share_image_url as build_url
from home.models import ClinicSettings
from tests.factories import article, category, home_page, person, standard_page, update_page
from tests.helpers import clear_all_caches

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

CLINIC = "Our clinic"


def share_image_url(page, clinic: str) -> str:
    """Return the address with the look of the page's site, which has the clinic's initials."""
    return build_url(page, clinic, get_site_context(page.get_site()).site_look.artwork)


@pytest.fixture(autouse=True)
def _clear_share_cache():
    caches["share"].clear()


@pytest.fixture
def page():
    blog = category(home_page(), "Pain", slug="pain", hue="clay", shape="frond")
    return article(blog, "Knees", slug="knees")


def test_the_share_image_is_immutable(client, page):
    response = client.get(share_image_url(page, CLINIC))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


def test_every_kind_of_page_shows_its_own_heading_and_plate(page):
    blog = page.get_parent().specific
    home = blog.get_parent().specific
    ada = person(home, "Ada Byron", honorific="Dr", hue="moss")
    update_page(page, plate_shape="soma")
    prices = standard_page(home, "Prices", slug="prices")

    cards = [build_card(one, CLINIC) for one in (page, blog, ada, prices, home)]

    assert [(card.title, card.category, card.shape, card.hue) for card in cards] == [
        ("Knees", "Pain", "soma", "clay"),
        ("Pain", "", "frond", "clay"),
        ("Dr Ada Byron", "", "ring", "moss"),
        ("Prices", "", "ring", "petrol"),
        ("Care", "", "ring", "petrol"),
    ]


def test_the_url_depends_on_the_title_and_old_ones_redirect(client, page):
    old = share_image_url(page, CLINIC)
    update_page(page, title="Sore knees")
    ClinicSettings.objects.create(site=page.get_site(), name="Haven")
    clear_all_caches()

    response = client.get(old)

    new = share_image_url(page, "Haven")
    assert len({old, share_image_url(page, CLINIC), new}) == 3
    assert response.status_code == 302
    assert response.url == new
    assert "immutable" not in response.get("Cache-Control", "")


@pytest.mark.parametrize(
    "address",
    ["share-000000000000.png", "pain/knees/none/share-000000000000.png", "pain/share-1.png"],
)
def test_invalid_urls_draw_no_image(client, page, address: str, monkeypatch):
    monkeypatch.setattr(drawing, "draw_card", None)  # a call would fail

    assert client.get(f"/{address}").status_code in (301, 302, 404)


def test_a_category_that_is_not_public_is_not_named(page):
    page.category.unpublish()

    assert build_card(page, CLINIC).category == ""


def test_a_draft_has_no_picture(client, page):
    address = share_image_url(page, CLINIC)
    page.unpublish()

    assert client.get(address).status_code == 404


def test_share_images_require_access_to_the_page(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(share_image_url(page, CLINIC))

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailcore_login"))


def test_share_images_of_private_pages_are_not_cached(client, page, admin_user):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(admin_user)

    response = client.get(share_image_url(page, CLINIC))

    assert response.status_code == 200
    assert response["Cache-Control"].startswith("private, no-store")


def test_the_picture_is_made_once_the_article_is_published(
    page, monkeypatch, django_capture_on_commit_callbacks
):
    drawn: list[str] = []
    monkeypatch.setattr(share_images, "get_or_draw", lambda card: drawn.append(card.title))

    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Sore knees"
        page.save_revision().publish()
        assert drawn == []

    assert drawn == ["Sore knees"]


def test_a_failing_share_image_does_not_stop_publishing(
    page, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    def broken(card):
        raise OSError("disk full")

    monkeypatch.setattr(share_images, "get_or_draw", broken)

    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Sore knees"
        page.save_revision().publish()

    page.refresh_from_db()
    assert page.live
    assert page.title == "Sore knees"
    assert "disk full" in caplog.text
