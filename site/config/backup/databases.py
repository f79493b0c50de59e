"""Copies of the database, and how one replaces the content of this site's database.

Each replaces it in one transaction: whatever fails, the former content stays.
"""

import contextlib
import os
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any, cast

from django.db import connection

from config.backup.manifest import BackupError

DATABASE_FILES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}
# Seconds to wait for others who use what is about to be replaced.
LOCK_TIMEOUT = 15
IN_USE = "The database is in use, so it was not replaced. Stop the site and its timers first."

# Also removes tables of a newer version, which the backup does not know. What belongs to an
# extension stays, and what belongs to a table goes with it.
CLEAR_SCHEMA = """
BEGIN;
SET LOCAL lock_timeout = '%(timeout)ss';
DO $$
DECLARE entry record;
BEGIN
  FOR entry IN
    SELECT relname, relkind FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid
          AND deptype IN ('e', 'i', 'a')
      )
  LOOP
    EXECUTE format('DROP %%s IF EXISTS public.%%I CASCADE',
      CASE entry.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
        WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, entry.relname);
  END LOOP;
END $$;
"""
# Written by programs of version 17 or newer, and unknown to older servers.
TRANSACTION_TIMEOUT = b"SET transaction_timeout = 0;\n"


def dump_database(file: Path) -> None:
    """Write a consistent copy while the site goes on. Raise `BackupError`."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        return
    arguments, environ = postgresql_program("pg_dump", "--format=custom", f"--file={file}")
    run(arguments, environ)


def check_copy(file: Path) -> None:
    """Raise `BackupError` unless the file is a whole database."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
                (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.Error as error:
            raise BackupError(f"{file} is not a whole database: {error}") from error
        if answer != "ok":
            raise BackupError(f"{file} is not a whole database: {answer}")
        return
    run(["pg_restore", "--list", str(file)], dict(os.environ))


def load_database(file: Path) -> None:
    """Replace the content of this site's database. Raise `BackupError` with nothing changed."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        connection.close()
        load_sqlite(file, Path(name))
    else:
        server_version = connection.pg_version  # type: ignore[attr-defined]
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        load_postgresql(file, server_version)


def load_sqlite(file: Path, target: Path) -> None:
    """Copy all pages in one transaction of the target, so that processes may have it open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + LOCK_TIMEOUT

    def give_up(status: int, remaining: int, total: int) -> None:
        if time.monotonic() > deadline:
            raise BackupError(IN_USE)

    try:
        with (
            closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as copy,
            closing(sqlite3.connect(target)) as database,
        ):
            copy.backup(database, progress=give_up)
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be replaced: {error}") from error


def load_postgresql(file: Path, server_version: int) -> None:
    """Send the dump to psql as SQL, between the statements that empty the schema and the commit.

    The commit is sent only if the whole dump could be read.
    """
    psql, environ = postgresql_program(
        "psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"
    )
    restore = ["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(file)]
    with tempfile.TemporaryFile() as messages:
        try:
            writer = Popen(psql, stdin=PIPE, stderr=messages, env=environ)  # noqa: S603
            reader = Popen(restore, stdout=PIPE, stderr=messages)  # noqa: S603
        except FileNotFoundError as error:
            raise BackupError(explain_missing_program(error)) from error
        with writer, reader:
            try:
                send_dump(reader, writer, server_version)
            except BrokenPipeError:  # psql has ended at the first error
                reader.kill()
                with contextlib.suppress(BrokenPipeError):
                    cast("IO[bytes]", writer.stdin).close()
            if writer.wait() or reader.returncode:
                messages.seek(0)
                raise BackupError(explain(messages.read().decode(errors="replace")))


def send_dump(reader: Popen[bytes], writer: Popen[bytes], server_version: int) -> None:
    source, target = cast("IO[bytes]", reader.stdout), cast("IO[bytes]", writer.stdin)
    target.write((CLEAR_SCHEMA % {"timeout": LOCK_TIMEOUT}).encode())
    for line in source:
        if line != TRANSACTION_TIMEOUT or server_version >= 170000:
            target.write(line)
    if reader.wait() == 0:
        target.write(b"COMMIT;\n")
    target.close()


def postgresql_program(name: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """Return the command and environment of a program for this site's database.

    The password is in the environment: others can read arguments.
    """
    (_psql, *arguments), variables = connection.client.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    return [name, *options, *arguments], os.environ | (variables or {})


def run(command: list[str], environ: dict[str, Any]) -> None:
    try:
        result = subprocess.run(  # noqa: S603 -- fixed programs
            command, env=environ, check=False, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BackupError(explain_missing_program(error)) from error
    if result.returncode:
        raise BackupError(explain(result.stderr))


def explain_missing_program(error: FileNotFoundError) -> str:
    return f"{error.filename} was not found: install postgresql-client."


def explain(messages: str) -> str:
    """Return the first error among the messages of PostgreSQL's programs."""
    lines = messages.strip().splitlines()
    first = next((line for line in lines if "error" in line.lower()), (lines or ["no reason"])[-1])
    if "lock timeout" in first:
        return IN_USE
    return f"PostgreSQL says: {first.strip()}"
