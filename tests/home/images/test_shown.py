"""Pictures on public pages: sizes, formats, crops, words, and what waits for what."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from tests.factories import article, body, category, figure, home_page, person
from tests.helpers import parse_response
from tests.home.images.files import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def create_photograph(size=(1300, 900), kind="jpeg", **fields):
    file = ContentFile(make_image(kind, size), f"photograph.{kind}")
    return get_image_model().objects.create(title="IMG_1234", file=file, **fields)


@pytest.fixture
def blog():
    return category(home_page(), "Blog")


def srcset_widths(source) -> list[int]:
    return [int(candidate.split()[1][:-1]) for candidate in source["srcset"].split(",")]


def render_figure(client, blog, image, **shown):
    block = figure(image)
    block["value"]["image"] |= shown
    return parse_response(client.get(article(blog, body=body(block)).url)).select_one(".figure")


def test_a_figure_offers_small_formats_and_a_jpeg_fallback(client, blog):
    found = render_figure(client, blog, create_photograph())

    types = [source["type"] for source in found.select("picture source")]
    assert types == ["image/avif", "image/webp"]
    assert found.img["src"].endswith(".jpg")
    assert [srcset_widths(source) for source in found.select("source")] == [[480, 800, 1248]] * 2
    assert all(source["sizes"] for source in found.select("source"))
    assert (found.img["width"], found.img["height"]) == ("1248", "864")
    assert found.img["loading"] == "lazy"
    assert found.img["alt"] == "Two cells."


def test_a_decorative_figure_has_empty_alt_text(client, blog):
    assert (
        render_figure(client, blog, create_photograph((90, 60)), decorative=True).img["alt"] == ""
    )


def test_a_file_name_is_never_alt_text(client, blog):
    assert render_figure(client, blog, create_photograph((90, 60)), alt_text="").img["alt"] == ""


def test_a_small_picture_is_not_enlarged(client, blog):
    found = render_figure(client, blog, create_photograph((500, 300)))

    assert [srcset_widths(source) for source in found.select("source")] == [[480, 500]] * 2


def test_the_lead_image_is_eager_and_card_images_are_lazy(client, blog):
    article(blog, "Other", lead_image=create_photograph((90, 60)))
    page = article(blog, lead_image=create_photograph((90, 60)))

    soup = parse_response(client.get(page.url))

    lead = soup.select(".masthead img")[0]
    assert lead["fetchpriority"] == "high"
    assert not lead.has_attr("loading")
    waiting = soup.select(".card picture img")
    assert waiting
    assert all(one["loading"] == "lazy" for one in waiting)
    assert not any(one.has_attr("fetchpriority") for one in waiting)


def test_the_portrait_of_a_profile_is_eager(client):
    doctor = person(home_page(), photo=create_photograph((90, 60)))

    portrait = parse_response(client.get(doctor.url)).select(".portrait img")[0]

    assert portrait["fetchpriority"] == "high"
    assert not portrait.has_attr("loading")


def test_the_lead_image_has_a_crop_for_each_screen_width(client, blog):
    page = article(blog, lead_image=create_photograph())

    sources = parse_response(client.get(page.url)).select(".masthead source")

    assert [bool(source.get("media")) for source in sources] == [True, True, False, False]
    image = get_image_model().objects.get()
    made = {rendition.filter_spec: rendition for rendition in image.renditions.all()}
    lying, upright = made["fill-480x320|format-webp"], made["fill-480x608|format-webp"]
    assert (lying.width, lying.height) == (480, 320)
    assert (upright.width, upright.height) == (480, 608)


@pytest.mark.parametrize(("focus", "red"), [(20, True), (240, False)])
def test_a_crop_contains_the_focal_area(client, blog, focus, red):
    """The left half of the picture is red."""
    image = create_photograph(
        (260, 180), focal_point_x=focus, focal_point_y=90, focal_point_width=9, focal_point_height=9
    )
    client.get(article(blog, lead_image=image).url)

    upright = image.renditions.get(filter_spec="fill-480x608|format-webp")
    with upright.file.open() as file:
        pixel = Image.open(BytesIO(file.read())).crop((60, 100, 61, 101)).tobytes()
    assert (pixel[0] > 150) is red


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        ((0, 0), ["focus-x-0", "focus-y-0"]),
        ((650, 450), ["focus-x-2", "focus-y-2"]),
        ((1290, 200), ["focus-x-4", "focus-y-1"]),
    ],
)
def test_a_crop_names_its_focal_point_for_the_style_sheet(client, blog, point, classes):
    x, y = point
    image = create_photograph(
        focal_point_x=x, focal_point_y=y, focal_point_width=9, focal_point_height=9
    )
    page = article(blog, lead_image=image, body=body(figure(image)))

    soup = parse_response(client.get(page.url))

    assert soup.select_one(".masthead img")["class"] == classes
    assert not soup.select_one(".figure img").has_attr("class")


def test_a_picture_without_focal_point_is_cropped_round_its_middle(client, blog):
    page = article(blog, lead_image=create_photograph())

    assert not parse_response(client.get(page.url)).select_one(".masthead img").has_attr("class")


@pytest.mark.parametrize(("focus", "red"), [(20, True), (240, False)])
def test_a_portrait_contains_the_focal_area(client, focus, red):
    image = create_photograph(
        (260, 180), focal_point_x=focus, focal_point_y=90, focal_point_width=9, focal_point_height=9
    )
    client.get(person(home_page(), photo=image).url)

    upright = image.renditions.get(filter_spec="fill-300x400|format-webp")
    assert (upright.width, upright.height) == (136, 180)
    with upright.file.open() as file:
        pixel = Image.open(BytesIO(file.read())).crop((60, 100, 61, 101)).tobytes()
    assert (pixel[0] > 150) is red


def test_an_image_without_a_file_is_omitted(client, blog):
    image = create_photograph((90, 60))
    image.file.storage.delete(image.file.name)
    doctor = person(blog.get_parent(), photo=image)
    page = article(blog, lead_image=image, body=body(figure(image)))

    soup = parse_response(client.get(page.url))

    assert soup.select_one(".figure figcaption").text.strip()
    assert not soup.select(".figure img")
    assert soup.select(".masthead img")[0]["src"].endswith(".svg")
    assert parse_response(client.get(doctor.url)).select_one(".portrait img")


def test_a_broken_image_file_does_not_break_its_page(client, blog):
    image = create_photograph((90, 60))
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(make_image("jpeg")[:200])

    assert parse_response(client.get(article(blog, body=body(figure(image))).url)).h1


def test_transparency_is_preserved_except_as_jpeg(client, blog):
    file = ContentFile(make_image("png", (90, 60), mode="RGBA"), "diagram.png")
    image = get_image_model().objects.create(title="Diagram", file=file)

    render_figure(client, blog, image)

    corners = {}
    for rendition in image.renditions.all():
        with rendition.file.open() as opened:
            pixels = Image.open(BytesIO(opened.read())).convert("RGBA")
            corners[rendition.filter_spec.partition("format-")[2]] = pixels.crop(
                (0, 0, 1, 1)
            ).tobytes()
    assert corners["avif"][3] == corners["webp"][3] == 0
    assert corners["jpeg"] == b"\xff\xff\xff\xff"
