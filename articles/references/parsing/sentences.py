"""Sentences of a reference, and what a single one of them says."""

import re
from typing import Any

from articles.references.parsing.author_names import UNFINISHED_NAME, read_author_list
from articles.references.parsing.trailers import YEAR

SENTENCE_END = re.compile(r"[.?!…。？！؟۔।][\"'”’»]*\s+")
# A stop behind these ends no sentence; behind "p" where pages follow.
ABBREVIATION = re.compile(r"(?:^|\W)(?:vs|st|mt|ft|dr|no|nos|vol)$", re.IGNORECASE)
PAGE_MARK = re.compile(r"(?:^|\W)pp?$")
PAGE = re.compile(r"[A-Za-z]{0,3}\d|[ivxlc]+\b")

INTERNET_MARKER = re.compile(r"\s*\[(?:Internet|Online|Web ?page|Website)\]", re.IGNORECASE)
EDITION = re.compile(r"(\S{1,20}(?:\s\S{1,20}){0,2}?),?\s(?:ed|edn|edition)", re.IGNORECASE)
VOLUME = re.compile(r"Vol(?:ume|\.)?\s(\S.{0,40})")
REPORT = re.compile(r"Report (?:No\.?|number)\s?:?\s?(\S.{0,60})", re.IGNORECASE)
PAGE_COUNT = re.compile(r"(\d{1,5}) ?p(?:ages|p)?")
PAGES = re.compile(r"pp?\.?\s?(\S*\d\S*(?:\s?[–-]\s?\S+)?)")
SERIES = re.compile(r"\((.{3,})\)")
EDITORS = re.compile(r"(.{3,}?),?\s(?:\((?:editors?|eds?)\.?\)|(?<=,\s)(?:editors?|eds?))")
IMPRINT = re.compile(
    rf"(?:(?P<place>[^:;]{{1,120}}):\s+)?(?P<publisher>[^;]{{1,255}});\s*[c©]?(?P<year>{YEAR})"
    r"(?:[-–]\d{2,4})?(?:\s?:\s?(?P<pages>\S.{0,60}))?"
)
IMPRINT_WITH_COMMA = re.compile(
    rf"(?P<place>[^:;]{{1,120}}):\s+(?P<publisher>[^;:]{{1,255}}),\s*[c©]?(?P<year>{YEAR})"
)
YEAR_ALONE = re.compile(rf"[c©]?({YEAR})(?:\s[A-Z][a-z]{{2,8}}\.?(?:\s\d{{1,2}})?)?")
DASHES = re.compile(r"\s?[\u2010-\u2015\u2212]\s?")


def split_sentences(text: str) -> list[str]:
    """The sentences in order, each with the mark at its end."""
    found, start = [], 0
    for end in SENTENCE_END.finditer(text):
        before, behind = text[max(start, end.start() - 8) : end.start()], text[end.end() :][:8]
        inside = text[end.start()] == "." and (
            ABBREVIATION.search(before)
            or UNFINISHED_NAME.search(before)
            or (PAGE_MARK.search(before) and PAGE.match(behind))
        )
        if not inside:
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if re.search(r"\w", sentence)]


def strip_punctuation(text: str) -> str:
    """A field without the stop and the commas around it; other marks at its end stay."""
    text = text.strip(" ,;:")
    return text[:-1].rstrip(" ,;:") if text.endswith(".") and not text.endswith("..") else text


def clean_pages(text: str) -> str:
    """Pages with plain hyphens, as they were abbreviated."""
    return DASHES.sub("-", strip_punctuation(text)).replace(" - ", "-")


def read_detail(sentence: str) -> dict[str, Any]:
    """What a sentence after the title says of a book, by field; empty for a sentence of words.

    Internet only says that the book is there to be read, and gives no field.
    """
    text = strip_punctuation(sentence)
    if found := IMPRINT.fullmatch(text) or IMPRINT_WITH_COMMA.fullmatch(text):
        fields: dict[str, Any] = {k: v.strip() for k, v in found.groupdict().items() if v}
        fields["year"] = int(found["year"])
        return fields | ({"pages": clean_pages(found["pages"])} if "pages" in fields else {})
    if found := YEAR_ALONE.fullmatch(text):
        return {"year": int(found[1])}
    if found := EDITORS.fullmatch(text):
        return {"editors": read_author_list(found[1].rstrip(","))}
    if found := PAGES.fullmatch(text):
        return {"pages": clean_pages(found[1])}
    for name, pattern in (
        ("edition", EDITION),
        ("volume", VOLUME),
        ("issue", REPORT),
        ("pages", PAGE_COUNT),
        ("container", SERIES),
    ):
        if found := pattern.fullmatch(text):
            return {name: strip_punctuation(found[1])}
    return {}
