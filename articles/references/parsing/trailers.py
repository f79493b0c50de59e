"""What stands at the end of a reference in any style: numbers, addresses and days."""

import re
from datetime import date
from typing import Any

from articles.references.identifiers import CLEANERS, find_dois, find_pmids

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
    r"(?:\b(?:Available|Retrieved) (?:(?:from|at|online)\b:?\s?){0,2}|\bURL:?\s)?<?"
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
# Words about the way in which an article came out; none of them is kept.
PUBLICATION_NOTES = re.compile(
    rf"""[\[(]?\b(?:Online[ ]ahead[ ]of[ ]print
      | Epub(?:[ ]ahead[ ]of[ ]print|,?[ ]{YEAR}(?:[ ][A-Z][a-z]{{2,8}}\.?)?(?:[ ]\d{{1,2}})?)
        (?:[ ]ahead[ ]of[ ]print)?)[\])]?[.;,]?
    | \[(?:PubMed|Google[ ]Scholar|Cross[ ]?Ref|(?:PMC[ ])?free[ ](?:article|full[ ]text)|DOI
      | Medline|Web[ ]of[ ]Science|Scopus)\]
    | ;?\s?\[about[ ][^\]]{{1,20}}\]""",
    re.VERBOSE | re.IGNORECASE,
)
POSTED = re.compile(
    rf"(?:^|(?<=[.?!”\"]\s))(Preprint posted|Preprint|Published|Posted|Updated"
    rf"|Last (?:updated|reviewed|modified))"
    rf"(?:\s(?:online\s|on\s)?([^.;]{{0,24}}?)({YEAR})(?:\s[A-Z][a-z]{{2,8}}(?:\s\d{{1,2}})?)?)?"
    rf"(?:\.(?=\s|$)|$)"
)
EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]|<\s*>")
TRAILING_PUNCTUATION = ".,;:!?'\"’”»>"
OPENING_BRACKETS = {")": "(", "]": "["}


def extract_trailers(text: str) -> tuple[str, dict[str, Any]]:
    """The reference without them, and the fields of `Source` that they give.

    "posted" among the fields is the word of AMA that stands before the year.
    """
    fields: dict[str, Any] = {}
    text = _extract_access_date(text, fields)
    text = _extract_identifiers_and_url(text, fields)
    for name, pattern, *hints in (
        ("isbn", ISBN, "isbn"),
        ("issn", ISSN, "issn"),
        ("registration", REGISTRATION, "identifier", "registration"),
    ):
        text = (
            _extract_checked_identifier(text, name, pattern, fields)
            if _contains_any(text, *hints)
            else text
        )
    registered = REGISTRY_NUMBER.search(text) if _contains_any(text, "nct", "isrctn") else None
    if registered:
        fields.setdefault("registration", registered[0].upper())
    text = PUBLICATION_NOTES.sub(" ", text) if _contains_any(text, "epub", "online", "[") else text
    return _extract_posted(" ".join(EMPTY_BRACKETS.sub(" ", text).split()), fields), fields


def _contains_any(text: str, *hints: str) -> bool:
    """Whether a text has one of these at all, which is told sooner than where it is."""
    lower = text.lower()
    return any(hint in lower for hint in hints)


def _extract_access_date(text: str, fields: dict[str, Any]) -> str:
    if not _contains_any(text, "cited", "accessed", "retrieved", "viewed"):
        return text
    for pattern in (CITED_DATE, ACCESSED_DATE):
        found = pattern.search(text)
        day = found and parse_date(found[1])
        if found and day:
            fields.setdefault("accessed", day)
            before, behind = text[: found.start()], text[found.end() :]
            text = before + (behind[1:] if before.endswith(".") and behind[:1] == "." else behind)
    return text


def _extract_identifiers_and_url(text: str, fields: dict[str, Any]) -> str:
    """DOI, PubMed's numbers and the address, each as a number or inside an address."""
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
            fields["url"] = _strip_punctuation(urls[0])
        text = URL.sub(" ", text)
    if pmcid:
        number = next(filter(None, pmcid.groups())).upper().removeprefix("PMC")
        fields["pmcid"] = f"PMC{number.lstrip('0')}"
        text = PMCID.sub(" ", text)
    return text


def _extract_checked_identifier(
    text: str, name: str, pattern: re.Pattern[str], fields: dict[str, Any]
) -> str:
    """A number that its check digit confirms; a wrong one stays where it is."""
    found = pattern.search(text)
    if not found:
        return text
    try:
        fields[name] = CLEANERS[name](found[1])
    except ValueError:
        return text
    before = text[: found.start()].rstrip()
    stop = "." if before[-1:].isalnum() else ""
    return f"{before}{stop} {text[found.end() :]}"


def _extract_posted(text: str, fields: dict[str, Any]) -> str:
    """ "Published October 7, 2020." and "Preprint posted online 2020."; the first one counts."""
    for found in POSTED.finditer(text):
        fields.setdefault("posted", found[1])
        if found[3]:
            fields.setdefault("year", int(found[3]))
    return " ".join(POSTED.sub(" ", text).split())


def parse_date(text: str) -> date | None:
    """The day of "2024 Nov 22", "November 22, 2024", "22 Nov. 2024" or "2024-11-22"."""
    parts = re.findall(r"\w+", text)
    if len(parts) != 3:
        return None
    year, month, day = parts if len(parts[0]) == 4 and parts[0].isdigit() else reversed(parts)
    if not month.isdigit() or not day.isdigit():
        month, day = (month, day) if day.isdigit() else (day, month)
        if month[:3].lower() not in MONTHS:
            return None
        month = str(MONTHS.index(month[:3].lower()) + 1)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _strip_punctuation(address: str) -> str:
    """Without the stop of the sentence and without a bracket that was opened before it."""
    while address:
        last = address[-1]
        opened = OPENING_BRACKETS.get(last)
        if last not in TRAILING_PUNCTUATION and not (
            opened and address.count(opened) < address.count(last)
        ):
            break
        address = address[:-1]
    return address
