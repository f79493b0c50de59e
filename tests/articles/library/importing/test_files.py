"""Files of any encoding are read; what is no file of references is refused, and says why."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Reference
from articles.references.formats import decoding
from tests.factories import editor
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

UPLOAD = "/admin/references/import/"
TEXT = (
    "TY  - JOUR\r\nAU  - Häuser, W\r\nTI  - Étude – “naïve”\r\nT2  - Schmerz\r\nPY  - 2006\r\n"
    "VL  - 7\r\nER  - \r\n"
)


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(editor())
    return client


def upload_file(client: Client, data: bytes, name: str = "library.ris"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)}, follow=True)


def error_message(response) -> str:
    assert response.redirect_chain == []
    return parse_response(response).select_one(".error-message").get_text(" ", strip=True)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_file_of_any_encoding_is_imported_with_its_letters(staff, encoding):
    response = upload_file(staff, TEXT.encode(encoding))
    url = response.redirect_chain[-1][0]

    staff.post(url, {"import": "1", "row": ["1"]})

    stored = Reference.objects.get()
    assert (stored.title, stored.authors) == ("Étude – “naïve”", "Häuser W")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nbib", "PMID- 16942953\nTI  - Sleep\nFAU - Wood, PB\nTA  - J Pain\nDP  - 2006\n"),
        ("a.bib", "@article{w, title={Sleep}, author={Wood, PB}, journal={Pain}, year={2006}}"),
        ("a.json", '[{"type": "article-journal", "title": "Sleep", "id": "1"}]'),
        ("a.txt", "1. Wood PB. Sleep. J Pain. 2006;7(9):611-4."),
        ("wrong.pdf", TEXT.replace("Étude – “naïve”", "Sleep")),
    ],
)
def test_every_format_is_recognised(staff, name, text):
    response = upload_file(staff, text.encode(), name)

    (row,) = parse_response(response).select("tbody tr")
    assert "Sleep." in row.get_text()


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("library.ris", TEXT)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(archive(), "This is a ZIP archive", id="zip"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "This is a PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", "This is a picture", id="picture"),
        pytest.param(b"", "This file is empty.", id="empty"),
        pytest.param(b" \r\n\t", "This file is empty.", id="blank"),
        pytest.param(bytes(range(256)) * 20_000, "not text", id="five megabytes of bytes"),
        pytest.param(bytes(5_000_000), "not text", id="five megabytes of nothing"),
    ],
)
def test_binary_files_are_refused_with_a_reason(staff, data, reason):
    assert reason in error_message(upload_file(staff, data))


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("lorem ipsum dolor ", 5_000_000),
        ("{[(<", 5_000_000),
        ("@article{", 100_000),
        ("TY  - \n", 100_000),
        ("\n%0 ", 100_000),
    ],
)
def test_megabytes_of_invalid_data_get_a_response(staff, unit, size):
    response = upload_file(staff, (unit * (size // len(unit))).encode(), "nonsense.txt")

    assert response.status_code == 200
    assert not Reference.objects.exists()


def test_a_file_that_is_too_large_is_refused(staff, monkeypatch):
    monkeypatch.setattr(decoding, "MAX_FILE_SIZE", 100)

    assert "This file is larger than" in error_message(upload_file(staff, TEXT.encode() * 2))


def test_the_name_of_a_file_is_text(staff):
    response = upload_file(staff, TEXT.encode(), "<b>x</b>.ris")

    assert b"<b>x</b>" not in response.content
