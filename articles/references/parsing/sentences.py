"""Split a reference into sentences and tidy their text."""

import re

from articles.references.parsing.trailers import YEAR

SENTENCE_END = re.compile(r"[.?!…。？！؟۔।][\"'”’»]*\s+")
# A full stop after these ends no sentence, and neither does one between "p" and a page.
ABBREVIATION = re.compile(r"(?:^|\W)(?:vs|st|mt|ft|dr|no|nos|vol)$", re.IGNORECASE)
PAGE_MARK = re.compile(r"(?:^|\W)pp?$")
PAGE = re.compile(r"[A-Za-z]{0,3}\d|[ivxlc]+\b")
# "U.S. Food and Drug Administration", "St. John A"
# "W." of "Philadelphia: W. B. Saunders", "J." of "J. Pain"
INITIAL = re.compile(r"[.:;,(–]\s[^\W\d_a-z]$")
UNFINISHED_NAME = re.compile(r"(?:^|[,;]\s)(?:[A-Z]\.[A-Z]|Ste?)$")

INTERNET_MARKER = re.compile(r"\s*\[(?:Internet|Online|Web ?page|Website)\]", re.IGNORECASE)
YEAR_ALONE = re.compile(rf"[c©]?({YEAR})(?:\s[A-Z][a-z]{{2,8}}\.?(?:\s\d{{1,2}})?)?")
DASHES = re.compile(r"\s?[\u2010-\u2015\u2212]\s?")


def split_sentences(text: str) -> list[str]:
    """Return the sentences in order, each with the mark at its end."""
    sentences, start = [], 0
    for end in SENTENCE_END.finditer(text):
        before, after = text[max(start, end.start() - 8) : end.start()], text[end.end() :][:8]
        is_inside = text[end.start()] == "." and (
            ABBREVIATION.search(before)
            or UNFINISHED_NAME.search(before)
            or _is_initial(text, start, end.start())
            or (PAGE_MARK.search(before) and PAGE.match(after))
        )
        if not is_inside:
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if re.search(r"\w", sentence)]


def _is_initial(text: str, start: int, stop: int) -> bool:
    """Return True if the letter before a full stop is no word, as in "Philadelphia: W. B."."""
    return stop == start + 1 or bool(INITIAL.search(text[max(stop - 3, 0) : stop]))


def strip_punctuation(text: str) -> str:
    """Return a field without commas around it and one full stop; other end marks stay."""
    text = text.strip(" ,;:")
    return text[:-1].rstrip(" ,;:") if text.endswith(".") and not text.endswith("..") else text


def join_sentences(parts: list[str]) -> str:
    """Return a title of several sentences."""
    return strip_punctuation(" ".join(parts))


def clean_pages(text: str) -> str:
    """Return pages with plain hyphens, abbreviated as they were."""
    return DASHES.sub("-", strip_punctuation(text)).replace(" - ", "-")
