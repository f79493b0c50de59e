"""Spreadsheets of every report and list of the admin, without formulas."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from articles.utils.spreadsheet import spreadsheet_cell

_preprocess_field_value = SpreadsheetExportMixin.preprocess_field_value


def preprocess_safely(
    view: SpreadsheetExportMixin, field: str, value: Any, export_format: str
) -> Any:
    """Return the value that Wagtail would write, as a cell that no spreadsheet runs."""
    return spreadsheet_cell(_preprocess_field_value(view, field, value, export_format))


def write_no_formulas() -> None:
    """Apply to all exports, also to Wagtail's own, such as the site history and redirects."""
    SpreadsheetExportMixin.preprocess_field_value = preprocess_safely
