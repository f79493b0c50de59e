"""Values of a CSV or XLSX export that no spreadsheet runs as a formula."""

import re
from typing import Any

from articles.utils.xml_text import strip_invalid_xml_chars

# Spreadsheets run what starts with one of these.
FORMULA = re.compile(r"[=+\-@\t\r]")


def spreadsheet_cell(value: Any) -> Any:
    """A value on one line that no spreadsheet takes for a formula, and every workbook can hold."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = strip_invalid_xml_chars("; ".join(value.splitlines()))
    return f"'{text}" if FORMULA.match(text) else text
