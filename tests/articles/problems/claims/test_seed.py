"""Pages that promise: the one this project began with, and one in our own words."""

import re
from pathlib import Path

import pytest

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

SEED = Path(__file__).resolve().parents[5] / "shared" / "seed-article.txt"
SETTINGS = ClaimSettings(year=2026)
TYPED_CITATION = re.compile(r"\s*\((\d)\)")
LIST_ENTRY = re.compile(r"^\s*(\d+)\. (.*)$", re.MULTILINE)
YEAR = re.compile(r"(\d{4});")


def paragraph(text: str, kind: TextKind, group: str) -> Passage:
    """Return a passage in which "(3)" is a citation."""
    plain, end = "", 0
    marks = []
    for match in TYPED_CITATION.finditer(text):
        plain += text[end : match.start()]
        marks.append(Mark(len(plain), (int(match[1]),)))
        end = match.end()
    return Passage(plain + text[end:], kind, (group,), tuple(marks), group=group)


def page(*lines: tuple[TextKind, str]) -> list[Passage]:
    group = 0
    passages = []
    for kind, text in lines:
        group += kind in (TextKind.HEADING, TextKind.CALL_TO_ACTION)
        passages.append(paragraph(text, kind, str(group)))
    return passages


def warnings(passages: list[Passage], sources: dict[int, SourceFacts]) -> list[Claim]:
    claims = check_claims(passages, sources, SETTINGS)
    return [claim for claim in claims if claim.severity is not ClaimSeverity.NOTE]


def find(claims: list[Claim], words: str) -> Claim | None:
    return next((claim for claim in claims if words in claim.sentence), None)


PLACES = (
    "one of the most effective treatments",
    "work against",
    "long-lasting relief",
    "no treatment",
    "new hope",
    "Maintain a better",
    "immediately compared to conventional",
    "resets",
    "Evidence supports",
    "Recently, Dutch",
)


@pytest.mark.skipif(not SEED.is_file(), reason="the page this project began with is not here")
def test_the_first_page_is_flagged_in_ten_places():
    text, _number, entries = SEED.read_text("utf-8").partition("\n  1. ")
    sources = {
        int(number): SourceFacts(year=int(YEAR.search(entry)[1]), title=entry)
        for number, entry in LIST_ENTRY.findall(f"1. {entries}")
    }
    title = text.partition("\n")[0]
    lines = [(TextKind.TITLE, title)]
    for line in filter(None, map(str.strip, text.splitlines())):
        if line == title or line.startswith("Category:") or "[…]" in line:
            continue
        is_heading = line.endswith("?") or line.startswith("Evidence supports")
        is_invitation = line.startswith("Maintain")
        kind = TextKind.CALL_TO_ACTION if is_invitation else TextKind.PROSE
        lines.append((TextKind.HEADING if is_heading else kind, line))
    claims = warnings(page(*lines), sources)

    assert [words for words in PLACES if not find(claims, words)] == []
    assert len(claims) <= len(PLACES) + 3
    assert find(claims, "Evidence supports").rule_id == "J1"
    assert find(claims, "Recently, Dutch").rule_id == "J3"


OUR_OWN = page(
    (TextKind.TITLE, "Magnets and gout"),
    (TextKind.PROSE, "Magnetic pads are among the most effective treatments for gout."),
    (TextKind.PROSE, "Pads act against gout by lowering uric acid and calming the nerves."),
    (TextKind.PROSE, "They often bring lasting comfort to sore feet."),
    (TextKind.PROSE, "So far there is no treatment for gout."),
    (TextKind.PROSE, "For people who had given up, our pads offer fresh hope."),
    (TextKind.CALL_TO_ACTION, "Enjoy a better balance of body and mind with our pads."),
    (TextKind.PROSE, "Comfort comes at once, while tablets need weeks."),
    (TextKind.PROSE, "The pads reset the body's pain alarm."),
    (TextKind.HEADING, "Research supports pads for gout"),
    (
        TextKind.PROSE,
        "Recently, Swiss researchers saw that pain fell by half. It was gone for an hour (1).",
    ),
)
OLD_TRIAL = SourceFacts(year=2011, title="Absence of a lasting effect of magnetic pads on gout")


def test_a_page_in_our_own_words_is_flagged_in_the_same_places():
    claims = warnings(OUR_OWN, {1: OLD_TRIAL})

    unflagged = {passage.text for passage in OUR_OWN} - {
        passage.text for passage in OUR_OWN for claim in claims if claim.sentence in passage.text
    }
    assert unflagged <= {"Magnets and gout"}
    assert find(claims, "Research supports").rule_id == "J1"
    assert find(claims, "Recently, Swiss").rule_id == "J3"
    assert find(claims, "no treatment").also == ("J5",)
