"""Read the references of a file, or of standard input, for management commands."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.references.formats.detect import (
    READERS,
    Record,
    UnreadableError,
    decode,
    read_records,
)

EXIT_SOME_UNREADABLE = 3
EXIT_STATUS_HELP = (
    "Exit status: 0 when all went well, 1 when nothing was done because of an error, "
    f"{EXIT_SOME_UNREADABLE} when some records could not be read."
)


def add_file_arguments(parser: CommandParser) -> None:
    parser.add_argument("file", help="the file, or - for standard input: piped or pasted text")
    parser.add_argument("--format", choices=list(READERS), help="skip format detection")


def read_file(file: str, file_format: str | None, stderr: Any) -> list[Record]:
    """Return the records of a file, at least one; raise `CommandError` if there are none."""
    try:
        data = _read_standard_input(stderr) if file == "-" else Path(file).read_bytes()
        reader = READERS.get(file_format or "")
        records = reader(decode(data)) if reader else read_records(data, file)
    except (OSError, UnreadableError) as error:
        reason = getattr(error, "strerror", "") or error
        raise CommandError(f"{file}: {reason}") from error
    if not records:
        raise CommandError(f"{file}: {_('No references were found in it.')}")
    return records


def _read_standard_input(stderr: Any) -> bytes:
    if sys.stdin.isatty():
        stderr.write(_("Paste the references, then press Ctrl+D on an empty line."))
    return sys.stdin.buffer.read()


def refuse_unreadable(count: int) -> None:
    """Raise `CommandError` with the exit status for some unreadable records, if there are any."""
    if count:
        text = ngettext(
            "%(count)d record could not be read.", "%(count)d records could not be read.", count
        )
        raise CommandError(text % {"count": count}, returncode=EXIT_SOME_UNREADABLE)
