"""RIS: what every reference manager reads and writes. Tags are parsed and printed by rispy.

`read(write(sources))` gives the same sources: what RIS has no tag for is kept in custom tags.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import compress
from operator import not_
from typing import Any

from rispy.config import TAG_KEY_MAPPING
from rispy.parser import RisParser
from rispy.writer import RisWriter

from articles.references.authors import Author, parse_author
from articles.references.formats.publication_types import detect_study_type
from articles.references.formats.record import Record, build_record, limit_records, single_line
from articles.references.identifiers import find_dois
from articles.references.source import Source, SourceKind

# The tags of a field, the one that is written first. Pages (SP, EP), ISSN and ISBN (both SN) and
# the custom tags are apart.
FIELD_TAGS = {
    "title": ("TI", "T1", "CT"),
    "authors": ("AU", "A1"),
    "editors": ("A2", "ED"),
    "container": ("T2", "JF", "JO", "BT"),
    "container_short": ("J2", "JA"),
    "year": ("PY", "Y1", "DA"),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "edition": ("ET",),
    "doi": ("DO", "DI"),
    "pmid": ("AN",),
    "pmcid": ("C2",),
    "url": ("UR",),
    "accessed": ("Y2",),
}
# Other programs put other things into these, so each value says what it is.
CUSTOM_TAGS = {
    "registration": ("C3", "Registration: "),
    "study_type": ("C4", "Study type: "),
    "state": ("C5", "State: "),
    "state_note": ("C6", "Notice: "),
}
KIND_TAGS = {
    SourceKind.ARTICLE: ("JOUR", "EJOUR", "JFULL", "MGZN", "NEWS", "ABST", "INPR", "SER"),
    SourceKind.BOOK: ("BOOK", "EBOOK", "EDBOOK", "CLSWK", "ANCIENT"),
    SourceKind.CHAPTER: ("CHAP", "ECHAP", "CONF", "CPAPER", "DICT", "ENCYC"),
    SourceKind.REPORT: (
        "RPRT",
        "GOVDOC",
        "STAND",
        "THES",
        "PAMP",
        "BILL",
        "CASE",
        "LEGAL",
        "STAT",
        "DATA",
    ),
    SourceKind.WEB_PAGE: (
        "ELEC",
        "WEB",
        "BLOG",
        "ICOMM",
        "DBASE",
        "AGGR",
        "MULTI",
        "VIDEO",
        "SOUND",
    ),
    SourceKind.PREPRINT: ("UNPB", "MANSCPT"),
}
KIND_BY_TAG = {tag: kind for kind, tags in KIND_TAGS.items() for tag in tags}
# A registration is a report to RIS, and the kind of work (M3) tells the two apart.
WORK_TYPES = {SourceKind.TRIAL: "Clinical trial registration", SourceKind.PREPRINT: "Preprint"}
TRIAL_WORK_TYPE = re.compile(r"trial regist", re.IGNORECASE)

EXTRA_TAGS = ("BT", "CP", "CT", "DI", "ED", "L3", "PP", *(f"U{n}" for n in range(1, 6)))
TAGS = {tag: tag.lower() for tag in (*TAG_KEY_MAPPING, *EXTRA_TAGS)}
LINE = re.compile(r"[ \t]*([A-Z][A-Z0-9])([ \t]{0,3})-([ \t]*)(.*)")
PAGE_RANGE = re.compile(r"([^\s-]+)-([^\s-]+)")
END_OF_RECORD = "\nER  - "
NEXT_URL = re.compile(r";\s*(?=https?://)")
PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)
ISBN_LENGTHS = (10, 13)

Values = dict[str, list[str]]


class _Writer(RisWriter):
    REFERENCE_TYPE_KEY = "ty"

    def set_header(self, count):
        """No number in front of a record: not every program skips it."""
        return ""


def read(text: str) -> list[Record]:
    """A record for each TY … ER, or for each TY where the ER is missing."""
    parser = RisParser(
        mapping=TAGS, list_tags=[tag for tag in TAGS if tag != "TY"], delimiter_tags_mapping={}
    )
    return limit_records(
        build_record(_values(parser.parse(whole)[0]), original)
        for whole, original in _split_records(text)
    )


def write(sources: Iterable[Source]) -> str:
    """The sources as a RIS file."""
    writer = _Writer(
        mapping=TAGS, list_tags=[tag for tag in TAGS if tag != "TY"], delimiter_tags_mapping={}
    )
    return writer.formats([_to_ris_tags(source) for source in sources])


def _split_records(text: str) -> Iterator[tuple[str, str]]:
    """Each record twice: with one line for each tag and an end, and as it stands in the file."""
    parts: list[str] = []
    original: list[str] = []
    for line in text.split("\n"):
        tag, value = _split_line(line)
        if tag in {"TY", "ER"} and parts:
            yield "".join([*parts, END_OF_RECORD]), "\n".join(original)
            parts, original = [], []
        if tag == "TY":
            parts.append(f"TY  - {value.upper()}")
        elif tag and tag != "ER":
            # A record that lost its first line is still one.
            parts = parts or ["TY  - "]
            parts.append(f"\n{tag}  - {value}")
        elif parts and line:
            parts.append(f" {value}")
        if parts:
            original.append(line)
    if parts:
        yield "".join([*parts, END_OF_RECORD]), "\n".join(original)


def _split_line(line: str) -> tuple[str, str]:
    """The tag of a line, "" for one that runs on; many programs are careless with the spaces."""
    found = LINE.match(line)
    if not found:
        return "", line.strip()
    tag, gap, space, value = found.groups()
    value = value.strip()
    if tag == "TY" or (tag == "ER" and not value):
        return tag, value
    is_tag = gap and (space or not value) and (gap == "  " or tag in TAGS)
    return (tag, value) if is_tag else ("", line.strip())


def _values(tagged: dict[str, Any]) -> dict[str, Any]:
    """The raw values of a source from the tags of a record."""
    given: Values = {
        tag.upper(): [value for value in map(single_line, values) if value]
        for tag, values in tagged.items()
        if isinstance(values, list)
    }
    works = [work for text in given.get("M3", ()) for work in text.split(";")]
    values: dict[str, Any] = {name: _first_value(given, tags) for name, tags in FIELD_TAGS.items()}
    values |= {name: _custom_value(given, *custom) for name, custom in CUSTOM_TAGS.items()}
    values["kind"] = _kind(tagged["ty"].partition(" ")[0], given, works)
    values["authors"] = map(parse_author, given.get("AU", []) + given.get("A1", []))
    values["editors"] = map(parse_author, given.get("A2", []) + given.get("ED", []))
    values["pages"] = _pages(given)
    values["study_type"] = values["study_type"] or detect_study_type(works)
    values["url"] = NEXT_URL.split(values["url"])[0]
    values["doi"] = values["doi"] or find_dois(" ".join(given.get("M3", []) + given.get("L3", [])))
    values |= _serial_numbers(given)
    values |= _pubmed_numbers(given)
    _resolve_titles(values, given)
    return values


def _first_value(given: Values, tags: Iterable[str]) -> str:
    return next((value for tag in tags for value in given.get(tag, ())), "")


def _custom_value(given: Values, tag: str, name: str) -> str:
    """The value of a custom tag, if it is ours."""
    ours = (value for value in given.get(tag, ()) if value.startswith(name))
    return next(ours, "").removeprefix(name)


def _kind(tag: str, given: Values, works: list[str]) -> SourceKind:
    if any(TRIAL_WORK_TYPE.search(work) for work in works):
        return SourceKind.TRIAL
    if any(work.strip().lower() == "preprint" for work in works):
        return SourceKind.PREPRINT
    if tag in KIND_BY_TAG:
        return KIND_BY_TAG[tag]
    if _first_value(given, ("T2", "JF", "JO", "J2", "JA")):
        return SourceKind.ARTICLE
    return SourceKind.WEB_PAGE if given.get("UR") else SourceKind.REPORT


def _pages(given: Values) -> str:
    """ "356-363" of its two ends; some programs put the range or the same page into both."""
    start, end = _first_value(given, ("SP",)), _first_value(given, ("EP",))
    return start if start == end or "-" in start else "-".join(filter(None, (start, end)))


def _serial_numbers(given: Values) -> dict[str, list[str]]:
    """SN holds ISSNs and ISBNs, several of them in a line; their lengths tell them apart."""
    numbers = [number for value in given.get("SN", ()) for number in re.split(r"[;,\n]", value)]
    is_book = [len(re.findall(r"[\dXx]", number)) in ISBN_LENGTHS for number in numbers]
    return {
        "isbn": list(compress(numbers, is_book)),
        "issn": list(compress(numbers, map(not_, is_book))),
    }


def _pubmed_numbers(given: Values) -> dict[str, str]:
    """AN and C2 are PubMed's only if they look like it: other databases have numbers too."""
    pmid, pmcid, database = (_first_value(given, (tag,)) for tag in ("AN", "C2", "DB"))
    is_pmid = re.fullmatch(r"\d{1,8}", pmid) and (not database or PUBMED.search(database))
    return {
        "pmid": pmid if is_pmid else "",
        "pmcid": pmcid if re.fullmatch(r"PMC\d+", pmcid, re.IGNORECASE) else "",
    }


def _resolve_titles(values: dict[str, Any], given: Values) -> None:
    """JO is the abbreviated journal where the full one is given too; BT may be the book's title."""
    journal = _first_value(given, ("JO",))
    if not values["container_short"] and len(journal) < len(values["container"]):
        values["container_short"] = journal
    if not values["title"] and values["kind"] == SourceKind.BOOK:
        values["title"], values["container"] = values["container"], ""


def _to_ris_tags(source: Source) -> dict[str, Any]:
    """The tags of a record in the order in which they are written."""
    kind = SourceKind(source.kind)
    pages = PAGE_RANGE.fullmatch(source.pages)
    values: dict[str, Any] = {
        tags[0]: [getattr(source, name) or ""] for name, tags in FIELD_TAGS.items()
    }
    values |= {
        "AU": map(_ris_name, source.authors),
        "A2": map(_ris_name, source.editors),
        "Y2": [source.accessed.isoformat().replace("-", "/") if source.accessed else ""],
        "M3": [WORK_TYPES.get(kind, "")],
        "SN": [source.issn, source.isbn],
        "SP": [pages[1] if pages else source.pages],
        "EP": [pages[2] if pages else ""],
    }
    if pages and pages[1] == pages[2]:
        values |= {"SP": [source.pages], "EP": []}
    for name, (tag, label) in CUSTOM_TAGS.items():
        value = getattr(source, name)
        values[tag] = [f"{label}{value}" if value else ""]
    lines = {
        tag.lower(): [line for line in map(single_line, all_) if line]
        for tag, all_ in values.items()
    }
    return {"ty": KIND_TAGS.get(kind, KIND_TAGS[SourceKind.REPORT])[0], **lines}


def _ris_name(author: Author) -> str:
    """ "Family, Given, Suffix", as RIS wants it, where the same author is read from that."""
    whole = ", ".join([author.family, author.given, author.suffix]).removesuffix(", ").strip()
    return whole if parse_author(whole) == author else author.line
