"""The files that nginx sends while the site does not answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from home.brand.models import LookSettings
from home.brand.stylesheet import build_stylesheet
from home.delivery.error_pages import write_error_pages
from home.enquiry.last_known import Contact

CLINIC = Contact(
    hostname="clinic.example",
    port=443,
    is_default=True,
    name="Clinic",
    phone="0300 123 456",
    phone_href="tel:0300123456",
    hours="Every day",
)


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.ERROR_PAGES_FOLDER = tmp_path / "error-pages"
    return settings.ERROR_PAGES_FOLDER


def test_each_host_has_a_page_with_its_telephone_number(folder: Path):
    other = replace(CLINIC, hostname="Other.example", phone="0300 <7>", is_default=False)

    write_error_pages([CLINIC, other])

    first = (folder / "clinic.example.html").read_text()
    assert '<a href="tel:0300123456">0300 123 456</a>' in first
    assert (folder / "_default.html").read_text() == first
    assert "0300 &lt;7&gt;" in (folder / "other.example.html").read_text()
    assert len(list(folder.iterdir())) == 3


def test_the_page_needs_nothing_else(folder: Path):
    write_error_pages([CLINIC])

    page = (folder / "_default.html").read_text()
    assert ":root {" in page
    for name in ("src=", "url(", "@import", "<link", "<script"):
        assert name not in page


def test_the_page_has_the_look_of_its_site(folder: Path):
    look = build_stylesheet(LookSettings(colour="#e2725b"))

    write_error_pages([replace(CLINIC, styles=look)])

    page = (folder / "_default.html").read_text()
    assert page.index(look.strip()) > page.index(":root {")
    assert "url(" not in page


def test_no_host_name_leads_out_of_the_folder(folder: Path):
    write_error_pages([replace(CLINIC, hostname="../secret", is_default=False)])

    assert list(folder.parent.rglob("*")) == [folder]


def test_a_full_disk_is_logged_and_nothing_more(folder: Path, caplog: pytest.LogCaptureFixture):
    folder.write_text("a file in place of the folder")

    write_error_pages([CLINIC])

    assert "The error pages cannot be written" in caplog.text
