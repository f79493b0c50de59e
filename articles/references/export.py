"""References as files: for reference managers, and as a table for spreadsheets."""

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from articles.models import Reference
from articles.public.html_sanitising import strip_invalid_xml_chars
from articles.references.formats import csl, ris
from articles.references.source import Source

# The columns of a spreadsheet: every field that people enter, after the name of the reference.
EXPORT_COLUMNS = ["key", *(field.name for field in fields(Source))]
# Spreadsheets run what starts with one of these.
FORMULA = re.compile(r"[=+\-@\t\r]")


def as_ris(references: Iterable[Reference]) -> str:
    """A RIS file, which every reference manager and our own import reads."""
    return ris.write(reference.source for reference in references)


def as_csl_json(references: Iterable[Reference]) -> str:
    """A list of CSL-JSON items, as Zotero and citation processors read it."""
    return csl.write(reference.source for reference in references)


WRITERS = {
    "ris": (ris.write, "application/x-research-info-systems"),
    "json": (csl.write, "application/vnd.citationstyles.csl+json"),
}


def reference_file_response(
    references: Iterable[Reference], name: str, suffix: str
) -> HttpResponse:
    """The references as a file to download; `suffix` is one of `WRITERS`."""
    return source_file_response((reference.source for reference in references), name, suffix)


def source_file_response(sources: Iterable[Source], name: str, suffix: str) -> HttpResponse:
    """The same of sources that need not be in the library."""
    write, content_type = WRITERS[suffix]
    return HttpResponse(
        write(sources),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, f"{name}.{suffix}")},
    )


class SpreadsheetMixin:
    """For the list of references: rows of plain text for CSV and XLSX, whatever the fields hold."""

    def to_row_dict(self, item: Reference) -> dict[str, Any]:
        return {name: _cell(item, name) for name in self.list_export}  # type: ignore[attr-defined]


def _cell(reference: Reference, name: str) -> Any:
    """The value as people read it: choices by their names, several authors on one line."""
    display = getattr(reference, f"get_{name}_display", None)
    value = display() if display else getattr(reference, name)
    return spreadsheet_cell(value)


def spreadsheet_cell(value: Any) -> Any:
    """A value on one line that no spreadsheet takes for a formula, and every workbook can hold."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = strip_invalid_xml_chars("; ".join(value.splitlines()))
    return f"'{text}" if FORMULA.match(text) else text
