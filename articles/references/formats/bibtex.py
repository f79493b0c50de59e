"""BibTeX, parsed by bibtexparser; LaTeX becomes plain text."""

import logging
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.middlewares import (
    BlockMiddleware,
    LatexDecodingMiddleware,
    LibraryMiddleware,
    NameParts,
    RemoveEnclosingMiddleware,
    ResolveStringReferencesMiddleware,
)
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ParsingFailedBlock,
)
from django.utils.translation import gettext as _

from articles.references.authors import Author
from articles.references.formats.record import (
    MAX_AUTHORS,
    MAX_NAME_LENGTH,
    MAX_RECORDS,
    MAX_TEXT_LENGTH,
    Record,
    build_person,
    build_record,
    guess_kind,
    invert_kinds,
    limit_records,
    overflow_record,
    single_line,
    unreadable_record,
)
from articles.references.source import SourceKind

# Its warnings are shown to the editor, record by record.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

FIELD_NAMES = {
    "container": ("journal", "journaltitle", "booktitle", "maintitle", "website", "eprinttype"),
    "container_short": ("shortjournal",),
    "year": ("year", "date"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("address", "location"),
    "edition": ("edition",),
    "doi": ("doi",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid", "pmc"),
    "issn": ("issn",),
    "isbn": ("isbn",),
    "accessed": ("urldate",),
}
KIND_TYPES = {
    SourceKind.ARTICLE: "article periodical suppperiodical",
    SourceKind.BOOK: "book mvbook collection mvcollection proceedings reference",
    SourceKind.CHAPTER: "inbook bookinbook conference incollection inproceedings inreference",
    SourceKind.REPORT: "booklet manual mastersthesis phdthesis report techreport thesis",
    SourceKind.WEB_PAGE: "electronic online webpage www",
    SourceKind.PREPRINT: "preprint unpublished",
}
KIND_BY_TYPE = invert_kinds(KIND_TYPES)
NAME_FIELDS = ("author", "editor")
# Fields in which underscores, tildes and percent signs are literal.
VERBATIM_FIELDS = {"url", "doi", "howpublished", "pmid", "pmc", "pmcid", "issn", "isbn"}
VERBATIM_FIELDS |= {"date", "urldate"}
TEX = re.compile(r"[\\$~^]|--|``|''")
SUB_OR_SUPERSCRIPT = re.compile(r"\$\s*[_^]\{?(\w+)\}?\s*\$")
ESCAPED_SIGN = re.compile(r"\\([&%#_])")
BARE_PERCENT = re.compile(r"(?<!\\)%")
ESCAPED = re.compile(r"\\([_%&#~{}$])|\{([^{}]*)\}")
# Splitting names drops the backslash of an accent after "and"; an empty group prevents that.
ACCENT_FIRST = re.compile(r"(\sand\s+)(?=\\)", re.IGNORECASE)
BRACED = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")
URL = re.compile(r"https?://[^\s{}\"<>]+", re.IGNORECASE)
PREPRINT_SERVER = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|psyarxiv|preprint)", re.IGNORECASE)
ENTRY_START = re.compile(r"@\w*[ \t]*[{(]")


class _KeepDuplicatesMiddleware(LibraryMiddleware):
    """Keep entries with a repeated key or field, as files of two programs may have."""

    def transform(self, library: Library) -> Library:
        blocks = []
        for number, block in enumerate(library.blocks):
            while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
                block = block.ignore_error_block or ParsingFailedBlock(block.error, raw=block.raw)
            if isinstance(block, Entry):
                block.key = str(number)
                for field in block.fields:
                    field.key = field.key.lower()
            blocks.append(block)
        return Library(blocks, fail_on_duplicate_key=False)


def _parse_name(name: str) -> NameParts | str:
    if len(name) > MAX_NAME_LENGTH or BRACED.fullmatch(name):
        return name
    return parse_single_name_into_parts(name, strict=False)


class _SplitNamesMiddleware(BlockMiddleware):
    """Split names into one field per author: parts of a person, or text of a group in braces."""

    def transform_entry(self, entry: Entry, library: Library) -> Entry:
        fields = []
        for field in entry.fields:
            if field.key in NAME_FIELDS:
                names = split_multiple_persons_names(ACCENT_FIRST.sub(r"\1{}", field.value))
                fields += [Field(field.key, _parse_name(name)) for name in names[: MAX_AUTHORS + 1]]
            else:
                fields.append(field)
        entry.fields = fields
        return entry


class _CachedLatexDecodingMiddleware(LatexDecodingMiddleware):
    """Decode LaTeX, which is slow, once for each text and only if the text has any."""

    def __init__(self):
        super().__init__(keep_math_mode=False)
        self._decoded = lru_cache(maxsize=None)(super()._transform_python_value_string)

    def transform_entry(self, entry: Entry, library: Library) -> Block:
        fields = entry.fields
        entry.fields = [field for field in fields if field.key not in VERBATIM_FIELDS]
        super().transform_entry(entry, library)
        entry.fields = fields
        return entry

    def _transform_python_value_string(self, python_string: str) -> tuple[str, str]:
        if len(python_string) > MAX_TEXT_LENGTH:
            return python_string, ""
        plain = ESCAPED_SIGN.sub(r"\1", python_string)
        if not TEX.search(plain):
            return re.sub(r"[{}]", "", plain), ""
        # Unlike LaTeX, BibTeX has no comments in values.
        return self._decoded(BARE_PERCENT.sub(r"\%", SUB_OR_SUPERSCRIPT.sub(r"\1", python_string)))


def read(text: str) -> list[Record]:
    """Return a record for each entry, with a problem if it cannot be parsed."""
    head = _limit_entries(text)
    middlewares = [
        _KeepDuplicatesMiddleware(),
        ResolveStringReferencesMiddleware(),
        RemoveEnclosingMiddleware(),
        _SplitNamesMiddleware(),
        _CachedLatexDecodingMiddleware(),
    ]
    library = bibtexparser.parse_string(head, parse_stack=middlewares)
    records = limit_records(_records(library.blocks))
    if len(head) < len(text) and len(records) <= MAX_RECORDS:
        records.append(overflow_record(text[len(head) :]))
    return records


def _limit_entries(text: str) -> str:
    """Return the start of a file, with about as many entries as are read."""
    starts = (match.start() for match in ENTRY_START.finditer(text))
    end = next((start for count, start in enumerate(starts) if count > MAX_RECORDS), len(text))
    return text[:end]


def _records(blocks: Iterable[Block]) -> Iterator[Record]:
    for block in blocks:
        if isinstance(block, Entry):
            yield _record(block)
        elif isinstance(block, ParsingFailedBlock):
            problem = _("The entry on line %(line)d has a wrong bracket, comma or quotation mark.")
            line = (block.start_line or 0) + 1
            yield unreadable_record(block.raw or "", problem % {"line": line})


def _record(entry: Entry) -> Record:
    given: dict[str, str] = {}
    people: dict[str, list[Author]] = {name: [] for name in NAME_FIELDS}
    notes = []
    for field in entry.fields:
        if field.key not in NAME_FIELDS:
            given.setdefault(field.key, single_line(_field_value(field)))
        elif (author := _author(field.value)) != Author(family="others"):
            people[field.key].append(author)
        else:
            notes.append(_("The list of authors ends in “and others”. Add them."))
    values: dict[str, Any] = {
        name: next((given[key] for key in keys if given.get(key)), "")
        for name, keys in FIELD_NAMES.items()
    }
    values |= {
        "kind": _kind(entry.entry_type, given, values["container"]),
        "title": ": ".join(filter(None, (given.get("title"), given.get("subtitle")))),
        "authors": people["author"],
        "editors": people["editor"],
        "pages": re.sub(r" *[-–—]+ *", "-", given.get("pages", "")),
        "issn": re.split(r"[,;]", values["issn"]),
        "isbn": re.split(r"[,;]", values["isbn"]),
        "url": _url(given),
    }
    if given.get("eprinttype", "").lower() == "pubmed":
        values["pmid"] = values["pmid"] or given.get("eprint", "")
    return build_record(values, entry.raw or "", notes)


def _field_value(field: Field) -> str:
    """Return the value of a field; verbatim ones lose only their backslashes and braces."""
    if field.key not in VERBATIM_FIELDS or field.key == "howpublished":
        return field.value
    return ESCAPED.sub(lambda match: match[1] or match[2], field.value)


def _author(name: NameParts | str) -> Author:
    if isinstance(name, str):
        return Author(group=single_line(name))
    family, given, suffix = (" ".join(part) for part in (name.von + name.last, name.first, name.jr))
    return build_person(family, given, suffix)


def _kind(entry_type: str, given: dict[str, str], container: str) -> SourceKind:
    server = " ".join((container, given.get("howpublished", ""), given.get("archiveprefix", "")))
    if entry_type in {"article", "misc", "techreport"} and PREPRINT_SERVER.search(server):
        return SourceKind.PREPRINT
    return KIND_BY_TYPE.get(entry_type) or guess_kind(container, _url(given))


def _url(given: dict[str, str]) -> str:
    match = URL.search(given.get("howpublished", ""))
    return given.get("url") or (match[0] if match else "")
