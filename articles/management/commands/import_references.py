import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.library.importing.apply import NotImportedError
from articles.library.importing.plan import apply_plan_if_unchanged, plan_import
from articles.library.importing.plan_rows import Plan, Row, RowStatus
from articles.management.record_files import (
    EXIT_STATUS_HELP,
    add_file_arguments,
    read_file,
    refuse_unreadable,
)
from articles.references.formats import csl
from articles.references.formats.record import Record
from articles.references.formatting import Style, format_plain

MAX_ROWS_SHOWN = 20
IMPORTABLE = [status.value for status in RowStatus if status != RowStatus.UNREADABLE]


class Command(BaseCommand):
    """Import references from a file; a second run on the same file adds nothing."""

    help = (
        "Import references from a RIS, PubMed (nbib), BibTeX, CSL-JSON or EndNote file, a table of "
        "PubMed, Scopus or Zotero, or a list of references, all of them or none. It has the rights "
        "of a publisher: what it fills in is public at once, not a proposal. "
        f"{EXIT_STATUS_HELP}"
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="show the plan, store nothing")
        parser.add_argument(
            "--json",
            action="store_true",
            help="with --dry-run: print what was read as CSL-JSON, without asking the database",
        )
        parser.add_argument(
            "--status",
            type=parse_statuses,
            default=[RowStatus.NEW],
            help="what to import, separated by commas: new, known (fills fields that are empty in "
            "the library), duplicate, damaged; default: new",
        )

    def handle(self, *, file: str, status: list[RowStatus], **options: Any) -> None:
        if options["json"] and not options["dry_run"]:
            raise CommandError(_("--json shows what was read and stores nothing: add --dry-run."))
        records = read_file(file, options["format"], self.stderr)
        if options["json"]:
            items = [describe_record(number, record) for number, record in enumerate(records, 1)]
            self.stdout.write(json.dumps(items, ensure_ascii=False, indent=2))
            refuse_unreadable(sum(record.source is None for record in records))
            return
        self.stdout.write(_("Comparing %(count)d records…") % {"count": len(records)})
        plan = plan_import(records)
        self._show(plan, everything=options["verbosity"] > 1)
        self._import(records, plan, status, options["dry_run"])
        refuse_unreadable(plan.counts[RowStatus.UNREADABLE])

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


def describe_record(number: int, record: Record) -> dict[str, Any]:
    """Return the CSL-JSON item of a record, with its text and what is wrong in `custom`.

    Of a record that could not be read there are only text and problem.
    """
    item: dict[str, Any] = {"id": str(number), "type": "document"}
    if record.source:
        (item,) = csl.items([record.source])
        item["id"] = str(number)
    found = {
        "problem": record.problem,
        "notes": record.notes,
        "diagnoses": [asdict(diagnosis) for diagnosis in record.diagnoses],
        "text": record.text,
    }
    item["custom"] = item.get("custom", {}) | {name: each for name, each in found.items() if each}
    return item


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
