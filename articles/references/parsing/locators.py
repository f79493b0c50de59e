"""Find volume, issue and pages at the end of a text, in the notation of any style."""

import re
from dataclasses import dataclass
from typing import Any

from articles.references.parsing.sentences import clean_pages, strip_punctuation
from articles.references.parsing.trailers import YEAR

MAX_LOCATOR_LENGTH = 160
MAX_YEAR_LENGTH = 30
MONTH_WORD = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|June|July"
    r"|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter)"
)
# "May 2012", "3 May 2012", "May 3, 2012", "Jan./Feb. 2012", "2012 May 3", "2012"
MONTHS = rf"{MONTH_WORD}\.?(?:\s?[-–/]\s?{MONTH_WORD}\.?)?"
DATE = (
    rf"(?:(?:\d{{1,2}}\s)?{MONTHS}(?:\s\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?)?,?\s{YEAR}"
    rf"|{YEAR}(?:,?\s{MONTHS}(?:\s\d{{1,2}})?)?)"
)
DATE_ALONE = re.compile(rf"\(?(?:published\s|online\s|on\s)*{DATE}\)?", re.IGNORECASE)
YEAR_IN_DATE = re.compile(YEAR)

PAGE = r"(?:[A-Za-z]{0,5}[-.]?\d[\w.]{0,16}|[ivxlcdm]{1,8}\b)"
PAGES = (
    rf"(?P<pages>{PAGE}(?:\s?[-–—‐−]{{1,2}}\s?(?:{PAGE}|\+))?"
    r"(?:[,;]\s?\d+(?:\s?[-–—]\s?\d+)?){0,3})"
)
VOLUME = (
    r"(?P<volume>(?:[A-Z]{1,3}-?)?\d{1,5}[A-Za-z]{0,2}(?:\s?[-–/]\s?\d{1,4})?"
    r"(?:\s(?:Suppl?|Pt|Part|Spec(?:ial)?)\b\.?(?:\s?(?:No|Issue)\.?)?(?:\s?\w{1,4})?)?"
    r"|Suppl?\b\.?\s\w{1,4}|[IVXLC]{1,7})"
)
ISSUE = r"\s?\((?P<issue>[^()]{1,50})\)"
PAGE_MARK = r"(?:pp?\b\.?\s?|pages?\s|Article\s(?:ID\s|no\.?\s|number\s)?|Art\.\s(?:no\.?\s)?)?"
YEAR_BEHIND = rf"(?:,?\s\((?P<when>{DATE})\)|,\s(?P<when2>{DATE}))?"
ENDINGS = [
    re.compile(pattern + r"$", re.IGNORECASE)
    for pattern in (
        # 27, no. 5 (May 2012): 288–295 · 27, no. 5: 288
        rf"(?P<start>[,.]?\s){VOLUME},?\s(?:no|nr|issue)\.?\s(?P<issue>[\w–/-]{{1,12}})"
        rf"(?:,?\s\((?P<when>[^()]{{0,20}}{YEAR})\))?\s?[:,]\s?{PAGE_MARK}{PAGES}",
        # 27 (2012): 288–295
        rf"(?P<start>[,.]?\s){VOLUME}\s\((?P<when>[^()]{{0,20}}{YEAR})\)\s?[:,]\s?{PAGE_MARK}{PAGES}",
        # 70(5), 806–8 · 70 (5): 806–8 · 70(5), Article e12
        rf"(?P<start>[,.]?\s)(?:vol\.?\s)?{VOLUME}{ISSUE}\s?[,:]{{1,2}}\s?{PAGE_MARK}{PAGES}"
        + YEAR_BEHIND,
        # 1979, 36, 1215–1218 · (1979) 36:1215
        rf"(?P<start>[,.]?\s)\(?(?P<when>{YEAR})\)?[,;]?\s(?:vol\.?\s)?{VOLUME}(?:{ISSUE})?\s?[,:]\s?"
        rf"{PAGE_MARK}{PAGES}",
        # 70, 806–808 (2011) · 70:806–808
        rf"(?P<start>[,.]?\s)(?:vol\.?\s)?{VOLUME}\s?[,:]{{1,2}}\s?{PAGE_MARK}{PAGES}{YEAR_BEHIND}",
        # 70(5) · 70 (5)
        rf"(?P<start>[,.]?\s){VOLUME}{ISSUE}",
        # (115), 77–92 · (3/4)
        rf"(?P<start>[,.]?)\s\((?P<issue>[^()]{{1,30}})\)(?:\s?[,:]\s?{PAGE_MARK}{PAGES})?",
        # 70
        rf"(?P<start>,?\s)(?:vol\.\s)?(?P<volume>\d{{1,4}}){YEAR_BEHIND}",
        # 12 7–14
        rf"(?P<start>\s)(?P<volume>\d{{1,4}})\s(?P<pages>{PAGE}\s?[-–—]\s?{PAGE})",
        # New York Times A20 · Journal 141–148
        r"(?P<start>\s)(?P<pages>[A-Z]?\d+\s?[-–—]\s?[A-Z]?\d+|[A-Z]\d{1,3})",
        # pages only
        rf"(?P<start>[,:]\s)(?:pp?\.\s?)?{PAGES}{YEAR_BEHIND}",
    )
]
YEAR_AT_END = re.compile(
    rf"(?:[,.]?\s\((?P<bracketed>{DATE})\)|[.,]\s(?P<bare>{DATE}))$", re.IGNORECASE
)
BARE_VOLUME = re.compile(
    r",?\s(?P<volume>(?:\d{1,4}\s)?Suppl\.?\s\w{1,4}|[A-Z]?\d{1,4}(?=\s?\()|\d{1,3}|[IVX]{1,6})"
    r"(?:\s?\((?P<issue>[^()]{1,30})\))?$"
)
BARE_ISSUE = re.compile(r",\s\((?P<issue>\w{0,6}\s?\d[^()]{0,20})\)$")
LABELLED = (
    ("pages", re.compile(rf"(?:pp?\.?|pages?)\s?({PAGE}(?:\s?[-–—‐−]{{1,2}}\s?{PAGE})?\+?)")),
    (
        "pages",
        re.compile(r"Art(?:icle|\.)?\s(?:(?:no|number|ID)\.?\s)?(\w*\d\w*)", re.IGNORECASE),
    ),
    (
        "volume",
        re.compile(
            r"vol(?:ume|s)?\.?\s?(\w{1,12}(?:[-–/]\w{1,6})?(?:\sSuppl\w*\.?\s?\w*)?)", re.IGNORECASE
        ),
    ),
    (
        "issue",
        re.compile(
            r"(?:no|nr|issue|number|iss)s?\.?\s?(\w{1,12}(?:[-–/]\w{1,6})*(?:\s\w+)?)",
            re.IGNORECASE,
        ),
    ),
    ("issue", re.compile(r"((?:special\sissue|suppl(?:ement)?\.?)(?:\s\w+)?)", re.IGNORECASE)),
)
COMMA = re.compile(r"[,;]\s|(?<=[\d)])\.\s|\s(?=\((?:vol|no|pp?)\b)")
DAY = re.compile(rf"(?:{MONTHS}\s\d{{1,2}}|\d{{1,2}}\s{MONTHS}|{MONTHS})", re.IGNORECASE)
NAME_IN_BRACKETS = re.compile(r"(?!Suppl|Spec|Part|[IVXLC]+$)[^\d]{3,}")
BEFORE_LABEL = re.compile(r"\s(?=(?:vol|no|pp?)\.\s?\w)")


@dataclass(frozen=True)
class Locator:
    """The place of an article in its journal, and the text before it."""

    before: str
    fields: dict[str, Any]


def find_locators(text: str, *, is_dated: bool = False) -> list[Locator]:
    """Return the ways to read volume, issue, pages and year at the end of a text, best first.

    If the text is dated, a volume that looks like a year is a volume.
    """
    text = text.rstrip(" .,;:")
    behind = YEAR_AT_END.search(text, max(0, len(text) - MAX_YEAR_LENGTH))
    if behind and is_dated and re.fullmatch(YEAR, behind["bare"] or ""):
        # Page 1510 of "34(10), 1510".
        behind = None
    year_behind = behind and (behind["bracketed"] or behind["bare"])
    if behind:
        text = text[: behind.start()].rstrip(" .,;:")
    found = (
        [_read_labelled(text, year_behind, is_dated=is_dated)]
        if re.search(r"\d", text[-MAX_LOCATOR_LENGTH:])
        else []
    )
    offset = max(0, len(text) - MAX_LOCATOR_LENGTH)
    tail = text[offset:]
    for pattern in ENDINGS:
        if match := pattern.search(tail):
            groups = match.groupdict()
            fields = {
                name: value for name in ("volume", "issue", "pages") if (value := groups.get(name))
            }
            when = groups.get("when") or groups.get("when2") or year_behind
            before = text[: offset + match.start("start")]
            found.append(_locator(before, fields, when, is_dated=is_dated))
            break
    if behind and not found:
        found.append(_locator(text, {}, year_behind))
    return [one for one in found if one]


def _locator(
    before: str, fields: dict[str, Any], when: str | None, *, is_dated: bool = False
) -> Locator | None:
    if "pages" in fields:
        fields["pages"] = clean_pages(fields["pages"])
    for name in {"volume", "issue"} & fields.keys():
        fields[name] = strip_punctuation(fields[name]).replace("–", "-")
    if DAY.fullmatch(fields.get("issue", "")):
        del fields["issue"]
    if "volume" not in fields and NAME_IN_BRACKETS.fullmatch(fields.get("issue", "")):
        # "The Age (Melbourne, Australia)"
        before = f"{before.rstrip()} ({fields.pop('issue')})"
    if re.fullmatch(YEAR, fields.get("volume", "")) and not when and not is_dated:
        fields["year"] = int(fields.pop("volume"))
    if when and (year := YEAR_IN_DATE.search(when)):
        fields["year"] = int(year[0])
    before = before.rstrip(" ,;:")
    if not fields.keys() & {"volume", "issue"} and (
        match := BARE_VOLUME.search(before) or BARE_ISSUE.search(before)
    ):
        fields |= {name: value for name, value in match.groupdict().items() if value}
        before = before[: match.start()].rstrip(" ,;:")
    return Locator(before, fields)


def _read_labelled(
    text: str, year_behind: str | None = None, *, is_dated: bool = False
) -> Locator | None:
    """Return "vol. 27, no. 5, May 2012, pp. 288–95" in any order of its parts."""
    fields: dict[str, Any] = {}
    when, end = None, len(text)
    starts = [match.start() for match in COMMA.finditer(text, max(0, end - MAX_LOCATOR_LENGTH))]
    starts += [m.start() for m in BEFORE_LABEL.finditer(text, max(0, end - MAX_LOCATOR_LENGTH))]
    for start in sorted(set(starts), reverse=True):
        part = text[start:end].strip(" ,;.()")
        if not part:
            continue
        value = next(
            (
                (name, match[1])
                for name, pattern in LABELLED
                if name not in fields and (match := pattern.fullmatch(part))
            ),
            None,
        )
        if value:
            fields[value[0]] = value[1]
        elif when is None and DATE_ALONE.fullmatch(part) and not (is_dated and part.isdigit()):
            when = part
        elif DAY.fullmatch(part):
            when = f"{part} {when or ''}"
        else:
            break
        end = start
    return _locator(text[:end], fields, when or year_behind) if fields or when else None
