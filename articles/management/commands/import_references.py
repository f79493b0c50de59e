import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.library.importing.apply import NotImportedError
from articles.library.importing.plan import apply_plan_if_unchanged, plan_import
from articles.library.importing.plan_rows import Plan, Row, RowStatus
from articles.references.formats.detect import (
    READERS,
    Record,
    UnreadableError,
    decode,
    read_records,
)
from articles.references.formatting import Style, format_plain

EXIT_SOME_UNREADABLE = 3
MAX_ROWS_SHOWN = 20
IMPORTABLE = [status.value for status in RowStatus if status != RowStatus.UNREADABLE]


class Command(BaseCommand):
    """Import references from a file; a second run on the same file adds nothing."""

    help = (
        "Import references from a RIS, PubMed (nbib), BibTeX or CSL-JSON file, or from a list of "
        "references, all of them or none. It has the rights of a publisher: what it fills in is "
        "public at once, not a proposal. Exit status: 0 when all went well, 1 when nothing was "
        f"imported because of an error, {EXIT_SOME_UNREADABLE} when some records could not be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="show the plan, store nothing")
        parser.add_argument("--format", choices=list(READERS), help="skip format detection")
        parser.add_argument(
            "--status",
            type=parse_statuses,
            default=[RowStatus.NEW],
            help="what to import, separated by commas: new, known (fills fields that are empty in "
            "the library), duplicate, damaged; default: new",
        )

    def handle(self, *, file: str, status: list[RowStatus], **options: Any) -> None:
        records = self._read(file, options["format"])
        self.stdout.write(_("Comparing %(count)d records…") % {"count": len(records)})
        plan = plan_import(records)
        self._show(plan, everything=options["verbosity"] > 1)
        self._import(records, plan, status, options["dry_run"])
        if count := plan.counts[RowStatus.UNREADABLE]:
            text = ngettext(
                "%(count)d record could not be read.", "%(count)d records could not be read.", count
            )
            raise CommandError(text % {"count": count}, returncode=EXIT_SOME_UNREADABLE)

    def _read(self, file: str, file_format: str | None) -> list[Record]:
        try:
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            reader = READERS.get(file_format or "")
            records = reader(decode(data)) if reader else read_records(data, file)
        except (OSError, UnreadableError) as error:
            reason = getattr(error, "strerror", "") or error
            raise CommandError(f"{file}: {reason}") from error
        if not records:
            raise CommandError(f"{file}: {_('No references were found in it.')}")
        return records

    def _show(self, plan: Plan, everything: bool) -> None:
        """Print the count of each status, and the rows with reasons, or all rows."""
        for status, count in plan.counts.items():
            self.stdout.write(self.style.MIGRATE_HEADING(f"{status.label}: {count}"))
            rows = [row for row in plan.rows if row.status == status]
            shown = rows if everything else [row for row in rows if row.reasons][:MAX_ROWS_SHOWN]
            for row in shown:
                for line in format_row(row):
                    self.stdout.write(line)
            if 0 < len(shown) < len(rows):
                more = _("  … and %(count)d more; --verbosity 2 shows all.")
                self.stdout.write(more % {"count": len(rows) - len(shown)})

    def _import(
        self, records: list[Record], plan: Plan, chosen: list[RowStatus], is_dry_run: bool
    ) -> None:
        numbers = plan.importable(*chosen)
        if is_dry_run:
            text = _("Nothing was stored. Without --dry-run, %(count)d would be imported.")
            self.stdout.write(text % {"count": len(numbers)})
            return
        self.stdout.write(_("Importing %(count)d…") % {"count": len(numbers)})
        try:
            outcome = apply_plan_if_unchanged(records, plan, numbers)
        except NotImportedError as error:
            raise CommandError(str(error)) from error
        text = _("%(created)d created, %(updated)d filled in.")
        done = {"created": len(outcome.created), "updated": len(outcome.updated)}
        self.stdout.write(self.style.SUCCESS(text % done))


def parse_statuses(text: str) -> list[RowStatus]:
    """Return the statuses of "new,damaged"."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in IMPORTABLE:
            raise ArgumentTypeError(f"there is no status “{name}”, only {', '.join(IMPORTABLE)}")
    return [RowStatus(name) for name in names]


def format_row(row: Row) -> Iterator[str]:
    """Yield a row for a terminal: number and reference, then a line for each reason."""
    text = format_plain(row.source, Style.VANCOUVER) if row.source else " ".join(row.text.split())
    yield f"  {row.number}. {text[:160]}"
    for reason in row.reasons:
        yield f"     {reason}"
