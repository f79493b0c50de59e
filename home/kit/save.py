"""Save a site as a kit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from home.kit.errors import KitError
from home.kit.fields import FieldEncoder
from home.kit.format import FORMAT, KIT_FILE
from home.kit.names import Names
from home.kit.save_library import LibrarySaver
from home.kit.save_pages import PageSaver
from home.kit.save_report import MISSING_FILE, SaveReport
from home.kit.save_staff import save_staff
from home.kit.settings import settings_file, settings_models
from home.kit.target_site import TargetSite
from home.kit.traffic import save_traffic
from home.kit.writing import KitWriter


def save_kit(
    path: Path | str, *, host: str | None = None, say: Callable[[str], object] = lambda line: None
) -> SaveReport:
    """Save the site of a host, or the default site, to a new folder, or to a zip if it ends so.

    The same content gives the same bytes.
    """
    target = TargetSite(host)
    if target.found is None or target.home is None:
        raise KitError(_("There is no site with a home page to save."))
    report = SaveReport(say)
    with KitWriter.create(Path(path)) as writer, _snapshot():
        _save(writer, target.site, target.home, report)
    return report


def _save(writer: KitWriter, site: Site, home: Any, report: SaveReport) -> None:
    names = Names(home)
    files = SettingsFiles(writer, report)
    encoder = FieldEncoder(names, files)
    writer.yaml(KIT_FILE, {"format": FORMAT, "name": site.site_name or home.title})
    for model in settings_models():
        stored = model._default_manager.filter(site=site).first()
        if stored:
            writer.yaml(settings_file(model), encoder.fields(stored) or {})
            report.count("settings")
    PageSaver(writer, encoder, home, report).save()
    save_traffic(writer, encoder, site, report)
    only_used = Site.objects.count() > 1
    save_staff(writer, encoder, report, site, only_used=only_used)
    LibrarySaver(writer, encoder, report, only_used=only_used).save()


class SettingsFiles:
    """The files of file fields, which are below `files/` in a kit."""

    def __init__(self, writer: KitWriter, report: SaveReport) -> None:
        self.writer, self.report = writer, report
        self.names: set[str] = set()

    def add(self, value: Any) -> str | None:
        """Copy a stored file to the kit. Return its name there, or None if it is missing."""
        if not value:
            return None
        if value.name not in self.names:
            try:
                with value.storage.open(value.name) as source:
                    self.writer.copy(f"files/{value.name}", source)
            except FileNotFoundError:
                self.report.note(f"files/{value.name}", MISSING_FILE)
                return None
            self.names.add(value.name)
        return value.name


def _snapshot() -> Any:
    """Return a transaction that sees one state of the database from beginning to end."""
    is_outermost = not connection.in_atomic_block
    block = transaction.atomic()
    if connection.vendor == "postgresql" and is_outermost:
        return _RepeatableRead(block)
    return block


class _RepeatableRead:
    def __init__(self, block: Any) -> None:
        self.block = block

    def __enter__(self) -> None:
        self.block.__enter__()
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def __exit__(self, *error: Any) -> Any:
        return self.block.__exit__(*error)
