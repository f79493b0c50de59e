"""Documents are served in parts, as players of films ask for them."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from config import byte_ranges
from tests.factories import home_page
from tests.helpers import clear_all_caches

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

CONTENT = bytes(range(256)) * 40
SIZE = len(CONTENT)


@pytest.fixture
def film():
    home_page()
    document = get_document_model()(title="Film")
    document.file.save("film.mp4", ContentFile(CONTENT))
    document.save()
    clear_all_caches()
    return document


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        ("bytes=9000-99999999", 9000, SIZE - 1),
        (f"bytes=-{SIZE + 5}", 0, SIZE - 1),
    ],
)
def test_a_part_of_a_film_is_served(client, film, asked, first, last):
    response = client.get(film.url, headers={"range": asked, "accept-encoding": "gzip, br"})

    assert response.status_code == 206
    assert body(response) == CONTENT[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last + 1 - first)
    assert response["Content-Type"] == "video/mp4"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in response


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0", "bytes=9-8"])
def test_a_part_outside_the_film_is_refused(client, film, asked):
    response = client.get(film.url, headers={"range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("asked", ["", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=1"])
def test_other_requests_get_the_whole_film(client, film, asked):
    response = client.get(film.url, headers={"range": asked} if asked else {})

    assert (response.status_code, response["Accept-Ranges"]) == (200, "bytes")
    assert body(response) == CONTENT


def test_a_long_part_is_cut(client, film, monkeypatch):
    monkeypatch.setattr(byte_ranges, "MAX_PART", 1000)

    response = client.get(film.url, headers={"range": "bytes=50-"})

    assert response["Content-Range"] == f"bytes 50-1049/{SIZE}"
    assert body(response) == CONTENT[50:1050]


def test_parts_of_an_earlier_film_are_not_continued(client, film):
    etag = client.get(film.url)["ETag"]

    def status(known: str) -> int:
        return client.get(film.url, headers={"range": "bytes=5-", "if-range": known}).status_code

    assert status(etag) == 206
    assert status('"another"') == 200


def test_a_bucket_is_asked_for_the_part_only(client, film, monkeypatch):
    asked = []

    def open_part(self, name, first, last):
        asked.append((name, first, last))
        return ContentFile(CONTENT[first : last + 1])

    monkeypatch.setattr(type(film.file.storage), "open_part", open_part, raising=False)

    response = client.get(film.url, headers={"range": "bytes=10-19"})

    assert body(response) == CONTENT[10:20]
    assert asked == [(film.file.name, 10, 19)]
