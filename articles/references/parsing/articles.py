"""Read journal articles and preprints: the text before "2006;7(9):611-4"."""

import re
from typing import Any

from articles.references.parsing.imprints import take_editors
from articles.references.parsing.leading_authors import read_authors_or_title
from articles.references.parsing.locators import MONTHS
from articles.references.parsing.sentences import (
    INTERNET_MARKER,
    YEAR_ALONE,
    clean_pages,
    join_sentences,
    split_sentences,
    strip_punctuation,
)
from articles.references.parsing.trailers import YEAR
from articles.references.source import SourceKind

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)"
YEAR_VOLUME_PAGES = re.compile(
    rf"""(?<![\w/;:-])(?<!;\s)(?P<year>{YEAR})(?:[ ,]{{1,2}}{MONTH}[^;:()]{{0,20}})?
    (?:
      \s?;\s?(?P<volume>[^():;]{{0,40}}?)
      (?:\s?\((?P<issue>[^()]{{1,60}})\)(?P<more>\s?[^():;.]{{1,20}})?)?
      (?:(?:\s?:{{1,2}}\s?(?:pp?\.\s?)?|,?\s(?:pp?\.|pages?)\s?)(?P<pages>[^\s;:()][^;:()]{{0,60}}?))?
    |
      \s?:\s?(?P<only_pages>[A-Za-z]{{0,6}}\d[^;:()\s]{{0,40}}?)
    )
    (?=\.\s|[.;]?\s*$|;\s|\s\[)""",
    re.VERBOSE,
)
# "2010;1–3", where the volume is missing.
PAGES_AS_VOLUME = re.compile(r"[A-Za-z]?\d{1,5}\s?[-–—]\s?[A-Za-z]?\d{1,5}|[a-z]*\d{6,}")
NUMBERED_VOLUME = re.compile(r"(?:\w+\s?)?\w*\d|[IVXLC]+$|suppl", re.IGNORECASE)
DAY_AT_END = re.compile(
    rf"(?<=[.?!]\s)(?:{MONTHS}(?:\s\d{{1,2}})?|\d{{1,2}}\s{MONTHS}),?\s?$", re.IGNORECASE
)
PREPRINT = re.compile(r"\s*\[Preprint\]", re.IGNORECASE)
PREPRINT_SERVERS = re.compile(
    r"(?:arxiv|(?:bio|med|chem)rxiv|(?:psy|soc)arxiv|research square|ssrn|preprints\.org"
    r"|osf preprints|authorea)(?: preprints?)?",
    re.IGNORECASE,
)
# Words of journal titles with full stops: "J. Pain", "Proc. Natl. Acad. Sci.".
ABBREVIATED_JOURNAL_WORD = re.compile(
    r"(?:The )?(?:Acad|Acta|Adv|Am|Anaesth|Anal|Anesth|Ann|Annu|Appl|Arch|Assoc|Biochem|Biol|Br|Can"
    r"|Chem|Clin|Curr|Dis|Engl|Epidemiol|Eur|Exp|Gen|Hum|Immunol|Int|J|Lett|Med|Mol|N|Nat|Natl"
    r"|Neurol|Neurosci|Opin|Pharmacol|Phys|Physiol|Proc|Psychiatry|Psychol|Publ|Q|Res|Rev|Rheum"
    r"|Rheumatol|Scand|Sci|Soc|Surg|Ther|Trans)\."
)


def read_article(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields of an article; None without a year that has a volume or pages.

    The field "left" is the text after the pages, such as the location of an erratum.
    """
    matches = [match for match in YEAR_VOLUME_PAGES.finditer(text) if any(match.groups()[1:])]
    if not matches:
        return None
    # "2010: 5" may be part of a title, "2010;5" is not, and a volume has a number.
    placed = [match for match in matches if not match["only_pages"]]
    numbered = (match for match in placed if NUMBERED_VOLUME.match(match["volume"] or "0"))
    match = next(numbered, [*placed, matches[0]][0])
    issue = " ".join(filter(None, (match["issue"], (match["more"] or "").strip())))
    volume = strip_punctuation(match["volume"] or "")
    pages = clean_pages(match["pages"] or match["only_pages"] or "")
    if not pages and PAGES_AS_VOLUME.fullmatch(volume):
        volume, pages = "", clean_pages(volume)
    # "The Times. March 2, 2014:A5"
    before = DAY_AT_END.sub("", text[: match.start()])
    return _read_authors_and_titles(before) | {
        "year": int(match["year"]),
        "volume": volume,
        "issue": strip_punctuation(issue),
        "pages": pages,
        "left": text[match.end() :],
    }


def read_article_without_volume(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields of an article or preprint with only a year, DOI or PubMed ID.

    None if it has neither authors nor an identifier, or if it was accessed like a web page.
    """
    parts = split_sentences(text)
    year = YEAR_ALONE.fullmatch(strip_punctuation(parts[-1])) if parts else None
    before = text[: text.rindex(parts[-1])] if year else text
    found = _read_authors_and_titles(before)
    if "Preprint" in fields.get("posted", ""):
        found["kind"] = SourceKind.PREPRINT.value
    if found["kind"] == SourceKind.ARTICLE and not _is_article(before, bool(year), found, fields):
        return None
    return found | ({"year": int(year[1])} if year else {})


def _is_article(before: str, dated: bool, found: dict[str, Any], fields: dict[str, Any]) -> bool:
    """Return True if text without a volume is an article and not a web page or prose."""
    medium = INTERNET_MARKER.search(before)
    numbered = bool(fields.keys() & {"doi", "pmid", "pmcid"})
    visited = "accessed" in fields or fields.get("posted") == "Published"
    if (visited and not numbered) or (medium and re.search(r"\w", before[medium.end() :])):
        return False
    by_persons = any(author.family for author in found["authors"])
    if not found["container"]:
        return by_persons and not medium and (numbered or (dated and "url" not in fields))
    return numbered or (by_persons and (dated or "year" in fields))


def _read_authors_and_titles(text: str) -> dict[str, Any]:
    """Return authors, title and journal of the text before the year."""
    is_preprint = bool(PREPRINT.search(text))
    text = INTERNET_MARKER.sub("", PREPRINT.sub("", text))
    authors, parts = read_authors_or_title(text, others=2)
    parts, editors = take_editors(parts)
    first = len(parts) - 1 if len(parts) > 1 else len(parts)
    while 1 < first < len(parts) and ABBREVIATED_JOURNAL_WORD.fullmatch(parts[first - 1]):
        first -= 1
    container = join_sentences(parts[first:])
    is_preprint = is_preprint or bool(PREPRINT_SERVERS.fullmatch(container))
    return {
        "kind": SourceKind.PREPRINT.value if is_preprint else SourceKind.ARTICLE.value,
        "authors": authors,
        "editors": editors,
        "title": join_sentences(parts[:first]),
        "container": container,
    }
