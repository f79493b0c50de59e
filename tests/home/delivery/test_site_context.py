"""Menu, footer and settings are cached, and follow every change at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from articles.models import EditorialSettings
from home.models import ClinicSettings
from tests.factories import (
    article,
    block,
    body,
    category,
    home_page,
    list_items,
    standard_page,
    stream,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def menu(client, address: str = "/") -> list[str]:
    return [link.text for link in parse_response(client.get(address)).select(".wide-menu nav a")]


def site() -> Site:
    return Site.objects.get(is_default_site=True)


def test_a_page_is_in_the_menu_as_soon_as_it_is_published_there(client):
    page = standard_page(home_page(), "Prices", live=False)
    assert menu(client) == []

    page.show_in_menus = True
    page.save_revision().publish()
    assert menu(client) == ["Prices"]

    page.refresh_from_db()
    page.unpublish()
    assert menu(client) == []


def test_a_deleted_page_disappears_from_the_menu(client):
    page = standard_page(home_page(), "Prices", show_in_menus=True)
    assert menu(client) == ["Prices"]

    page.delete()

    assert menu(client) == []


def test_the_menu_follows_the_order_and_the_titles_of_the_tree(client):
    home = home_page()
    first = standard_page(home, "First", show_in_menus=True)
    standard_page(home, "Second", show_in_menus=True)
    assert menu(client) == ["First", "Second"]

    Page.objects.get(pk=first.pk).move(Page.objects.get(pk=home.pk), pos="last-child")
    assert menu(client) == ["Second", "First"]

    page = Page.objects.get(pk=first.pk).specific
    page.title = "Renamed"
    page.save_revision().publish()
    assert menu(client) == ["Second", "Renamed"]


def test_only_pages_directly_below_home_are_in_the_menu(client):
    home = home_page()
    blog = category(home, "Blog", show_in_menus=True)
    category(blog, "Pain", show_in_menus=True)

    assert menu(client) == ["Blog"]


def test_the_section_a_reader_is_in_is_marked_in_the_menu(client):
    home = home_page()
    blog = category(home, "Blog", slug="blog", show_in_menus=True)
    standard_page(home, "Blogs", slug="blogs", show_in_menus=True)
    page = article(blog)

    marked = parse_response(client.get(page.url)).select(".wide-menu nav a[aria-current]")

    assert [link.text for link in marked] == ["Blog"]


@pytest.mark.parametrize("hidden", ["private", "expired"])
def test_a_hidden_page_is_not_in_the_menu(client, hidden: str):
    page = standard_page(home_page(), "Members", show_in_menus=True)
    assert menu(client) == ["Members"]

    if hidden == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save_revision().publish()

    assert menu(client) == []


def test_saved_settings_show_at_once(client):
    home_page()
    clinic = ClinicSettings.for_site(site())
    parse_response(client.get("/"))

    clinic.name, clinic.phone = "Orchard Clinic", "+44 117 496 0182"
    clinic.save()

    soup = parse_response(client.get("/"))
    assert soup.title.text.endswith("Orchard Clinic")
    assert soup.select_one('footer a[href="tel:+441174960182"]')


def test_saved_notes_on_articles_show_at_once(client):
    page = article(category(home_page()), body=body())
    client.get(page.url)
    editorial = EditorialSettings.for_site(site())

    editorial.disclaimer = "<p>General information.</p>"
    editorial.save()

    assert "General information." in parse_response(client.get(page.url)).text


def test_the_sample_note_shows_on_marked_articles_only(client):
    pain = category(home_page())
    marked, plain = article(pain, show_sample_note=True), article(pain)
    editorial = EditorialSettings.for_site(site())
    editorial.sample_note = "<p>Not reviewed by a clinician.</p>"
    editorial.save()

    assert "Not reviewed by" in parse_response(client.get(marked.url)).text
    assert "Not reviewed by" not in parse_response(client.get(plain.url)).text


def test_the_footer_omits_pages_that_are_not_live(client):
    page = standard_page(home_page(), "Privacy")
    clinic = ClinicSettings.for_site(site())
    links = list_items(
        {"text": "Privacy", "page": page.pk}, {"text": "NHS", "url": "https://nhs.uk/"}
    )
    clinic.footer_columns = stream(block("column", {"heading": "Read", "links": links}))
    clinic.legal_links = stream(block("link", {"text": "Terms", "page": page.pk}))
    clinic.booking_page = page
    clinic.save()

    def footer() -> list[str]:
        return [
            link.text for link in parse_response(client.get("/")).select("footer .site-footer li a")
        ]

    assert footer() == ["Privacy", "NHS"]
    page.unpublish()
    assert footer() == ["NHS"]
    assert "Terms" not in parse_response(client.get("/")).text
    assert "Book a consultation" not in parse_response(client.get("/")).text
