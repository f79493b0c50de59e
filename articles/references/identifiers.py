"""Numbers that name a source: each cleaner returns the normal form, "" for nothing typed.

A text that cannot be such a number raises ValueError with a message for the editor.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from django.utils.translation import gettext as _

DOI = r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/"
DOI_WHOLE = re.compile(DOI + r'[^\s"]+')
DOI_PREFIX = re.compile(
    r"[(<\[ ]*(?:info:doi/|doi ?[:.=]? ?)?(?P<address>(?:https?://)?(?:dx\.|www\.)?doi\.org/)?"
    r"(?:doi:)?(?=10\.)",
    re.IGNORECASE,
)
DOI_IN_TEXT = re.compile(rf'(?P<address>doi\.org/)?(?<![0-9.])(?P<doi>{DOI}[^\s"]+)', re.IGNORECASE)
# Two of them without a space between.
DOI_SEAM = re.compile(rf"[,;|](?=(?:https?://|doi|{DOI}))", re.IGNORECASE)
TRAILING_PUNCTUATION = ".,;:!?'\"’”»…"
OPENING_BRACKETS = {")": "(", "]": "[", ">": "<", "}": "{"}

PMID_URL = r"pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/"
PMID_IN_TEXT = re.compile(
    rf"(?:\bPMID\s{{0,4}}[:.]?\s{{0,4}}|{PMID_URL})0*([1-9][0-9]{{0,7}})(?![0-9])",
    re.IGNORECASE,
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
    """ "10.1038/nrdp.2015.22" of an address, of "doi: 10…" or of the number alone."""
    doi = _strip_invisible(text)
    if lead := DOI_PREFIX.match(doi):
        doi = doi[lead.end() :]
        doi = _doi_from_url(doi) if lead["address"] else doi
    doi = _strip_punctuation(doi).lower()
    if doi and not DOI_WHOLE.fullmatch(doi):
        raise ValueError(
            _("This is not a DOI. A DOI starts with 10. and has no spaces: 10.1038/nrdp.2015.22.")
        )
    return doi


def clean_pmid(text: str) -> str:
    """ "16942945" of an address at PubMed, of "PMID: 16942945" or of the number alone."""
    given = _strip_invisible(text).rstrip(".;,")
    if not given:
        return ""
    found = PMID_IN_TEXT.search(given)
    number = found[1] if found else given.lstrip("0")
    if not re.fullmatch(r"[1-9][0-9]{0,7}", number):
        raise ValueError(_("This is not a PubMed number. It has up to eight digits: 16942945."))
    return number


def clean_pmcid(text: str) -> str:
    """ "PMC3173870" of an address at PubMed Central, of "PMCID: …" or of the number alone."""
    given = _strip_invisible(text)
    if not given:
        return ""
    found = PMCID_IN_TEXT.search(given)
    if not found:
        raise ValueError(_("This is not a PubMed Central number. It starts with PMC: PMC3173870."))
    return f"PMC{found[1]}"


def clean_issn(text: str) -> str:
    """ "1234-567X", with its check digit right."""
    issn = _compact(ISSN_LABEL.sub("", _strip_invisible(text)))
    if not issn:
        return ""
    if not re.fullmatch(r"[0-9]{7}[0-9X]", issn):
        raise ValueError(_("This is not an ISSN. It has eight digits: 1526-5900."))
    if _weighted_sum(issn, range(8, 0, -1)) % 11:
        raise ValueError(_("This ISSN has a wrong digit. Compare it with the journal."))
    return f"{issn[:4]}-{issn[4:]}"


def clean_isbn(text: str) -> str:
    """Ten or thirteen digits without hyphens, with the check digit right."""
    isbn = _compact(ISBN_LABEL.sub("", _strip_invisible(text)))
    if not isbn:
        return ""
    if not re.fullmatch(r"[0-9]{9}[0-9X]|97[89][0-9]{10}", isbn):
        raise ValueError(
            _("This is not an ISBN. It has ten digits, or thirteen that start with 978 or 979.")
        )
    wrong = (
        _weighted_sum(isbn, range(10, 0, -1)) % 11
        if len(isbn) == 10
        else _weighted_sum(isbn, (1, 3) * 6 + (1,)) % 10
    )
    if wrong:
        raise ValueError(_("This ISBN has a wrong digit. Compare it with the book."))
    return isbn


def clean_registration(text: str) -> str:
    """ "NCT01234567", "ISRCTN12345678", "2004-000000-00", or a number of another registry."""
    given = DASHES.sub("-", _strip_invisible(text)).rstrip(".;,")
    if not given:
        return ""
    number = re.sub(r"\s+", "", EUDRACT.sub("", given))
    known = re.match(r"(?:NCT|ISRCTN)(?=[0-9])", number, re.IGNORECASE)
    if known or "://" in number:
        found = REGISTRY_NUMBER.search(number)
        if not found or (known and found[0] != number):
            raise ValueError(
                _("This is not a registration. Give its number alone, such as NCT01234567.")
            )
        return found[0].upper()
    if not (REGISTRATION.fullmatch(number) and re.search(r"[0-9]", number)):
        raise ValueError(
            _("A registration has letters, digits, hyphens and strokes only: NCT01234567.")
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
    """Every DOI in a text, in normal form, once each, in order."""
    found: dict[str, None] = {}
    for match in DOI_IN_TEXT.finditer(text):
        first, *others = DOI_SEAM.split(match["doi"])
        whole = _doi_from_url(first) if match["address"] else first
        found[_strip_punctuation(whole).lower()] = None
        found |= dict.fromkeys(doi for other in others for doi in find_dois(other))
    return [doi for doi in found if DOI_WHOLE.fullmatch(doi)]


def find_pmids(text: str) -> list[str]:
    """Every PubMed number that is marked as one ("PMID: 16942945", an address), once each."""
    return list(dict.fromkeys(PMID_IN_TEXT.findall(text)))


def _strip_invisible(text: str) -> str:
    """One line without control characters and marks that cannot be seen, which pasting brings."""
    kept = (
        c for c in text or "" if c.isspace() or unicodedata.category(c) not in INVISIBLE_CATEGORIES
    )
    return " ".join("".join(kept).split())


def _doi_from_url(text: str) -> str:
    """The DOI in the rest of an address: no query, no anchor, nothing percent-encoded."""
    return unquote(re.split(r"[?#]", text, maxsplit=1)[0])


def _strip_punctuation(text: str) -> str:
    """Without the stops of a sentence and the brackets around it, in one pass from the end."""
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


def _compact(text: str) -> str:
    """Digits and a check letter, without the hyphens, spaces and notes around them."""
    return re.sub(r"[\s-]", "", DASHES.sub("-", TRAILING_NOTE.sub("", text))).upper()


def _weighted_sum(digits: str, weights: Iterable[int]) -> int:
    """Sum that a right check digit makes divisible; X counts ten."""
    return sum(
        weight * (10 if digit == "X" else int(digit))
        for digit, weight in zip(digits, weights, strict=True)
    )
