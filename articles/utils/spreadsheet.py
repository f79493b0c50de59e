"""Values of CSV and XLSX exports that spreadsheets do not run as formulas."""

import re
from typing import Any

from articles.utils.xml_text import strip_invalid_xml_chars

# Spreadsheets run a value that starts with one of these.
FORMULA = re.compile(r"[=+\-@\t\r]")


def spreadsheet_cell(value: Any) -> Any:
    """Return a value on one line that is not a formula and is valid in a workbook."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = strip_invalid_xml_chars("; ".join(value.splitlines()))
    return f"'{text}" if FORMULA.match(text) else text
