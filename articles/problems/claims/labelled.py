"""Sentences with a label, to measure the rules by.

A line is `flag<TAB>sentence`, and what follows another tab is a remark; 1 means that a careful
reviewer would ask for a source, a change or a decision. Lines that begin with # name the group that
follows. "[3]" is a citation of a source of which nothing is known.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import (
    Claim,
    ClaimSettings,
    ClaimSeverity,
    Mark,
    Passage,
    SourceFacts,
)

CITATION = re.compile(r"\s*\[(\d+(?:\s*[,;–-]\s*\d+)*)\]")
KINDS = {
    "Heading: ": TextKind.HEADING,
    "CTA: ": TextKind.CALL_TO_ACTION,
    "Text: ": TextKind.PROSE,
    "Title: ": TextKind.TITLE,
}


class LabelledSentence(NamedTuple):
    """A line of a file: its label, None without one, and the group it stands in."""

    is_claim: bool | None
    sentence: str
    group: str


def read_labelled(lines: Iterable[str]) -> Iterator[LabelledSentence]:
    """Yield the sentences of a file."""
    group = ""
    for line in lines:
        text = line.strip()
        if text.startswith("#"):
            group = text.lstrip("# ")
        elif text:
            label, separator, rest = text.partition("\t")
            if separator and label in ("0", "1"):
                yield LabelledSentence(label == "1", rest.partition("\t")[0].strip(), group)
            else:
                yield LabelledSentence(None, text, group)


def read_sentence(text: str) -> tuple[Passage, dict[int, SourceFacts]]:
    """Return a sentence with "[3]" as a citation, and what is known of its sources: nothing."""
    kind = TextKind.PROSE
    for prefix, named in KINDS.items():
        if text.startswith(prefix):
            kind, text = named, text.removeprefix(prefix)
    plain = ""
    marks = []
    end = 0
    for match in CITATION.finditer(text):
        plain += text[end : match.start()]
        ids = tuple(int(number) for number in re.findall(r"\d+", match[1]))
        marks.append(Mark(len(plain), ids))
        end = match.end()
    passage = Passage(plain + text[end:], kind, marks=tuple(marks))
    return passage, {pk: SourceFacts() for mark in marks for pk in mark.source_ids}


def check_sentence(text: str, settings: ClaimSettings) -> Claim | None:
    """Return the claim of a line, or None. Advice on style is none."""
    passage, sources = read_sentence(text)
    claims = check_claims([passage], sources, settings)
    return next((claim for claim in claims if claim.severity is not ClaimSeverity.NOTE), None)
