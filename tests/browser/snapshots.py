"""Snapshots of the SQLite database, restored within milliseconds.

After a test that commits, Django would empty every table and restore the rows of migrations one by
one, which takes seconds. SQLite's backup API copies the whole database instead.
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
    """Copies of the test database in a folder, the first of them as migrated."""

    def __init__(self, folder: Path) -> None:
        self._files = (folder / f"{number}.sqlite3" for number in itertools.count())
        self._built: dict[Callable[[], Any], tuple[Path, Any]] = {}
        self._migrated = self._take()

    def restore(self) -> None:
        """Restore the migrated database."""
        self._put_back(self._migrated)

    def restore_or_build(self, build: Callable[[], Built]) -> Built:
        """Call `build` in a database without pages, and return its result.

        It is called once: later tests get a copy, so its result must be immutable.
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
