"""Find citations typed by hand: "(5)", "[1-3]", "pain.¹".

They point to a number that nobody keeps true. A number in brackets may mean much else, so the rule
looks at the words around it: a citation stands behind what it supports.
"""

import re
from typing import NamedTuple

SEPARATOR = r"\s?[,;–-]\s?"
RAISED_NUMBER = r"[¹²³⁴-⁹][⁰¹²³⁴-⁹]?"
MARKER = re.compile(
    rf"""
    \( (?P<round> [1-9]\d?(?:{SEPARATOR}[1-9]\d?)* ) \)
    | \[ (?P<square> [1-9]\d{{0,2}}(?:{SEPARATOR}[1-9]\d{{0,2}})* ) \]
    | (?P<raised> {RAISED_NUMBER}(?:[,⁻–-]{RAISED_NUMBER})* )
    """,
    re.VERBOSE,
)
RANGE = re.compile(r"(\d+)\s?[–-]\s?(\d+)")
YEAR = re.compile(r"(?:19|20)\d\d$")
LAST_WORD = re.compile(r"(\w+)\.?\s?$")
WORD_FOLLOWS = re.compile(r"\s[^\W\d_]")
# "m²", "I²" and "f(5)": units, symbols and functions are short, words that end a claim are not.
LONGEST_UNIT = 2
CONTEXT = 60
# A number behind one of these counts or measures something.
LABELS = {
    *("appendix", "box", "chapter", "equation", "fig", "figure", "grade", "no", "number", "page"),
    *("panel", "part", "phase", "question", "section", "stage", "step", "table"),
    *("age", "aged", "ages", "range", "rated", "rating", "scale", "score", "scores"),
}
# An enumeration's number stands behind one of these: "is either (1) rare or (2) mild".
BEFORE_AN_ITEM = {
    *("a", "also", "and", "are", "as", "at", "because", "between", "both", "but", "by", "can"),
    *("either", "for", "from", "has", "have", "if", "in", "include", "includes", "including"),
    *("into", "is", "may", "namely", "nor", "of", "on", "or", "than", "that", "the", "then"),
    *("to", "was", "were", "when", "whether", "with"),
}


class Marker(NamedTuple):
    """What stands in the text, and where it begins."""

    text: str
    start: int


def find_markers(text: str) -> list[Marker]:
    """The typed citations of a plain text, in order; its lines are its paragraphs."""
    found = [match for match in MARKER.finditer(text) if _may_cite(match)]
    items = _enumerated(found)
    return [Marker(match[0], match.start()) for match in found if match.start() not in items]


def _before(match: re.Match[str]) -> str:
    """The words in front, as many as a rule could ask about."""
    return match.string[max(0, match.start() - CONTEXT) : match.start()]


def _may_cite(match: re.Match[str]) -> bool:
    before, after = _before(match), match.string[match.end() : match.end() + 2]
    word = LAST_WORD.search(before)
    glued = word[1] if word and before.endswith(word[1]) else ""
    if match["raised"]:
        return _may_cite_raised(before[-1:], glued, after[:1])
    if after[:1].isalnum() or re.match(r"-\w", after):
        return False
    if any(int(first) >= int(last) for first, last in RANGE.findall(match[0])):
        return False
    if len(glued) == 1 or (word and word[1].lower() in LABELS):
        return False
    if word and word[1].isdecimal() and not YEAR.match(word[1]):
        return not glued and bool(match["square"]) and match["square"].isdecimal()
    return True


def _may_cite_raised(before: str, glued: str, after: str) -> bool:
    """Not a unit ("m²"), a power ("10³"), a charge ("Ca²⁺") or an isotope ("¹⁸F")."""
    if after.isalnum() or after in ("⁺", "⁻", "+"):
        return False
    if before in ("⁺", "⁻") or before.isdigit():
        return False
    return not glued or len(glued) > LONGEST_UNIT


def _enumerated(found: list[re.Match[str]]) -> set[int]:
    """Where the numbers of enumerations stand: "(1) first, (2) second", or at a line's start."""
    items: set[int] = set()
    run: list[int] = []
    for match in found:
        number = match["round"] or ""
        if not number.isdecimal() or not WORD_FOLLOWS.match(match.string, match.end()):
            continue
        place = _place(_before(match).rstrip(" "))
        if place == "line":
            items.add(match.start())
        if int(number) == 1 and place in ("line", "item"):
            run = [match.start()]
        elif run and place and int(number) == len(run) + 1:
            run.append(match.start())
            items.update(run)
    return items


def _place(before: str) -> str:
    """What an item of an enumeration could be behind: "line", "item", "stop", or nothing."""
    if not before or before.endswith("\n"):
        return "line"
    if before[-1] in ":;,–—":
        return "item"
    if before[-1] in ".!?":
        return "stop"
    word = LAST_WORD.search(before)
    return "item" if word and word[1].lower() in BEFORE_AN_ITEM else ""
