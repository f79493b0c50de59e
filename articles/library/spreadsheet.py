"""The list of references as a table for spreadsheets."""

from dataclasses import fields
from typing import Any

from articles.models import Reference
from articles.references.source import Source
from articles.utils.spreadsheet import spreadsheet_cell

# Every field that people enter, after the key of the reference.
EXPORT_COLUMNS = ["key", *(field.name for field in fields(Source))]


class SpreadsheetMixin:
    """For the list of references: rows of plain text for CSV and XLSX, whatever the fields hold."""

    def to_row_dict(self, item: Reference) -> dict[str, Any]:
        return {name: _cell(item, name) for name in self.list_export}  # type: ignore[attr-defined]


def _cell(reference: Reference, name: str) -> Any:
    """The value as people read it: choices by their names, several authors on one line."""
    display = getattr(reference, f"get_{name}_display", None)
    value = display() if display else getattr(reference, name)
    return spreadsheet_cell(value)
