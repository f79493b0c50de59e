"""The database as it was at some moment, brought back within milliseconds.

After a test that really commits, Django empties every table, and puts back row by row what the
migrations wrote: seconds for each test. SQLite copies a whole database page by page instead.
"""

import itertools
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection

from tests.helpers import clear_all_caches

Built = TypeVar("Built")


class Snapshots:
    """Copies of the test database in a folder, the first of them as the migrations left it."""

    def __init__(self, folder: Path) -> None:
        self._files = (folder / f"{number}.sqlite3" for number in itertools.count())
        self._built: dict[Callable[[], Any], tuple[Path, Any]] = {}
        self._migrated = self._take()

    def restore(self) -> None:
        """Back to what the migrations left."""
        self._put_back(self._migrated)

    def restore_or_build(self, build: Callable[[], Built]) -> Built:
        """Put into a database without pages what `build` makes, and return what it returns.

        It is called once: later tests get a copy, so what it returns may not be changeable.
        """
        if build in self._built:
            snapshot, built = self._built[build]
            self._put_back(snapshot)
        else:
            built = build()
            self._built[build] = self._take(), built
        return built

    def _take(self) -> Path:
        snapshot = next(self._files)
        connection.ensure_connection()
        with closing(sqlite3.connect(snapshot)) as copy:
            connection.connection.backup(copy)
        return snapshot

    def _put_back(self, snapshot: Path) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(snapshot)) as copy:
            copy.backup(connection.connection)
        clear_all_caches()
