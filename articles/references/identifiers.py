"""Identifiers of a source.

Each cleaner returns the normal form, "" for blank text, and raises ValueError with a message for
editors if the text is not such an identifier.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from django.utils.translation import gettext as _

# Each of these numbers belongs to one source only.
UNIQUE_IDENTIFIERS = ("doi", "pmid", "pmcid")

DOI = r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/"
DOI_WHOLE = re.compile(DOI + r'[^\s"]+')
DOI_PREFIX = re.compile(
    r"[(<\[ ]*(?:info:doi/|doi ?[:.=]? ?)?(?P<address>(?:https?://)?(?:dx\.|www\.)?doi\.org/)?"
    r"(?:doi:)?(?=10\.)",
    re.IGNORECASE,
)
DOI_IN_TEXT = re.compile(rf'(?P<address>doi\.org/)?(?<![0-9.])(?P<doi>{DOI}[^\s"]+)', re.IGNORECASE)
# Two DOIs without a space between them.
DOI_SEAM = re.compile(rf"[,;|](?=(?:https?://|doi|{DOI}))", re.IGNORECASE)
TRAILING_PUNCTUATION = ".,;:!?'\"’”»…"
OPENING_BRACKETS = {")": "(", "]": "[", ">": "<", "}": "{"}

PMID_URL = r"pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/"
PMID_IN_TEXT = re.compile(
    rf"(?:\bPMID\s{{0,4}}[:.]?\s{{0,4}}|{PMID_URL})0*([1-9][0-9]{{0,7}})(?![0-9])", re.IGNORECASE
)
PMCID_IN_TEXT = re.compile(
    r"(?<![A-Z0-9])PMC0*([1-9][0-9]{0,9})(?:\.[0-9]+)?(?![0-9])", re.IGNORECASE
)

INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs"}
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
ISBN_LABEL = re.compile(r"^ISBN(?:[-\s]?1[03](?=[\s:]))?\s*:?\s*", re.IGNORECASE)
ISSN_LABEL = re.compile(r"^[ep]?-?ISSN(?:-L)?\s*:?\s*", re.IGNORECASE)
TRAILING_NOTE = re.compile(r"\s*\([^()]*\)$")

REGISTRY_NUMBER = re.compile(r"(?<![A-Z0-9])(NCT[0-9]{8}|ISRCTN[0-9]+)(?![0-9])", re.IGNORECASE)
EUDRACT = re.compile(
    r"^EudraCT(?:\s+(?:number|no\.?))?\s*:?\s*(?=[0-9]{4}-[0-9]{6}-[0-9]{2}$)", re.IGNORECASE
)
REGISTRATION = re.compile(r"[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*")


def clean_doi(text: str) -> str:
    """Return "10.1038/nrdp.2015.22" for a URL, for "doi: 10…" or for the DOI alone."""
    doi = _strip_invisible(text)
    if lead := DOI_PREFIX.match(doi):
        doi = doi[lead.end() :]
        doi = _doi_from_url(doi) if lead["address"] else doi
    doi = strip_end(doi).lower()
    if doi and not DOI_WHOLE.fullmatch(doi):
        raise ValueError(
            _("This is not a DOI. A DOI starts with 10. and has no spaces: 10.1038/nrdp.2015.22.")
        )
    return doi


def clean_pmid(text: str) -> str:
    """Return "16942945" for a PubMed URL, for "PMID: 16942945" or for the number alone."""
    text = _strip_invisible(text).rstrip(".;,")
    match = PMID_IN_TEXT.search(text)
    number = match[1] if match else text.lstrip("0")
    if text and not re.fullmatch(r"[1-9][0-9]{0,7}", number):
        raise ValueError(_("This is not a PubMed ID. It has up to eight digits: 16942945."))
    return number


def clean_pmcid(text: str) -> str:
    """Return "PMC3173870" for a PubMed Central URL, for "PMCID: …" or for the number alone."""
    text = _strip_invisible(text)
    match = PMCID_IN_TEXT.search(text)
    if text and not match:
        raise ValueError(_("This is not a PubMed Central ID. It starts with PMC: PMC3173870."))
    return f"PMC{match[1]}" if match else ""


def clean_issn(text: str) -> str:
    """Return "1234-567X", after checking its check digit."""
    issn = _compact(ISSN_LABEL.sub("", _strip_invisible(text)))
    if not issn:
        return ""
    if not re.fullmatch(r"[0-9]{7}[0-9X]", issn):
        raise ValueError(_("This is not an ISSN. It has eight digits: 1526-5900."))
    if _weighted_sum(issn, range(8, 0, -1)) % 11:
        raise ValueError(_("This ISSN has a wrong digit. Compare it with the journal."))
    return f"{issn[:4]}-{issn[4:]}"


def clean_isbn(text: str) -> str:
    """Return ten or thirteen digits without hyphens, after checking the check digit."""
    isbn = _compact(ISBN_LABEL.sub("", _strip_invisible(text)))
    if not isbn:
        return ""
    if not re.fullmatch(r"[0-9]{9}[0-9X]|97[89][0-9]{10}", isbn):
        raise ValueError(
            _("This is not an ISBN. It has ten digits, or thirteen that start with 978 or 979.")
        )
    is_short = len(isbn) == 10
    weights = range(10, 0, -1) if is_short else (1, 3) * 6 + (1,)
    if _weighted_sum(isbn, weights) % (11 if is_short else 10):
        raise ValueError(_("This ISBN has a wrong digit. Compare it with the book."))
    return isbn


def clean_registration(text: str) -> str:
    """Return "NCT01234567", "ISRCTN12345678", "2004-000000-00" or that of another registry."""
    number = DASHES.sub("-", _strip_invisible(text)).rstrip(".;,")
    number = re.sub(r"\s+", "", EUDRACT.sub("", number))
    is_known = re.match(r"(?:NCT|ISRCTN)(?=[0-9])", number, re.IGNORECASE)
    if is_known or "://" in number:
        match = REGISTRY_NUMBER.search(number)
        if not match or (is_known and match[0] != number):
            raise ValueError(
                _("This is not a registration number. Enter only the number, such as NCT01234567.")
            )
        return match[0].upper()
    if number and not (REGISTRATION.fullmatch(number) and re.search(r"[0-9]", number)):
        raise ValueError(
            _("A registration number has only letters, digits, hyphens and slashes: NCT01234567.")
        )
    return number


CLEANERS: dict[str, Callable[[str], str]] = {
    "doi": clean_doi,
    "pmid": clean_pmid,
    "pmcid": clean_pmcid,
    "issn": clean_issn,
    "isbn": clean_isbn,
    "registration": clean_registration,
}


def find_dois(text: str) -> list[str]:
    """Return every DOI of a text in normal form, each once, in order."""
    dois: dict[str, None] = {}
    for match in DOI_IN_TEXT.finditer(text):
        first, *others = DOI_SEAM.split(match["doi"])
        whole = _doi_from_url(first) if match["address"] else first
        dois[strip_end(whole).lower()] = None
        dois |= dict.fromkeys(doi for other in others for doi in find_dois(other))
    return [doi for doi in dois if DOI_WHOLE.fullmatch(doi)]


def find_pmids(text: str) -> list[str]:
    """Return every PubMed ID that is marked as one ("PMID: 16942945", a URL), each once."""
    return list(dict.fromkeys(PMID_IN_TEXT.findall(text)))


def strip_end(text: str) -> str:
    """Return a DOI or URL without the punctuation and unopened brackets at its end."""
    spare = {
        close: text.count(close) - text.count(open_) for close, open_ in OPENING_BRACKETS.items()
    }
    end = len(text)
    while end:
        last = text[end - 1]
        if spare.get(last, 0) > 0:
            spare[last] -= 1
        elif last not in TRAILING_PUNCTUATION:
            break
        end -= 1
    return text[:end]


def _strip_invisible(text: str) -> str:
    """Return one line without the control and format characters that pasting brings."""
    seen = (
        c for c in text or "" if c.isspace() or unicodedata.category(c) not in INVISIBLE_CATEGORIES
    )
    return " ".join("".join(seen).split())


def _doi_from_url(path: str) -> str:
    """Return the DOI in the path of a URL: no query, no fragment, not percent-encoded."""
    return unquote(re.split(r"[?#]", path, maxsplit=1)[0])


def _compact(text: str) -> str:
    """Return digits and check letter, without hyphens, spaces and notes."""
    return re.sub(r"[\s-]", "", DASHES.sub("-", TRAILING_NOTE.sub("", text))).upper()


def _weighted_sum(digits: str, weights: Iterable[int]) -> int:
    """Return the sum that a right check digit makes divisible; X counts as ten."""
    values = (10 if digit == "X" else int(digit) for digit in digits)
    return sum(value * weight for value, weight in zip(values, weights, strict=True))
