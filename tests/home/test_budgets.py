"""Size limits for a visitor's first view of an article."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

KB = 1000
MAX_TEXT_BYTES = 45 * KB
MAX_FONT_BYTES = 100 * KB


def static_file(address: str) -> bytes:
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    return Path(found).read_bytes()


@pytest.fixture
def first_view(client, full_site):
    """The article as it is sent, with its style sheets (print's too) and scripts."""
    response = client.get(full_site["article"].url)
    soup = parse_response(response)
    sheets = [static_file(str(link["href"])) for link in soup.select("link[rel=stylesheet]")]
    scripts = [static_file(str(script["src"])) for script in soup.select("script[src]")]
    assert len(sheets) > 3
    assert scripts
    return response.content, sheets, scripts


def test_html_style_and_script_of_an_article_weigh_little(first_view):
    html, sheets, scripts = first_view

    weight = sum(len(gzip.compress(part, 6)) for part in (html, *sheets, *scripts))

    assert weight <= MAX_TEXT_BYTES


def test_the_fonts_of_an_article_weigh_little(first_view):
    _html, sheets, _scripts = first_view

    names = {
        name for sheet in sheets for name in re.findall(r"fonts/([\w-]+\.woff2)", sheet.decode())
    }

    assert len(names) == 3  # as if every page had a name from Gdańsk
    assert sum(len(static_file(f"/static/fonts/{name}")) for name in names) <= MAX_FONT_BYTES
