"""Sections that home and standing pages share."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from home.enquiry.models import EnquirySubmission
from home.models import ClinicSettings, HomePage, StandardPage
from home.public_forms import guards
from tests.factories import (
    article,
    block,
    category,
    document,
    enquiry_page,
    film,
    home_page,
    image,
    list_items,
    service,
    services,
    standard_page,
    stream,
    update_page,
)
from tests.helpers import clear_all_caches, parse_response
from tests.home.enquiry.helpers import post_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

COLUMNS = list_items({"heading": "By bus", "text": "<p>Line 8.</p>"}, {"text": "<p>Walk.</p>"})


@pytest.fixture
def home() -> HomePage:
    return home_page()


def show(client, home: HomePage, name: str, value: Any, *, on: str = "standard") -> BeautifulSoup:
    """Return a page whose body is one section."""
    body = stream(block(name, value))
    if on == "home":
        update_page(home, body=body)
        return parse_response(client.get("/"))
    page = standard_page(home, slug=f"page-{name}".replace("_", "-"), body=body)
    return parse_response(client.get(page.url))


def test_both_kinds_of_pages_offer_the_same_sections():
    shared = {
        *("text", "columns", "how_it_goes", "faq", "payment", "referrers", "regulator"),
        *("no_testimonials", "testimonials", "chosen_articles", "gallery", "downloads"),
        *("buttons", "form"),
    }

    for model in (HomePage, StandardPage):
        assert shared <= set(model._meta.get_field("body").stream_block.child_blocks)


@pytest.mark.parametrize("on", ["home", "standard"])
def test_a_section_has_its_own_anchor_and_style(client, home, on):
    value = {"heading": "Getting here", "anchor": "travel", "columns": COLUMNS}

    page = show(client, home, "columns", value, on=on)

    assert page.select_one("#section-travel h2").text == "Getting here"
    assert [each.text for each in page.select(".text-columns h3")] == ["By bus"]
    assert page.select_one('link[href*="css/sections"]')


def test_two_sections_cannot_have_the_same_anchor(home):
    field = StandardPage._meta.get_field("body")
    value = {"heading": "A", "anchor": "same", "columns": COLUMNS}

    with pytest.raises(StreamBlockValidationError) as error:
        field.stream_block.clean(field.to_python(stream(*[block("columns", value)] * 2)))

    assert list(error.value.block_errors) == [1]


@pytest.mark.parametrize("anchor", ["Travel", "a b", "ä", "-a", "a--b"])
def test_an_anchor_that_links_cannot_name_is_refused(anchor):
    field = StandardPage._meta.get_field("body")
    value = {"heading": "A", "anchor": anchor, "columns": COLUMNS}

    with pytest.raises(ValidationError):
        field.stream_block.clean(field.to_python(stream(block("columns", value))))


def test_the_regulator_comes_from_the_settings(client, home):
    clinic = ClinicSettings.for_site(home.get_site())
    clinic.regulator, clinic.registration_number = "Care Quality Commission", "1-23"
    clinic.save()

    page = show(client, home, "regulator", {"heading": "Registered", "text": "", "links": []})

    name = page.select_one(".regulator-name").text
    assert name == "Care Quality Commission, registration number 1-23"


def test_downloads_show_type_and_size(client, home):
    leaflet = document("leaflet.pdf", b"%PDF" + b"x" * 2044, title="Before you come")
    items = list_items({"document": leaflet.pk, "title": "", "text": "One page."})

    page = show(client, home, "downloads", {"heading": "Leaflets", "items": items})

    link = page.select_one(".downloads a")
    assert (link.text, link["href"]) == ("Before you come", leaflet.url)
    assert page.select_one(".download-kind").text.replace("\xa0", " ") == "PDF, 2.0 KB"


def test_chosen_articles_keep_their_order_and_hide_drafts(client, home):
    pain = category(home)
    first, second = article(pain, "First"), article(pain, "Second")
    draft = article(pain, "Draft", live=False)
    chosen = list_items(second.pk, draft.pk, first.pk, 999)

    page = show(client, home, "chosen_articles", {"heading": "Read on", "articles": chosen})

    assert [each.text for each in page.select(".chosen-rows h3")] == ["Second", "First"]


def test_without_public_articles_the_section_is_not_shown(client, home):
    draft = article(category(home), live=False)
    value = {"heading": "Read on", "articles": list_items(draft.pk)}

    assert "Read on" not in show(client, home, "chosen_articles", value).text


def test_links_to_pages_that_are_not_public_are_left_out(client, home):
    private = standard_page(home, "Private", slug="private", live=False)
    buttons = list_items(
        {"text": "Private", "page": private.pk, "url": "", "is_secondary": False},
        {"text": "Call us", "page": None, "url": "tel:+441174960182", "is_secondary": True},
    )

    page = show(client, home, "buttons", {"heading": "", "text": "", "buttons": buttons})

    assert [each["href"] for each in page.select(".button-row a")] == ["tel:+441174960182"]


# -- The form of an enquiry page -------------------------------------------------------------------


@pytest.mark.parametrize("on", ["home", "standard"])
def test_the_form_of_another_page_can_be_sent(client, home, on):
    enquiry = enquiry_page(home, slug="book")
    value = {"heading": "Write to us", "text": "", "enquiry_page": enquiry.pk}

    page = show(client, home, "form", value, on=on)

    form = page.select_one("form[method=post]")
    assert form["action"] == "/book/send/"
    assert page.select_one('link[href*="css/forms"]')
    token = str(form.select_one("[name=page-token]")["value"])
    assert guards.token_age(token, enquiry.pk) is not None
    assert post_enquiry(client, enquiry).status_code == 303
    assert EnquirySubmission.objects.count() == 1


def test_a_page_with_a_form_is_cached_and_sets_no_cookie(client, home):
    enquiry = enquiry_page(home, slug="book")
    value = {"heading": "Write to us", "text": "", "enquiry_page": enquiry.pk}
    standard_page(home, slug="contact", body=stream(block("form", value)))

    response = client.get("/contact/")

    assert not response.cookies
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("way", ["draft", "private", "deleted"])
def test_a_form_of_a_hidden_page_is_not_shown(client, home, way):
    enquiry = enquiry_page(home, slug="book")
    value = {"heading": "Write to us", "text": "", "enquiry_page": enquiry.pk}
    if way == "draft":
        enquiry.unpublish()
    elif way == "private":
        PageViewRestriction.objects.create(page=enquiry, restriction_type="login")
    else:
        enquiry.delete()
    clear_all_caches()

    page = show(client, home, "form", value)

    assert not page.select("form[method=post]")
    assert "Write to us" not in page.text


# -- A film ----------------------------------------------------------------------------------------


def film_value(**values: Any) -> dict[str, Any]:
    return film(text="", still=image().pk, **values)["value"]


def test_a_film_has_captions_and_transcript_and_never_starts_alone(client, home):
    page = show(client, home, "video", film_value())

    video = page.select_one("video[controls][preload=metadata]")
    assert not video.has_attr("autoplay")
    assert video["poster"].endswith(".jpg")
    assert video.select_one("source")["type"] == "video/webm"
    assert video.select_one("source")["src"].startswith("/documents/")
    track = video.select_one("track[kind=captions][default]")
    assert track["srclang"] == "en-gb"
    # The storage adds letters if another test has stored a file of this name.
    assert re.search(r"/visit\w*\.vtt$", str(track["src"]))
    assert page.select_one(".transcript .prose").text.strip() == "This is the door."


@pytest.mark.parametrize(
    ("field", "value"),
    [("transcript", ""), ("captions", None), ("film", None), ("captions", "mp4"), ("film", "pdf")],
)
def test_a_film_without_its_parts_is_not_published(home, field, value):
    value = document(f"a.{value}").pk if value else value
    body = StandardPage._meta.get_field("body")

    with pytest.raises(StreamBlockValidationError):
        body.stream_block.clean(
            body.to_python(stream(block("video", film_value(**{field: value}))))
        )


def test_a_service_shows_a_film_as_other_pages_do(client, home):
    page = service(services(home), body=stream(film("Your first visit")))

    soup = parse_response(client.get(page.url))

    assert soup.select_one("#section-your-first-visit video[controls] track[default]")
    assert soup.select_one('link[href*="css/sections"]')
    assert "This is the door." in soup.select_one(".transcript").text


def test_a_film_that_was_deleted_leaves_its_transcript(client, home):
    value = film_value()
    get_document_model().objects.all().delete()

    page = show(client, home, "video", value)

    assert not page.select("video")
    assert "This is the door." in page.text


def test_chosen_articles_replace_the_latest_ones(client, home: HomePage):
    pain = category(home)
    first, second, _other = (article(pain, title=name) for name in ("First", "Second", "Other"))

    page = show(client, home, "latest", {"articles": list_items(second.pk, first.pk)}, on="home")

    titles = [each.get_text(strip=True) for each in page.select(".latest h3")]
    assert titles == ["Second", "First"]
