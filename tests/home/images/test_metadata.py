"""Nothing of a stored picture says where it was taken; how it looks stays as it was."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageCms, ImageOps
from wagtail.images import get_image_model

from home.images.metadata import strip_private_metadata
from home.images.sizes import IMAGE_USES, all_specs
from tests.home.images.files import LOCATION_TEXT, image_with_location, make_image

pytestmark = pytest.mark.sqlite_only

KINDS = ["avif", "heic", "jpeg", "png", "webp"]


def open_image(content: bytes) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")


def is_same_picture(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("turned", [1, 6])
@pytest.mark.parametrize("kind", KINDS)
def test_location_is_removed_and_appearance_unchanged(kind, turned):
    before = image_with_location(kind, turned)

    after = strip_private_metadata(before)

    assert LOCATION_TEXT not in after
    assert not Image.open(BytesIO(after)).getexif().get_ifd(0x8825)
    assert is_same_picture(open_image(after), open_image(before))
    assert strip_private_metadata(after) == after


@pytest.mark.parametrize("kind", KINDS)
def test_the_colour_profile_is_retained(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = make_image(kind, icc_profile=profile)

    after = Image.open(BytesIO(strip_private_metadata(content)))

    assert after.info["icc_profile"] == profile


def test_data_appended_by_phones_is_removed():
    film = b"\0\0\0\x18ftypmp42" + LOCATION_TEXT

    assert strip_private_metadata(make_image("jpeg") + film) == strip_private_metadata(
        make_image("jpeg")
    )


def test_comments_and_data_of_image_editors_are_removed():
    content = make_image("jpeg", comment=LOCATION_TEXT)

    assert LOCATION_TEXT not in strip_private_metadata(content)


def test_a_progressive_photograph_is_unchanged():
    content = make_image("jpeg", (300, 200), progressive=True, quality=95)

    assert is_same_picture(open_image(strip_private_metadata(content)), open_image(content))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_no_file_contains_the_location(kind):
    """However it came in: here without a form."""
    file = ContentFile(image_with_location(kind), f"a.{kind}")
    image = get_image_model().objects.create(title="A", file=file)

    sizes = image.get_renditions(*all_specs(image, IMAGE_USES))

    assert len(sizes) > 5
    for stored in (image, *sizes.values()):
        with stored.file.open() as opened_file:
            content = opened_file.read()
        assert LOCATION_TEXT not in content
        assert not Image.open(BytesIO(content)).getexif().get_ifd(0x8825)


@pytest.mark.django_db
def test_orientation_is_applied():
    file = ContentFile(image_with_location("jpeg", turned=6), "a.jpg")
    image = get_image_model().objects.create(title="A", file=file)

    (shown,) = image.get_renditions("width-48|format-png").values()

    assert (shown.width, shown.height) == (48, 64)
    with shown.file.open() as file:
        top = Image.open(file).convert("RGB").crop((24, 4, 25, 5)).tobytes()
    assert top[0] > 200
