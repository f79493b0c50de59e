"""Exported spreadsheets run no formula, whichever report they are of."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook  # type: ignore[import-untyped]
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log

from tests.factories import category, home_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture
def _formulas() -> None:
    home = home_page()
    log(category(home, FORMULA), "wagtail.edit")
    Redirect.objects.create(old_path=f"/{FORMULA}", redirect_link="+44 20")


REPORTS = [
    "wagtailadmin_reports:site_history",
    "wagtailredirects:index",
]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.usefixtures("_formulas")
def test_no_cell_begins_like_a_formula(admin_client, name: str) -> None:
    address = reverse(name)
    text = admin_client.get(address, {"export": "csv"}).getvalue().decode()
    sheet = load_workbook(BytesIO(admin_client.get(address, {"export": "xlsx"}).getvalue())).active

    rows = [*csv.reader(StringIO(text)), *sheet.iter_rows(values_only=True)]
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert any(FORMULA in cell or "+44" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
