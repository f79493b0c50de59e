"""Write sources as RIS; `ris` reads the same sources from it."""

import re
from collections.abc import Iterable
from typing import Any

from articles.references.authors import Author
from articles.references.formats.record import read_person, single_line
from articles.references.formats.ris import CUSTOM_TAGS, FIELD_TAGS, KIND_TAGS, WORK_TYPES
from articles.references.publication_dates import get_published
from articles.references.source import Source, SourceKind

PAGE_RANGE = re.compile(r"([^\s-]+)-([^\s-]+)")


def write(sources: Iterable[Source]) -> str:
    return "\n".join(map(_format_record, sources))


def _format_record(source: Source) -> str:
    """Return the lines of a record; no number precedes it, which some programs do not skip."""
    kind = SourceKind(source.kind)
    pages = PAGE_RANGE.fullmatch(source.pages)
    if pages and pages[1] == pages[2]:
        pages = None
    values: dict[str, Iterable[Any]] = {
        tags[0]: [getattr(source, name)] for name, tags in FIELD_TAGS.items()
    }
    values |= {
        "AU": map(_ris_name, source.authors),
        "A2": map(_ris_name, source.editors),
        "Y2": [source.accessed.isoformat().replace("-", "/") if source.accessed else ""],
        "DA": ["/".join(f"{part:02}" for part in get_published(source) or () if part)],
        "M3": [WORK_TYPES.get(kind, "")],
        "SN": [source.issn, source.isbn],
        "SP": [pages[1] if pages else source.pages],
        "EP": [pages[2] if pages else ""],
    }
    for name, (tag, label) in CUSTOM_TAGS.items():
        value = getattr(source, name)
        values[tag] = [f"{label}{value}" if value else ""]
    tag = "THES" if kind == SourceKind.THESIS else KIND_TAGS.get(kind, "RPRT").split()[0]
    lines = [("TY", tag)]
    lines += [
        (tag, line) for tag, all_ in values.items() for line in map(single_line, all_) if line
    ]
    return "".join(f"{tag}  - {line}\n" for tag, line in [*lines, ("ER", "")])


def _ris_name(author: Author) -> str:
    """Return "Family, Given, Suffix" as RIS has it, if the same author is read from it."""
    whole = ", ".join([author.family, author.given, author.suffix]).removesuffix(", ").strip()
    return whole if read_person(whole) == author else author.line
