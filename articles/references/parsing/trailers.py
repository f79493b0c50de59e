"""Extract identifiers, URLs and dates from the end of a reference in any style."""

import re
from datetime import date
from typing import Any

from articles.references.identifiers import CLEANERS, find_dois, find_pmids, strip_end
from articles.references.publication_dates import MONTH_NUMBERS

YEAR = r"(?:1[5-9]|20|21)\d\d"
DAY = r"(?:\d{4}[ -]\w{2,9}\.?[ -]\d{1,2}|\w{1,9}\.?[ ]\w{1,9}\.?,?[ ]\d{4})(?!\w)"
CITED_DATE = re.compile(
    rf"\s*[\[(](?:updated [^;\]()]{{1,30}};\s*)?(?:cited|accessed|viewed)(?: on)?:? ({DAY})[\])]",
    re.IGNORECASE,
)
ACCESSED_DATE = re.compile(
    rf"\b(?:Last |Date )?(?:accessed|retrieved|viewed)(?: on)?:? ({DAY})(?:,? from\b:?)?[.,;]?",
    re.IGNORECASE,
)
DOI = re.compile(
    r"""(?:\bAvailable\s(?:from|at)\b:?\s?)?[(\[<]?(?:https?://)?(?:dx\.|www\.)?doi\.org/\S+
    | [(\[]?\bdoi\s?[:=]?\s?(?:https?://\S*?)?10\.\d{4}\S+
    | (?<![\w/.])10\.\d{4,9}(?:\.\d+)*/\S+""",
    re.VERBOSE | re.IGNORECASE,
)
PMID = re.compile(r"\bPMID\s?[:.]?\s?\d{1,8}\b\s?(?:\[[^\]]{1,20}\])?[.;,]?", re.IGNORECASE)
PMCID = re.compile(
    r"(?:\bPMCID\s?[:.]?\s?)?(?<![/\w])(PMC\d{1,10})\b[.;,]?|\bPMCID\s?[:.]?\s?(\d{3,10})\b[.;,]?",
    re.IGNORECASE,
)
URL = re.compile(
    r"(?:(?:\[Online\]\.?,?\s)?\b(?:Available|Retrieved)(?:,?\s(?:from|at|online)\b){0,2}:?\s|\bURL:?\s|\bat\s(?=http))?<?"
    r"((?:https?://|\bwww\.)\S{3,})",
    re.IGNORECASE,
)
IDENTIFIER_SITES = re.compile(
    r"doi\.org/|pubmed\.ncbi\.|ncbi\.nlm\.nih\.gov/(?:m/)?(?:pubmed/|pmc/|articles/PMC)",
    re.IGNORECASE,
)
PMC_SITE = re.compile(r"ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/(PMC\d{1,10})", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s?([\dX][\dX\s-]{8,16}[\dX])\b[.;,]?", re.IGNORECASE)
ISSN = re.compile(r"\b[ep]?ISSN:?\s?(\d{4}-?\d{3}[\dX])\b[.;,]?", re.IGNORECASE)
REGISTRATION = re.compile(
    r"\b(?:identifier|registration)(?: number| no\.?)?:?\s(?=\S*\d)([\w/-]{4,60})[.;,]?",
    re.IGNORECASE,
)
REGISTRY_NUMBER = re.compile(r"(?<![/\w])(?:NCT\d{8}|ISRCTN\d{6,10})\b", re.IGNORECASE)
# Notes on the publication of an article, which are dropped.
PUBLICATION_NOTES = re.compile(
    rf"""[\[(]?\b(?:(?:vol\.?[ ])?(?:Online|Publish(?:ed)?)[ ]ahead[ ]of[ ]print
      | Epub(?:[ ]ahead[ ]of[ ]print|,?[ ]{YEAR}(?:[ ][A-Z][a-z]{{2,8}}\.?)?(?:[ ]\d{{1,2}})?)
        (?:[ ]ahead[ ]of[ ]print)?)[\])]?[.;,]?
    | ;\s?published[ ]online(?:[ ][A-Z][a-z]{{2,8}}\.?(?:[ ]\d{{1,2}})?)?\.?
    | \[(?:PubMed|Google[ ]Scholar|Cross[ ]?Ref|(?:PMC[ ])?free[ ](?:article|full[ ]text)|DOI
      | Medline|Web[ ]of[ ]Science|Scopus)\]
    | ;?\s?\[about[ ][^\]]{{1,20}}\]""",
    re.VERBOSE | re.IGNORECASE,
)
# "Published online November 20, 1969:27-33", of which the year belongs to the pages.
ONLINE_DATE = re.compile(
    rf"(?<=\.\s)Published online (?:[A-Z][a-z]{{2,8}} \d{{1,2}}, )?(?={YEAR}:)"
)
POSTED = re.compile(
    rf"(?:^|(?<=[.?!”\"]\s))(Preprint posted|Preprint|Published|Posted|Updated"
    rf"|Last (?:updated|reviewed|modified))"
    rf"(?:\s(?:online\s|on\s)?([^.;]{{0,24}}?)({YEAR})(?:\s[A-Z][a-z]{{2,8}}(?:\s\d{{1,2}})?)?)?"
    rf"(?:\.(?=\s|$)|$)"
)
# "10.1000/a.PMID: 1", where a space is missing.
GLUED_LABEL = re.compile(r"(?<=[\w)])\.(?=(?:PMC?ID|Epub|Available|Accessed|PubMed|Retrieved)\b)")
# "S1526-5900(20)30045-1", which stands in place of pages before an article has any.
PII = re.compile(r"\s?[:;]\s?S?\d{4}-?\d{3}[\dX]\(\d\d\)\d{5}-?[\dX]\b")
AHEAD_OF_PRINT = re.compile(r"\s*\[published online ahead of print[^\]]{0,30}\]", re.IGNORECASE)
EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]|<\s*>")
CHECKED_IDENTIFIERS = (
    ("isbn", ISBN, ("isbn",)),
    ("issn", ISSN, ("issn",)),
    ("registration", REGISTRATION, ("identifier", "registration")),
)


def extract_trailers(text: str) -> tuple[str, dict[str, Any]]:
    """Return the reference without its trailers, and the fields of `Source` in them.

    The field "posted" is the word that AMA puts before the year, such as "Published".
    """
    fields: dict[str, Any] = {}
    text = GLUED_LABEL.sub(". ", text)
    text = _extract_access_date(text, fields)
    text = _extract_identifiers_and_url(text, fields)
    for name, pattern, hints in CHECKED_IDENTIFIERS:
        if _contains_any(text, *hints):
            text = _extract_checked_identifier(text, name, pattern, fields)
    if _contains_any(text, "nct", "isrctn") and (match := REGISTRY_NUMBER.search(text)):
        fields.setdefault("registration", match[0].upper())
    if _contains_any(text, "epub", "online", "print", "["):
        text = ONLINE_DATE.sub(" ", AHEAD_OF_PRINT.sub("", text))
        text = PUBLICATION_NOTES.sub(" ", text)
    text = PII.sub("", text) if ")" in text else text
    return _extract_posted(" ".join(EMPTY_BRACKETS.sub(" ", text).split()), fields), fields


def _contains_any(text: str, *hints: str) -> bool:
    """Return True if the text has one of the hints, a cheap test before a pattern is tried."""
    lower = text.lower()
    return any(hint in lower for hint in hints)


def _extract_access_date(text: str, fields: dict[str, Any]) -> str:
    if not _contains_any(text, "cited", "accessed", "retrieved", "viewed"):
        return text
    for pattern in (CITED_DATE, ACCESSED_DATE):
        match = pattern.search(text)
        if match and (day := parse_date(match[1])):
            fields.setdefault("accessed", day)
            before, after = text[: match.start()], text[match.end() :]
            text = before + (after[1:] if before.endswith(".") and after[:1] == "." else after)
    return text


def _extract_identifiers_and_url(text: str, fields: dict[str, Any]) -> str:
    """Extract DOI, PubMed IDs and URL; the numbers may be part of a URL."""
    dois = find_dois(text) if "10." in text else []
    pmids = find_pmids(text) if _contains_any(text, "pmid", "pubmed") else []
    pmcid = (PMCID.search(text) or PMC_SITE.search(text)) if _contains_any(text, "pmc") else None
    if dois:
        fields["doi"] = dois[0]
        text = DOI.sub(" ", text)
    if pmids:
        fields["pmid"] = pmids[0]
        text = PMID.sub(" ", text)
    if _contains_any(text, "://", "www."):
        urls = [url for url in URL.findall(text) if not IDENTIFIER_SITES.search(url)]
        if urls:
            fields["url"] = strip_end(urls[0])
        text = URL.sub(" ", text)
    if pmcid:
        number = next(filter(None, pmcid.groups())).upper().removeprefix("PMC")
        fields["pmcid"] = f"PMC{number.lstrip('0')}"
        text = PMCID.sub(" ", text)
    return text


def _extract_checked_identifier(
    text: str, name: str, pattern: re.Pattern[str], fields: dict[str, Any]
) -> str:
    """Extract an identifier that its cleaner accepts; a wrong one stays in the text."""
    match = pattern.search(text)
    if not match:
        return text
    try:
        fields[name] = CLEANERS[name](match[1])
    except ValueError:
        return text
    before = text[: match.start()].rstrip()
    stop = "." if before[-1:].isalnum() else ""
    return f"{before}{stop} {text[match.end() :]}"


def _extract_posted(text: str, fields: dict[str, Any]) -> str:
    """Extract "Published October 7, 2020." and "Preprint posted online 2020."."""
    for match in POSTED.finditer(text):
        fields.setdefault("posted", match[1])
        if match[3]:
            fields.setdefault("year", int(match[3]))
    return " ".join(POSTED.sub(" ", text).split())


def parse_date(text: str) -> date | None:
    """Return the date of "2024 Nov 22", "November 22, 2024", "22 Nov. 2024" or "2024-11-22"."""
    parts = re.findall(r"\w+", text)
    if len(parts) != 3:
        return None
    year, month, day = parts if len(parts[0]) == 4 and parts[0].isdigit() else reversed(parts)
    if not day.isdigit():
        month, day = day, month
    try:
        return date(int(year), MONTH_NUMBERS.get(month[:3].lower()) or int(month), int(day))
    except ValueError:
        return None
