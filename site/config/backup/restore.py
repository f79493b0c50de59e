"""Restoring a backup: into an empty site, or in place of what there is."""

from dataclasses import dataclass
from pathlib import Path

from django.core.cache import caches
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Max, Sum

from config.backup import enquiries, uploads
from config.backup.databases import DATABASE_FILES, check_copy, load_database
from config.backup.manifest import BackupError, Manifest
from home.delivery import content_version
from home.models import Generation


@dataclass(frozen=True)
class Restored:
    """The outcome of a restore, for the messages to the operator."""

    manifest: Manifest
    enquiries: int
    # No migration of this version is missing.
    is_current: bool


def check_backup(backup: Path, *, database_only: bool = False) -> Manifest:
    """Return the manifest of a backup that this site can restore. Raise `BackupError`."""
    manifest = Manifest.read(backup)
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"The backup is of a database of {manifest.engine}, and this site's is of"
            f" {connection.vendor}. To change the database, use `manage.py save_site` there and"
            " `manage.py load_site` here."
        )
    if newer := newer_migrations(manifest):
        raise BackupError(
            f"The backup was made by a newer version of the site ({manifest.version}). Install that"
            f" version first. Unknown here: {', '.join(newer)}."
        )
    if manifest.uploads is not None and not uploads.are_in_a_folder() and not database_only:
        raise BackupError(
            "This site stores uploads in a bucket, which a backup is not restored into. Copy the"
            f" files of {backup / uploads.ARCHIVE} into the bucket, and add --database-only."
        )
    check_copy(backup / DATABASE_FILES[manifest.engine])
    return manifest


def newer_migrations(manifest: Manifest) -> list[str]:
    """Return migrations that come after all that this version has of their app.

    An unknown one that comes before was replaced by a squashed migration.
    """
    last: dict[str, str] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        last[app] = max(name, last.get(app, ""))
    split = [migration.partition(".") for migration in manifest.migrations]
    return [f"{app}.{name}" for app, _dot, name in split if app in last and name > last[app]]


def contents_of_this_site() -> list[str]:
    """Return what a restore would replace, in words. Wagtail's welcome page is nothing."""
    found = []
    tables = connection.introspection.table_names()
    if "wagtailcore_page" in tables and "home_user" in tables:
        pages, users = count("wagtailcore_page WHERE depth > 1"), count("home_user")
        if pages > 1 or users:
            found.append(f"{pages} pages and {users} users")
    elif tables:
        number = len(tables)
        found.append(f"{number} {'table' if number == 1 else 'tables'} of another program")
    if uploads.are_in_a_folder() and (number := uploads.count_files()):
        found.append(f"{number} uploaded {'file' if number == 1 else 'files'}")
    return found


def count(selection: str) -> int:
    """Count rows without models, which may be newer than the tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {selection}")  # noqa: S608 -- constants
        return cursor.fetchone()[0]


def restore_backup(backup: Path, manifest: Manifest, *, database_only: bool = False) -> Restored:
    """Put the database and the uploads back, of a backup whose manifest `check_backup` returned.

    Raise `BackupError` or `OSError`. A failure leaves the database and the uploads as they were.
    """
    versions = highest_version()
    files = None
    if manifest.uploads is not None and not database_only:
        files = uploads.UploadsRestore.unpack(backup / uploads.ARCHIVE)
    try:
        try:
            if files:
                files.add_missing()
            load_database(backup / DATABASE_FILES[manifest.engine])
        except BaseException:
            if files:
                files.undo()
            raise
        if files:
            files.finish()
    finally:
        if files:
            files.clean_up()
    caches["renditions"].clear()
    executor = MigrationExecutor(connection)
    is_current = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if is_current:
        drop_cached_pages(versions)
    return Restored(manifest, enquiries.restore(backup), is_current)


def highest_version() -> int:
    """Return a number that no sum of content versions has reached yet."""
    if Generation._meta.db_table not in connection.introspection.table_names():
        return 0
    return Generation.objects.aggregate(total=Sum("pk"))["total"] or 0


def drop_cached_pages(highest: int) -> None:
    """Have processes that still run drop what they cached.

    They compare the number of content versions and the sum of their ids. A restored table goes back
    to former ids, so the next one could make both what they were.
    """
    restored = Generation.objects.aggregate(last=Max("pk"))["last"] or 0
    Generation.objects.create(pk=max(highest, restored) + 1)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Generation]):
            cursor.execute(statement)
    content_version.reset()
