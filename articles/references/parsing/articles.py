"""Journal articles and preprints: what stands before "2006;7(9):611-4"."""

import re
from typing import Any

from articles.references.parsing.authors_or_title import join_sentences, read_authors_or_title
from articles.references.parsing.sentences import (
    INTERNET_MARKER,
    YEAR_ALONE,
    clean_pages,
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
      (?:\s?:\s?(?P<pages>[^\s;:()][^;:()]{{0,60}}?))?
    |
      \s?:\s?(?P<only_pages>[A-Za-z]{{0,6}}\d[^;:()\s]{{0,40}}?)
    )
    (?=\.\s|[.;]?\s*$|;\s|\s\[)""",
    re.VERBOSE,
)
PREPRINT = re.compile(r"\s*\[Preprint\]", re.IGNORECASE)
PREPRINT_SERVERS = re.compile(
    r"(?:arxiv|(?:bio|med|chem)rxiv|(?:psy|soc)arxiv|research square|ssrn|preprints\.org"
    r"|osf preprints|authorea)(?: preprints?)?",
    re.IGNORECASE,
)
# Words of journals that are written with stops: "J. Pain", "Proc. Natl. Acad. Sci.".
ABBREVIATED_JOURNAL_WORD = re.compile(
    r"(?:The )?(?:Acad|Acta|Adv|Am|Anaesth|Anal|Anesth|Ann|Annu|Appl|Arch|Assoc|Biochem|Biol|Br|Can"
    r"|Chem|Clin|Curr|Dis|Engl|Epidemiol|Eur|Exp|Gen|Hum|Immunol|Int|J|Lett|Med|Mol|N|Nat|Natl"
    r"|Neurol|Neurosci|Opin|Pharmacol|Phys|Physiol|Proc|Psychiatry|Psychol|Publ|Q|Res|Rev|Rheum"
    r"|Rheumatol|Scand|Sci|Soc|Surg|Ther|Trans)\."
)


def read_article(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """The fields of an article with a year and a place in its journal; None without such a place.

    "left" among the fields is what stands behind the place, such as where an erratum is.
    """
    places = [place for place in YEAR_VOLUME_PAGES.finditer(text) if any(place.groups()[1:])]
    if not places:
        return None
    # "2010: 5" may be part of a title, "2010;5" is none.
    place = next((found for found in places if not found["only_pages"]), places[0])
    found = read_authors_and_titles(text[: place.start()])
    issue = " ".join(filter(None, (place["issue"], (place["more"] or "").strip())))
    return found | {
        "year": int(place["year"]),
        "volume": strip_punctuation(place["volume"] or ""),
        "issue": strip_punctuation(issue),
        "pages": clean_pages(place["pages"] or place["only_pages"] or ""),
        "left": text[place.end() :],
    }


def read_article_without_volume(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """An article or a preprint with a year alone, or with a DOI or PubMed number and no year.

    None for what names neither its authors nor a number, and for what was visited like a page.
    """
    parts = split_sentences(text)
    year = YEAR_ALONE.fullmatch(strip_punctuation(parts[-1])) if parts else None
    before = text[: text.rindex(parts[-1])] if year else text
    found = read_authors_and_titles(before)
    if "Preprint" in fields.get("posted", ""):
        found["kind"] = SourceKind.PREPRINT.value
    if found["kind"] == SourceKind.ARTICLE and not _is_article(before, bool(year), found, fields):
        return None
    return found | ({"year": int(year[1])} if year else {})


def _is_article(before: str, dated: bool, found: dict[str, Any], fields: dict[str, Any]) -> bool:
    """Whether something without a volume is an article, rather than a page or no source at all."""
    medium = INTERNET_MARKER.search(before)
    numbered = bool(fields.keys() & {"doi", "pmid", "pmcid"})
    visited = "accessed" in fields or fields.get("posted") == "Published"
    if (visited and not numbered) or (medium and re.search(r"\w", before[medium.end() :])):
        return False
    by_persons = any(author.family for author in found["authors"])
    if not found["container"]:
        return by_persons and not medium and (numbered or (dated and "url" not in fields))
    return numbered or (by_persons and (dated or "year" in fields))


def read_authors_and_titles(text: str) -> dict[str, Any]:
    """Authors, title and journal of the text before the year; a single sentence is the title."""
    is_preprint = bool(PREPRINT.search(text))
    text = INTERNET_MARKER.sub("", PREPRINT.sub("", text))
    authors, parts = read_authors_or_title(text, others=2)
    first = len(parts) - 1 if len(parts) > 1 else len(parts)
    while 1 < first < len(parts) and ABBREVIATED_JOURNAL_WORD.fullmatch(parts[first - 1]):
        first -= 1
    container = join_sentences(parts[first:])
    is_preprint = is_preprint or bool(PREPRINT_SERVERS.fullmatch(container))
    return {
        "kind": SourceKind.PREPRINT.value if is_preprint else SourceKind.ARTICLE.value,
        "authors": authors,
        "title": join_sentences(parts[:first]),
        "container": container,
    }
