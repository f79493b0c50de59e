"""Records for tests, as if read from a file."""

from typing import Any

from articles.library.importing.plan import plan_import
from articles.library.importing.plan_rows import Plan, Row
from articles.references.authors import Author
from articles.references.formats.record import Record, build_record
from articles.references.source import Source


def make_record(title: str = "A study", **fields: Any) -> Record:
    """Make the record of a complete article."""
    values = {
        "authors": [Author("Wood", "PB")],
        "title": title,
        "container": "The journal of pain",
        "year": "2006",
        "volume": "7",
    }
    return build_record(values | fields, f"TI  - {title}")


def wrap_source(source: Source) -> Record:
    """Make a record with an unchecked source."""
    return Record(source, "")


def plan_records(*records: Record) -> Plan:
    return plan_import(records)


def last_row(*records: Record) -> Row:
    """Return the last row of a plan of these records."""
    return plan_import(records).rows[-1]


def ris_file(*titles: str, **tags: str) -> str:
    """Make a RIS file of articles with these titles and additional tags."""
    shared = {"AU": "Wood, PB", "T2": "J Pain", "PY": "2006", "VL": "7"} | tags
    lines = "".join(f"{tag}  - {value}\n" for tag, value in shared.items())
    return "".join(f"TY  - JOUR\nTI  - {title}\n{lines}ER  - \n" for title in titles)
