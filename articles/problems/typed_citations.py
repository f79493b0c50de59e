"""Find citations typed by hand: "(5)", "[1-3]", "pain.¹".

They name a number that no longer fits once sources are added. A number in brackets may mean
something else, so the rules look at the words around it.
"""

import re
from typing import NamedTuple

SEPARATOR = r"\s?[,;–-]\s?"
SUPERSCRIPT_NUMBER = r"[¹²³⁴-⁹][⁰¹²³⁴-⁹]?"
TYPED_CITATION = re.compile(
    rf"""
    \( (?P<round> [1-9]\d?(?:{SEPARATOR}[1-9]\d?)* ) \)
    | \[ (?P<square> [1-9]\d{{0,2}}(?:{SEPARATOR}[1-9]\d{{0,2}})* ) \]
    | (?P<raised> {SUPERSCRIPT_NUMBER}(?:[,⁻–-]{SUPERSCRIPT_NUMBER})* )
    """,
    re.VERBOSE,
)
RANGE = re.compile(r"(\d+)\s?[–-]\s?(\d+)")
YEAR = re.compile(r"(?:19|20)\d\d$")
LAST_WORD = re.compile(r"(\w+)\.?\s?$")
WORD_FOLLOWS = re.compile(r"\s[^\W\d_]")
# "m²", "I²" and "f(5)": units, symbols and functions are short, words that end a claim are not.
MAX_UNIT_LENGTH = 2
MAX_CONTEXT_LENGTH = 60
# A number after one of these counts or measures something.
NUMBERED_LABELS = {
    *("appendix", "box", "chapter", "equation", "fig", "figure", "grade", "no", "number", "page"),
    *("panel", "part", "phase", "question", "section", "stage", "step", "table"),
    *("age", "aged", "ages", "range", "rated", "rating", "scale", "score", "scores"),
}
# The number of an enumeration follows one of these: "is either (1) rare or (2) mild".
ENUMERATION_LEADS = {
    *("a", "also", "and", "are", "as", "at", "because", "between", "both", "but", "by", "can"),
    *("either", "for", "from", "has", "have", "if", "in", "include", "includes", "including"),
    *("into", "is", "may", "namely", "nor", "of", "on", "or", "than", "that", "the", "then"),
    *("to", "was", "were", "when", "whether", "with"),
}


class TypedCitation(NamedTuple):
    """A typed citation and its position in the text."""

    text: str
    start: int


def find_typed_citations(text: str) -> list[TypedCitation]:
    """Return the typed citations of a plain text with a paragraph on each line."""
    found = [match for match in TYPED_CITATION.finditer(text) if _looks_like_citation(match)]
    items = _find_enumeration_starts(found)
    return [TypedCitation(match[0], match.start()) for match in found if match.start() not in items]


def _text_before(match: re.Match[str]) -> str:
    """Return the words before the match, as many as the rules need."""
    return match.string[max(0, match.start() - MAX_CONTEXT_LENGTH) : match.start()]


def _looks_like_citation(match: re.Match[str]) -> bool:
    before, after = _text_before(match), match.string[match.end() : match.end() + 2]
    word = LAST_WORD.search(before)
    glued = word[1] if word and before.endswith(word[1]) else ""
    if match["raised"]:
        return _looks_like_superscript_citation(before[-1:], glued, after[:1])
    if after[:1].isalnum() or re.match(r"-\w", after):
        return False
    if any(int(first) >= int(last) for first, last in RANGE.findall(match[0])):
        return False
    if len(glued) == 1 or (word and word[1].lower() in NUMBERED_LABELS):
        return False
    if word and word[1].isdecimal() and not YEAR.match(word[1]):
        return not glued and bool(match["square"]) and match["square"].isdecimal()
    return True


def _looks_like_superscript_citation(before: str, glued: str, after: str) -> bool:
    """Exclude units ("m²"), powers ("10³"), charges ("Ca²⁺") and isotopes ("¹⁸F")."""
    if after.isalnum() or after in ("⁺", "⁻", "+"):
        return False
    if before in ("⁺", "⁻") or before.isdigit():
        return False
    return not glued or len(glued) > MAX_UNIT_LENGTH


def _find_enumeration_starts(found: list[re.Match[str]]) -> set[int]:
    """Return the positions of numbers of enumerations: "(1) first, (2) second"."""
    items: set[int] = set()
    run: list[int] = []
    for match in found:
        number = match["round"] or ""
        if not number.isdecimal() or not WORD_FOLLOWS.match(match.string, match.end()):
            continue
        place = _enumeration_context(_text_before(match).rstrip(" "))
        if place == "line":
            items.add(match.start())
        if int(number) == 1 and place in ("line", "item"):
            run = [match.start()]
        elif run and place and int(number) == len(run) + 1:
            run.append(match.start())
            items.update(run)
    return items


def _enumeration_context(before: str) -> str:
    """Return the kind of place an item could follow: "line", "item", "stop" or an empty string."""
    if not before or before.endswith("\n"):
        return "line"
    if before[-1] in ":;,–—":
        return "item"
    if before[-1] in ".!?":
        return "stop"
    word = LAST_WORD.search(before)
    return "item" if word and word[1].lower() in ENUMERATION_LEADS else ""
