"""Documents are checked when they are uploaded."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model

from home.files import uploads
from home.files.captions import CaptionError, check_captions
from home.files.uploads import check_upload
from tests.factories import editor

WEBM = b"\x1a\x45\xdf\xa3" + b"x" * 9
MP4 = b"\x00\x00\x00\x20ftypisom" + b"x" * 50
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n"


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:00.000 --> 00:02.000\nHello.",
        "\ufeffWEBVTT - by us\r\n\r\n1\r\n01:00:00.000 --> 01:00:02.500 align:start\r\nHello.\r\n",
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>One.\n\n00:01.000 --> 00:03.000\nTwo.",
    ],
)
def test_captions_are_accepted(text):
    check_captions(text.encode())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "WEBVTT"),
        (b"1\n00:00:00,000 --> 00:00:02,000\nAn SRT file.", "WEBVTT"),
        (b"WEBVTTX\n", "WEBVTT"),
        (b"WEBVTT\n\n00:00,000 --> 00:02,000\nA comma.", "Line 3"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nBackwards.", "Line 3"),
        (b"WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB", "Line 6"),
        (b"WEBVTT\n\nNo times.", "no caption"),
        (b"WEBVTT\n\n00:00.000 --> 00:02.000\n\xff", "UTF-8"),
    ],
)
def test_captions_that_no_player_shows_are_explained(content, message):
    with pytest.raises(CaptionError, match=message):
        check_captions(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mp4", MP4),
        ("A.WEBM", b"\x1a\x45\xdf\xa3" + b"x" * 9),
        ("a.vtt", CAPTIONS),
        ("a.txt", b""),
    ],
)
def test_a_file_is_what_its_name_says(name, content):
    check_upload(ContentFile(content, name=name))


@pytest.mark.parametrize(("name", "content"), [("a.mp4", WEBM), ("a.webm", MP4), ("a.vtt", MP4)])
def test_a_file_with_the_wrong_name_is_refused(name, content):
    with pytest.raises(ValidationError):
        check_upload(ContentFile(content, name=name))


def test_only_films_may_be_large(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_DOCUMENT_SIZE", 10)

    check_upload(ContentFile(MP4, name="a.mp4"))
    with pytest.raises(ValidationError, match="too big"):
        check_upload(ContentFile(MP4, name="a.pdf"))


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_staff_read_what_is_wrong_with_their_captions(client):
    client.force_login(editor())
    add = reverse("wagtaildocs:add_multiple")
    file = SimpleUploadedFile("film.vtt", b"WEBVTT\n\n00:00,000 --> 00:02,000\nA comma.")

    response = client.post(add, {"files[]": file}, headers={"x-requested-with": "XMLHttpRequest"})

    assert "Line 3" in response.json()["error_message"]
    assert not get_document_model().objects.exists()
