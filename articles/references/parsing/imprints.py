"""Take publisher, place, year, edition, editors and pages out of the text about a book."""

import re
from typing import Any

from articles.references.authors import Author
from articles.references.parsing.author_lists import is_author_list, read_author_list
from articles.references.parsing.locators import DATE, DAY, MONTH_WORD, PAGE
from articles.references.parsing.sentences import clean_pages, split_sentences, strip_punctuation
from articles.references.parsing.trailers import YEAR

# Text of a name without the end of a sentence: "W. B. Saunders", "St. Louis", "Washington, D.C."
NAME = (
    r"(?:[^.:;()\[\]?!“”]|(?<=\b[A-Z])\.|(?<=\bSt)\.|(?<=\bCo)\.|(?<=\bInc)\.|(?<=\bLtd)\."
    r"|(?:(?<=\bCorp)|(?<=\bDept)|(?<=\bGovt)|(?<=\bInst)|(?<=\bSupt)|(?<=\bTech)|(?<=\bUniv)"
    r"|(?<=\bVerl)|(?<=\b[Pp]rint)|(?<=\bAssn))\.|\.(?=[A-Z\w])|\([A-Z]{2}\))"
)
PLACE = rf"(?P<place>\[?[^\W\d_]{NAME}{{1,70}}(?:\s?;\s?{NAME}{{2,40}})?\]?)"
PUBLISHER = rf"(?P<publisher>[^\W_]{NAME}{{1,150}}?)"
YEAR_GROUP = rf"[c©]?(?P<year>{YEAR})(?:[-–]\d{{2,4}})?"
START = r"(?:^|(?<=[.?!”’\"),]\s)|(?<=[.?!]\())"
IMPRINTS = [
    re.compile(pattern)
    for pattern in (
        # (Dover, New York, 1964)
        rf"[,.]?\s?\((?P<publisher>[^():]{{2,140}}?)(?:,\s(?P<place>[^():\d]{{2,60}}?))?,\s{YEAR_GROUP}\)$",
        # (New York: Dover, 1964) · (New York: Dover)
        rf"[,.]?\s?\({PLACE}:\s(?P<publisher>[^():]{{2,140}}?)(?:[,;]\s?{YEAR_GROUP})?\)$",
        # New York: Dover; 1964 · New York: Dover, 1964 · New York: Dover 1964 · New York: Dover
        rf"{START}{PLACE}\s?:\s{PUBLISHER}(?:(?:[,;]\s?|\s){YEAR_GROUP}(?:\s{MONTH_WORD}[^:;]{{0,8}})?)?$",
        # Dover; 1964 · Dover, 1964
        rf"{START}{PUBLISHER}[;,]\s?(?:(?:\d{{1,2}}\s)?{MONTH_WORD}\.?\s)?{YEAR_GROUP}"
        rf"(?:\s{MONTH_WORD}[^:;]{{0,8}})?$",
        # (University of Toronto Press)
        r",\s\((?P<publisher>[^():]{2,140}?)\)$",
    )
]
# A character that each of them needs, a cheap test before it is tried at every place.
SIGNS_OF_IMPRINTS = (")", ")", ":", "", ")")
IMPRINT_START = re.compile(r"[.?!”’\"),]\s")
PLACE_ALONE = re.compile(r"[A-Z][^\W\d_]+(?:[\s-][^\W\d_]+){0,2}")
PLACE_AND_COUNTRY = re.compile(
    r"(?P<publisher>[^,;:]{3,100}\b(?:[Pp]ress|Librar\w+|Verlag|Publish\w+|Books))"
    r",\s(?P<place>[A-Z][^\W\d_]+(?:[\s-][^\W\d_]+){0,2}"
    r"(?:,\s[A-Z][\w.’ ]{1,30}){1,2}(?:\s?;\s?[A-Z][^,;:]{2,20})?)"
)
INITIAL_BEFORE = re.compile(r"(?:^|[\s.])[A-Z]\.\s$")
COUNTRY = re.compile(r"(?:USA|U\.S\.A\.|UK|[A-Z]{2})\s?(?:[:,]|$)|(?:Inc|Ltd|LLC|Co)\b")
DATE_OR_DAY = re.compile(rf"(?:published |online )*(?:{DATE}|{DAY.pattern})", re.IGNORECASE)
EDITION = re.compile(
    r"[\s,.(]{1,3}(?P<edition>(?:\d{1,3}(?:st|nd|rd|th)?|[A-Z][a-z]{2,11}|[A-Z][a-z]{2,3}\.)"
    r"(?:\s(?:rev(?:ised)?\.?|[a-z]{2,9}\.?|[A-Z][a-z]+)){0,2}?)"
    r",?\s[Ee]d(?:ition|n)?\b\.?[),]?",
)
THESIS = re.compile(
    r"[\s,.]{0,3}[\[(]?(?:(?:Unpublished|Published)\s)?(?P<thesis>(?:PhD"
    r"|Ph\.D\.|MSc|M\.Sc\.|MA|M\.A\.|Doctoral|Master['’]?s?|MD"
    r"|Bachelor['’]?s?|Habilitation|Undergraduate|Diploma)\s?(?:[Tt]hesis|[Dd]issertation|[Dd]iss\.)"
    r"|[Dd]issertation|[Tt]hesis|doctoral thesis)(?=[\],.;)(]|\sat\s|$)"
    r"(?:,\s(?P<school>[^\])]{3,120}))?[\])]?",
)
# A cheap test before the pattern is tried at every place.
THESIS_HINT = re.compile("[Tt]hesis|[Dd]iss")
REPORT_NUMBER = re.compile(
    r"[\s,.]{0,3}\(?(?:Technical\s|Tech\.\s|Research\s)?(?:Report|Rep\.|Working Paper|Paper)"
    r"\s?(?:[Nn]o\.?|[Nn]umber|\#)?:?\s(?P<issue>[\w/.-]*\d[\w/-]*)\)?(?=[\s,.;:)]|$)"
)
VOLUME = re.compile(
    r"[\s,.(]{0,4}\b[Vv]ol(?:ume|s)?\.?\s(?P<volume>\w{1,8})(?!\sand\b|\s?[–-])(?=[\s,.;:)]|$)\)?"
)
PAGES = re.compile(
    rf"[\s,.;:(]{{0,4}}\b(?:pp?\.?|pages)\s?"
    rf"(?P<pages>{PAGE}(?:\s?[-–—‐]{{1,2}}\s?{PAGE})?)\)?(?=[\s,.;:)]|$)"
)
BARE_PAGES = re.compile(
    r"[\s,:]{1,3}(?P<pages>[A-Za-z]?\d{1,5}\s?[-–—]\s?[A-Za-z]?\d{1,5})(?=$|\s\(|\.)"
)
PAGES_AFTER_YEAR = re.compile(r"(?<=[\s;c]\d{4}):\s?(?P<pages>[A-Za-z]?\d\w*(?:\s?[-–—]\s?\w+)?)$")
EDITORS_ALONE = re.compile(r"(.{3,400}),\s(?:editors?|eds?)\.?")
EDITED_BY = re.compile(
    r"[,.]?\s(?:edited by|[Ee]ds?\. by|herausgegeben von)\s(?P<editors>[^\d:;“”]{4,300}?)"
    rf"(?=(?<!\b[A-Z])\.(?:\s|$)|,\s[^,]{{2,80}},\s{YEAR}|,\s(?:vol|no|pp?)\.|,\s\d+[–-]|\s\(|$)"
)
EDITORS_FIRST = re.compile(
    r"^(?:(?:[Ii]n:?|[Ee]ds?\.)\s)?(?P<editors>[^“”()\d]{3,400}?),?\s"
    r"(?:[(\[](?:[Ee]ds?|[Ee]ditors?|[Hh]rsg)\.?[)\]][.,:]?|(?:[Ee]ds?|editors?)[.,:])\s*(?=\S)"
)
EDITORS_BEHIND = re.compile(
    r"\s?[(\[](?:[Ee]ds?\.?|editors?|[Ee]dited by)\s(?P<editors>[^()\[\]]{3,300})[)\]]"
    r"|\s\((?P<editors4>[^()]{3,300}),\seds?\.?\)"
    r"|,\s(?P<editors2>(?:[A-Z]\.[\s-]?)+[^():;\d]{2,250}?),\s[Ee]ds?\.,?(?=\s|$)"
    r"|,\s[Ee]ds?\.\s(?P<editors3>[^():;\d]{4,250}?)(?=\s\(|,\s\(|$)"
)


def take_details(text: str, *, is_chapter: bool = False) -> tuple[str, dict[str, Any]]:
    """Return the text without edition, volume, pages, editors and report number, and these."""
    fields: dict[str, Any] = {}
    if match := EDITED_BY.search(text):
        fields["editors"] = read_author_list(match["editors"])
        text = f"{text[: match.start()]}. {text[match.end() :].lstrip(' ,.')}"
    elif match := EDITORS_BEHIND.search(text):
        names = next(filter(None, match.groups()))
        fields["editors"] = read_author_list(names)
        behind = text[match.end() :].lstrip(" ,.")
        text = f"{text[: match.start()]}{' ' if behind[:1] in '(0123456789' else '. '}{behind}"
    patterns = [("edition", EDITION), ("issue", REPORT_NUMBER)]
    if is_chapter:
        patterns += [("pages", PAGES), ("volume", VOLUME), ("pages", BARE_PAGES)]
    else:
        patterns.append(("volume", VOLUME))
    for name, pattern in patterns:
        match = pattern.search(text)
        if match and name not in fields and (match.start() or is_chapter):
            value = match[name]
            fields[name] = clean_pages(value) if name == "pages" else strip_punctuation(value)
            behind = text[match.end() :]
            follows = behind[:1] in " ." and behind.lstrip(" .[")[:1].isupper()
            joint = ". " if follows else ""
            text = text[: match.start()] + joint + (behind.lstrip(" .,") if joint else behind)
    return re.sub(r"\s*\(\s*[,;.]*\s*\)", "", text).strip(" ,;"), fields


def take_editors(parts: list[str]) -> tuple[list[str], tuple[Author, ...]]:
    """Return the sentences of a title without one of editors, and these."""
    for place, part in enumerate(parts[1:], start=1):
        if match := EDITORS_ALONE.fullmatch(part):
            editors = read_author_list(match[1])
            if editors and editors[0].family:
                return parts[:place] + parts[place + 1 :], editors
    return parts, ()


def _search(pattern: re.Pattern[str], text: str, *, is_last: bool) -> re.Match[str] | None:
    """Return the first match, or the shortest one at the end of the text if `is_last`."""
    if not is_last or not pattern.search(text):
        return pattern.search(text)
    ends = [match.end() for match in IMPRINT_START.finditer(text)]
    for start in (place for place in reversed(ends) if place):
        # Not "USA: Publisher" of "New York, USA: Publisher".
        is_inside = COUNTRY.match(text, start) or INITIAL_BEFORE.search(text[:start][-5:])
        if not is_inside and (match := pattern.match(text, start)):
            return match
    return pattern.search(text)


def take_imprint(text: str, *, is_last: bool = False) -> tuple[str, dict[str, Any]]:
    """Return the text in front of "Place: Publisher; 1998" in any notation, and these fields.

    With `is_last` a comma may stand before them, as behind the title of a book.
    """
    text = text.rstrip(" .,;")
    for pattern, sign in zip(IMPRINTS, SIGNS_OF_IMPRINTS, strict=True):
        if sign in text and (match := _search(pattern, text, is_last=is_last)):
            groups = match.groupdict()
            fields: dict[str, Any] = {
                name: strip_punctuation(value.strip("[] "))
                for name in ("publisher", "place")
                if (value := groups.get(name))
            }
            if groups.get("year"):
                fields["year"] = int(groups["year"])
            if DATE_OR_DAY.fullmatch(fields.get("publisher", "x")):
                continue
            return text[: match.start()].rstrip(" ,;"), fields
    return text, {}


def split_place(text: str) -> dict[str, str]:
    """Return publisher and place of "Fenwick Press, London" or "Fenwick Press, Ithaca, NY"."""
    if match := PLACE_AND_COUNTRY.fullmatch(text):
        return match.groupdict()
    publisher, comma, place = text.rpartition(", ")
    if comma and PLACE_ALONE.fullmatch(place) and not COUNTRY.match(place):
        return {"publisher": publisher, "place": place}
    return {"publisher": text}


def read_book_of_chapter(text: str) -> dict[str, Any] | None:
    """Return the book that a chapter stands in, with its editors, publisher and pages."""
    fields: dict[str, Any] = {}
    text = text.strip(" .,")
    if match := EDITORS_FIRST.match(text):
        editors = read_author_list(match["editors"])
        if is_author_list(editors):
            fields["editors"], text = editors, text[match.end() :]
    if match := PAGES_AFTER_YEAR.search(text):
        fields["pages"] = clean_pages(match["pages"])
        text = text[: match.start()]
    text, details = take_details(text, is_chapter=True)
    fields = details | fields
    text, imprint = take_imprint(text, is_last=True)
    fields |= imprint
    if "year" not in fields and (match := re.search(rf"[.,;]?\s\(?({YEAR})\)?$", text)):
        fields["year"] = int(match[1])
        text = text[: match.start()]
    parts = split_sentences(text)
    if "publisher" not in fields and len(parts) > 1:
        fields |= split_place(strip_punctuation(parts.pop()))
    container = strip_punctuation(" ".join(parts)).rstrip(" .,")
    if not container:
        return None
    return fields | {"container": container}
