from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.record_files import (
    EXIT_STATUS_HELP,
    add_file_arguments,
    read_file,
    refuse_unreadable,
)
from articles.references.formatting import Style, format_plain


class Command(BaseCommand):
    """Print the references of a file in a citation style; needs no database."""

    help = (
        "Print the references of a file of any format that import_references reads, one per line, "
        f"with DOI or address. What cannot be read is reported as an error. {EXIT_STATUS_HELP}"
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_arguments(parser)
        parser.add_argument(
            "--style", choices=Style.values, default=Style.VANCOUVER, help="default: vancouver"
        )

    def handle(self, *, file: str, style: str, **options: Any) -> None:
        unread = 0
        for number, record in enumerate(read_file(file, options["format"], self.stderr), 1):
            if record.source:
                self.stdout.write(format_plain(record.source, style, identifiers=True))
            else:
                unread += 1
                self.stderr.write(f"{number}. {record.problem}")
        refuse_unreadable(unread)
