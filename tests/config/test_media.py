"""Uploads served by the site: pictures to everyone, documents only by Wagtail's view."""

import importlib.util
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from config import urls
from config.s3_storage import MediaStorage

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture(autouse=True)
def _uploads_are_served(settings: Settings, tmp_path: Path) -> None:
    for name in ("images/a.png", "original_images/a.png", "documents/a.pdf", "else/a.txt"):
        file = tmp_path / "media" / name
        file.parent.mkdir(parents=True)
        file.write_text(name)
    (tmp_path / "secret_key").write_text("secret")
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SERVE_MEDIA = True
    # Which addresses there are is decided when the module is loaded.
    spec = importlib.util.spec_from_file_location("config.urls", urls.__file__)
    assert spec is not None
    assert spec.loader is not None
    settings.ROOT_URLCONF = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(settings.ROOT_URLCONF)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("images/a.png", "images/a.png"),
        ("original_images/a.png", "original_images/a.png"),
        ("/images/a.png", "images/a.png"),
        ("documents/../images/a.png", "images/a.png"),
    ],
)
def test_images_are_public(client: Client, path: str, name: str) -> None:
    response = client.get(f"/media/{path}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response.getvalue() == name.encode()


def test_an_upload_cannot_run_as_a_page(client: Client) -> None:
    response = client.get("/media/images/a.png")

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_images_are_immutable(client: Client) -> None:
    response = client.get("/media/images/a.png")
    again = client.get(
        "/media/images/a.png", headers={"If-Modified-Since": response["Last-Modified"]}
    )

    assert again.status_code == 304
    assert response["Cache-Control"] == again["Cache-Control"]
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path",
    [
        "documents/a.pdf",
        "/documents/a.pdf",
        "///documents/a.pdf",
        "./documents/a.pdf",
        "%2e/documents/a.pdf",
        "%2fdocuments/a.pdf",
        "documents%2fa.pdf",
        "images/../documents/a.pdf",
        "images/%2e%2e/documents/a.pdf",
        "images/%2e%2e%2fdocuments%2fa.pdf",
        "images/..//./documents/a.pdf",
        "../media/documents/a.pdf",
        "images/../../media/documents/a.pdf",
    ],
)
def test_no_spelling_of_the_url_serves_a_document(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("else/a.txt", "a.txt", "", "/", ".", "..", "images", "images/", "images/b.png"),
        *("../secret_key", "images/../../secret_key", "%2e%2e/secret_key", "images/%00"),
        *("images%00/../documents/a.pdf", "images\\..\\documents\\a.pdf"),
        *("images/x\\..\\..\\documents\\a.pdf", f"images/{'x' * 2000}"),
    ],
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def has_no_path(file: FieldFile) -> str:
    raise NotImplementedError


def test_uploads_need_not_lie_in_a_folder(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = settings.STORAGES | {"default": memory}
    monkeypatch.setattr(FieldFile, "path", property(has_no_path))
    default_storage.save("images/b.webp", ContentFile(b"picture"))
    file = ContentFile(b"for some", name="some.pdf")
    document = Document.objects.create(title="For some", file=file)

    picture = client.get("/media/images/b.webp")
    assert (picture["Content-Type"], picture.getvalue()) == ("image/webp", b"picture")
    assert client.get("/media/documents/some.pdf").status_code == 404
    assert client.get(document.url).getvalue() == b"for some"
    CollectionViewRestriction.objects.create(
        collection=Collection.objects.get(), restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(document.url).status_code == 302


def test_only_the_site_accesses_the_bucket(settings: Settings) -> None:
    settings.MEDIA_BUCKET = "clinic"
    bucket = MediaStorage()

    assert bucket.url("images/a picture.webp") == "/media/images/a%20picture.webp"
    assert bucket.bucket_name == "clinic"
    assert bucket.default_acl is None
    assert not bucket.file_overwrite
    # Goes into the task that deletes a file.
    assert bucket.deconstruct() == ("config.s3_storage.MediaStorage", (), {})


@pytest.mark.django_db
def test_a_document_has_no_empty_content_encoding(client):
    document = Document.objects.create(title="Prices", file=ContentFile(b"%PDF-1.4", "prices.pdf"))

    response = client.get(document.url)

    assert b"".join(response.streaming_content) == b"%PDF-1.4"
    assert "Content-Encoding" not in response
