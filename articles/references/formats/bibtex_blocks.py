"""Entries of BibTeX files with their plain values, parsed by bibtexparser.

Missing commas are added and empty fields removed before; an entry whose brackets do not match is
read line by line. What was repaired is noted.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import bibtexparser
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from django.utils.translation import gettext as _

from articles.references.formats.record import MAX_TEXT_LENGTH

# Its warnings are shown to the editor, record by record.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

ENTRY_START = re.compile(r"@\w*[ \t]*[{(]")
ENTRY_AT_LINE_START = re.compile(r"^(?=[ \t]*@\w+[ \t]*[{(])", re.MULTILINE)
FIELD_START = r"[A-Za-z][\w-]*\s*=\s*"
# Outside of braces, a value that ends and a field that begins have a comma between them.
MISSING_COMMA = re.compile(rf'(?<=[}}"\d])(?=\s+{FIELD_START}["{{\w])')
BRACE_OR_GAP = re.compile(rf"\\.|[{{}}]|{MISSING_COMMA.pattern}", re.DOTALL)
EMPTY_FIELD = re.compile(rf",(?=\s*,\s*{FIELD_START})")
BRACE_OR_EMPTY_FIELD = re.compile(rf"\\.|[{{}}]|{EMPTY_FIELD.pattern}", re.DOTALL)
FIELD_LINE = re.compile(rf"^[ \t]*({FIELD_START})", re.MULTILINE)
STRING_PART = re.compile(r'\\.|[{}"#]', re.DOTALL)


@dataclass
class BibtexEntry:
    """An entry with the texts of its fields, in which LaTeX is not decoded yet.

    `problem` says why nothing could be read, `notes` what was repaired.
    """

    type: str = ""
    key: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    raw: str = ""
    problem: str = ""
    notes: list[str] = field(default_factory=list)


def parse_entries(text: str) -> Iterator[BibtexEntry]:
    """Yield the entries of a file, with a problem for each that cannot be read at all."""
    repaired_lines: set[int] = set()
    text = _repair_commas(text, repaired_lines)
    blocks = bibtexparser.parse_string(text, parse_stack=[]).blocks
    strings = _read_strings(blocks)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        block = _without_duplicate_error(block)
        line = (block.start_line or 0) + 1
        rest = following.raw or "" if isinstance(following, ImplicitComment) else ""
        if isinstance(block, Entry):
            # A bracket too many may have ended the entry before its other fields.
            whole = FIELD_LINE.search(rest) and _read_lines(f"{block.raw or ''}{rest}", strings)
            yield whole or _entry(block, strings, is_repaired=line in repaired_lines)
        elif isinstance(block, ParsingFailedBlock):
            yield _read_failed(f"{block.raw or ''}{rest}", strings, line)


def _without_duplicate_error(block: Block) -> Block:
    """Return an entry with a repeated key or field, as files of two programs may have."""
    while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        block = block.ignore_error_block or ParsingFailedBlock(block.error, raw=block.raw)
    return block


def _entry(block: Entry, strings: dict[str, str], *, is_repaired: bool) -> BibtexEntry:
    note = _("A comma between two fields was missing and was added. Compare the fields.")
    fields = [(each.key.lower(), _plain_value(str(each.value), strings)) for each in block.fields]
    return BibtexEntry(
        block.entry_type.lower(), block.key, fields, block.raw or "", "", [note] * is_repaired
    )


# -- Values ---------------------------------------------------------------------------------------


def _read_strings(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the abbreviations of @string; one may use those before it."""
    strings: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, DuplicateBlockKeyBlock) and isinstance(
            block.ignore_error_block, String
        ):
            block = block.ignore_error_block
        if isinstance(block, String):
            strings[block.key.lower()] = _plain_value(str(block.value), strings)[:MAX_TEXT_LENGTH]
    return strings


def _plain_value(value: str, strings: dict[str, str]) -> str:
    """Return a value without its enclosing marks, its abbreviations resolved and joined at "#"."""
    parts = [_plain_part(part.strip(), strings) for part in _split_at_hashes(value)]
    return "".join(parts)


def _plain_part(part: str, strings: dict[str, str]) -> str:
    if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
        return part[1:-1]
    return strings.get(part.lower(), part)


def _split_at_hashes(value: str) -> list[str]:
    """Split a value at "#" outside of braces and quotation marks."""
    if "#" not in value:
        return [value]
    parts, start, depth, is_quoted = [], 0, 0, False
    for match in STRING_PART.finditer(value):
        sign = match[0]
        if sign == "#" and not depth and not is_quoted:
            parts.append(value[start : match.start()])
            start = match.end()
        elif sign == '"' and not depth:
            is_quoted = not is_quoted
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
    return [*parts, value[start:]]


# -- Repairs --------------------------------------------------------------------------------------


def _repair_commas(text: str, repaired_lines: set[int]) -> str:
    """Return the text without empty fields, and with commas where an entry lacks them.

    The lines of entries that lack some are added to `repaired_lines`.
    """
    if EMPTY_FIELD.search(text):
        chunks = ENTRY_AT_LINE_START.split(text)
        text = "".join(_edit_outside_braces(BRACE_OR_EMPTY_FIELD, "", each) for each in chunks)
    if not MISSING_COMMA.search(text):
        return text
    chunks, line = [], 1
    for chunk in ENTRY_AT_LINE_START.split(text):
        repaired = _edit_outside_braces(BRACE_OR_GAP, ",", chunk)
        if repaired != chunk:
            start = ENTRY_START.search(chunk)
            repaired_lines.add(line + chunk.count("\n", 0, start.start() if start else 0))
        chunks.append(repaired)
        line += chunk.count("\n")
    return "".join(chunks)


def _edit_outside_braces(pattern: re.Pattern[str], replacement: str, entry: str) -> str:
    """Replace the matches that are no brace and stand directly within the entry."""
    start = ENTRY_START.search(entry)
    if not start:
        return entry
    depth, place, parts = 0, 0, []
    # An entry in parentheses has its fields outside of all braces.
    own_depth = int(entry[start.end() - 1] == "{")
    for match in pattern.finditer(entry, start.start()):
        sign = match[0]
        if sign in ("{", "}"):
            depth += 1 if sign == "{" else -1
        elif not sign.startswith("\\") and depth == own_depth:
            parts += [entry[place : match.start()], replacement]
            place = match.end()
    return "".join([*parts, entry[place:]])


def _read_failed(raw: str, strings: dict[str, str], line: int) -> BibtexEntry:
    """Return an entry that the parser refused, read line by line or with a problem."""
    if entry := _read_lines(raw, strings):
        return entry
    problem = _("The entry on line %(line)d has a wrong bracket, comma or quotation mark.")
    return BibtexEntry(raw=raw.strip(), problem=problem % {"line": line})


def _read_lines(raw: str, strings: dict[str, str]) -> BibtexEntry | None:
    """Return the entry of a text in which each field begins a line, whatever its brackets."""
    head = re.match(r"\s*@(\w+)\s*[{(]\s*([^\s,]*)", raw)
    starts = list(FIELD_LINE.finditer(raw))
    if not head or not starts:
        return None
    ends = [*(match.start() for match in starts[1:]), len(raw)]
    fields = []
    for match, end in zip(starts, ends, strict=True):
        name = match[1].split("=")[0].strip().lower()
        value = raw[match.end() : end].strip().rstrip(",").strip()
        if end == len(raw):
            value = value.rstrip("})").rstrip().rstrip(",")
        fields.append((name, strings.get(value.lower(), value.strip('"{} \n\t'))))
    note = _("A bracket or quotation mark is missing or superfluous. Compare the fields.")
    return BibtexEntry(head[1].lower(), head[2], fields, raw, "", [note])
