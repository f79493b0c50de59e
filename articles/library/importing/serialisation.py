"""Records and plans as compressed JSON.

Not pickled: who can write to the database must not be able to run code, and after an upgrade the
classes may have changed.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import date
from typing import Any

from articles.library.importing.plan_rows import Correction, Plan, Row, RowStatus
from articles.models import Reference
from articles.references.authors import Author
from articles.references.diagnosis import Diagnosis
from articles.references.formats.record import Record
from articles.references.source import Source

# Increase it when the format changes, so that older uploads count as expired.
VERSION = 2
SOURCE_FIELDS = tuple(field.name for field in fields(Source))
# The fields of a known reference that the preview shows.
LABEL_FIELDS = ("pk", "authors", "year", "title")
ROW_FIELDS = ("number", "reasons", "text", "new_fields", "proposed_fields", "is_blocked")


class OutdatedError(Exception):
    """The data was written by another version of this module."""


def dump_records(records: Iterable[Record]) -> bytes:
    return _compress(
        [
            {
                "source": _dump_source(record.source),
                "text": record.text,
                "problem": record.problem,
                "notes": record.notes,
                "diagnoses": [astuple(diagnosis) for diagnosis in record.diagnoses],
            }
            for record in records
        ]
    )


def load_records(data: bytes) -> list[Record]:
    return [
        Record(
            **values
            | {
                "source": _load_source(values["source"]),
                "diagnoses": [Diagnosis(*parts) for parts in values["diagnoses"]],
            }
        )
        for values in _decompress(data)
    ]


def dump_plan(plan: Plan) -> bytes:
    return _compress(
        [
            {name: getattr(row, name) for name in ROW_FIELDS}
            | {
                "corrections": row.corrections,
                "status": row.status.value,
                "source": _dump_source(row.source),
                "existing": row.existing and [getattr(row.existing, n) for n in LABEL_FIELDS],
            }
            for row in plan.rows
        ]
    )


def load_plan(data: bytes) -> Plan:
    """Return the plan. Its known references have only the fields of their label."""
    return Plan([_load_row(values) for values in _decompress(data)])


def _load_row(values: dict[str, Any]) -> Row:
    existing = values["existing"]
    return Row(
        **values
        | {
            "corrections": [Correction(*parts) for parts in values["corrections"]],
            "status": RowStatus(values["status"]),
            "source": _load_source(values["source"]),
            "existing": Reference(**dict(zip(LABEL_FIELDS, existing, strict=True)))
            if existing
            else None,
        }
    )


def _dump_source(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    values = {name: value for name in SOURCE_FIELDS if (value := getattr(source, name))}
    for name in {"authors", "editors"} & values.keys():
        values[name] = [astuple(author) for author in values[name]]
    if source.accessed:
        values["accessed"] = source.accessed.isoformat()
    return values


def _load_source(values: dict[str, Any] | None) -> Source | None:
    if values is None:
        return None
    for name in {"authors", "editors"} & values.keys():
        values[name] = tuple(Author(*parts) for parts in values[name])
    if "accessed" in values:
        values["accessed"] = date.fromisoformat(values["accessed"])
    return Source(**values)


def _compress(items: list[Any]) -> bytes:
    # The fastest level: the higher ones save little.
    return zlib.compress(json.dumps([VERSION, items]).encode(), level=1)


def _decompress(data: bytes) -> list[Any]:
    version, items = json.loads(zlib.decompress(data))
    if version != VERSION:
        raise OutdatedError
    return items
