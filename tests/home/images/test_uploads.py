"""Pictures and documents that editors upload: what is refused, and in which words."""

import json
from html import unescape

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.home.images.files import animated_image, decompression_bomb, make_image, uploaded_file

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"

REFUSED = {
    "a PDF": ("a.jpg", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "not an image or a corrupted image"),
    "a web page": ("a.jpg", HTML, "not an image or a corrupted image"),
    "a PNG named jpg": ("a.jpg", make_image("png"), "extension does not match"),
    "half a JPEG": ("a.jpg", make_image("jpeg", (200, 200))[:-300], "damaged"),
    "half a PNG": ("a.png", make_image("png", (200, 200))[:-60], "damaged"),
    "half an AVIF": ("a.avif", make_image("avif", (200, 200))[:-60], "damaged"),
    "half a WebP": ("a.webp", make_image("webp", (200, 200))[:-20], "a corrupted image"),
    "nothing": ("a.jpg", b"", "empty"),
    "an SVG": ("a.svg", SVG, "Not a supported image format"),
    "an SVG named png": ("a.png", SVG, "not an image or a corrupted image"),
    "a file without a kind": ("a", make_image("jpeg"), "Not a supported image format"),
    "a bomb": ("a.png", decompression_bomb(30_000, 30_000), "million pixels"),
    "a smaller bomb": ("a.png", decompression_bomb(9_000, 9_000), "81.0 million pixels"),
    "a moving GIF": ("a.gif", animated_image("gif"), "still picture"),
    "a moving PNG": ("a.png", animated_image("png"), "still picture"),
    "a moving WebP": ("a.webp", animated_image("webp"), "still picture"),
    "a moving AVIF": ("a.avif", animated_image("avif"), "still picture"),
    "16 bits of grey": ("a.png", make_image("png", mode="I;16"), "8 bits"),
    "too large a file": ("a.jpg", make_image("jpeg") + bytes(15 * 1024 * 1024), "too big"),
}


def every_refused(test):
    return pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=[*REFUSED])(
        test
    )


@every_refused
def test_a_refused_upload_has_an_error_and_stores_nothing(admin_client, name, content, words):
    data = {"title": "A picture", "file": uploaded_file(name, content)}

    response = admin_client.post(reverse("wagtailimages:add"), data)

    assert response.status_code == 200
    assert words in unescape(response.content.decode())
    assert not get_image_model().objects.exists()


@every_refused
def test_a_refused_bulk_upload_has_errors_and_stores_nothing(admin_client, name, content, words):
    data = {"title": "A picture", "files[]": uploaded_file(name, content)}

    response = admin_client.post(reverse("wagtailimages:add_multiple"), data)

    answer = json.loads(response.content)
    assert not answer["success"]
    assert words in answer["error_message"]
    assert not get_image_model().objects.exists()


def test_a_refused_chooser_upload_stores_nothing(admin_client):
    name, content, words = REFUSED["half a JPEG"]
    data = {
        "image-chooser-upload-title": "A picture",
        "image-chooser-upload-file": uploaded_file(name, content),
    }

    response = admin_client.post(reverse("wagtailimages_chooser:create"), data)

    assert words in unescape(json.loads(response.content)["htmlFragment"])
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("kind", ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"])
def test_a_still_image_is_accepted(admin_client, kind):
    data = {"title": "A picture", "file": uploaded_file(f"A.{kind.upper()}", make_image(kind))}

    response = admin_client.post(reverse("wagtailimages:add"), data)

    assert response.status_code == 302
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (64, 48)
    assert image.file_size == image.file.size


def test_a_new_file_for_a_picture_is_checked_like_the_first(admin_client):
    admin_client.post(
        reverse("wagtailimages:add"),
        {"title": "A", "file": uploaded_file("a.png", make_image("png"))},
    )
    image = get_image_model().objects.get()

    response = admin_client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "A", "file": uploaded_file("b.png", decompression_bomb(30_000, 30_000))},
    )

    assert "million pixels" in response.content.decode()
    image.refresh_from_db()
    assert image.width == 64


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.html", HTML, "not allowed"),
        ("a.svg", SVG, "not allowed"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7" + bytes(20 * 1024 * 1024), "too big"),
    ],
)
def test_a_document_of_the_wrong_kind_or_size_is_refused(admin_client, name, content, words):
    data = {"title": "A document", "file": uploaded_file(name, content)}

    response = admin_client.post(reverse("wagtaildocs:add"), data)

    assert words in unescape(response.content.decode())
    assert not get_document_model().objects.exists()


def test_an_html_document_cannot_run(admin_client, client):
    data = {"title": "A document", "file": uploaded_file("a.txt", HTML)}
    admin_client.post(reverse("wagtaildocs:add"), data)

    response = client.get(get_document_model().objects.get().url)

    assert response["Content-Type"].startswith("text/plain")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
