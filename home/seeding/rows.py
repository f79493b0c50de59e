"""Rows of plain values, as quickly as a database takes them."""

from collections.abc import Iterable
from typing import Any

from django.db import connection


def bulk_insert(model: Any, names: list[str], rows: Iterable[tuple]) -> None:
    """Store these fields of new rows; without objects, since of some there are a million."""
    quoted = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in names]
    table, columns = quoted(model._meta.db_table), ", ".join(quoted(f.column) for f in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names only
            cursor.executemany(sql, list(rows))
