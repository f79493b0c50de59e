"""Precision and recall on labelled sentences, and the command that measures them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.problems.claims.labelled import LabelledSentence, check_sentence, read_labelled
from articles.problems.claims.passages import ClaimSettings

FILE = Path(__file__).with_name("labelled.tsv")
SETTINGS = ClaimSettings(year=2026)
LABELLED = list(read_labelled(FILE.read_text("utf-8").splitlines()))


def test_the_rules_agree_with_the_labels():
    flagged = [each for each in LABELLED if check_sentence(each.sentence, SETTINGS)]
    right = [each for each in flagged if each.is_claim]
    claims = [each for each in LABELLED if each.is_claim]

    assert len(LABELLED) == 150
    assert len(right) / len(flagged) >= 0.95
    assert len(right) / len(claims) >= 0.95


def run(*args: str) -> str:
    out = StringIO()
    call_command("check_claims", *args, stdout=out)
    return out.getvalue()


def test_the_command_writes_a_line_for_each_sentence():
    lines = run(str(FILE), "--tsv").splitlines()

    assert len(lines) == 150
    assert lines[0] == "1\tA\tThis programme cures chronic back pain."
    assert lines[-1] == "0\t\tOur newsletter reaches 3,000 people."


def test_the_command_measures_a_file():
    summary = run(str(FILE)).splitlines()

    assert summary[-1].startswith("precision ")
    assert any(line.endswith("\tquotations, questions, talk about claims") for line in summary)


def test_lines_without_a_label_are_judged_too(tmp_path: Path):
    file = tmp_path / "lines.txt"
    file.write_text("# Two lines\nOur course cures eczema.\n\nParking is free.\n")

    assert run(str(file), "--tsv").splitlines() == [
        "1\tA\tOur course cures eczema.",
        "0\t\tParking is free.",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1\tIt cures.", LabelledSentence(True, "It cures.", "")),
        ("0\tIt does not.", LabelledSentence(False, "It does not.", "")),
        ("It cures.", LabelledSentence(None, "It cures.", "")),
    ],
)
def test_a_line_may_have_a_label(line: str, expected: LabelledSentence):
    assert list(read_labelled([line])) == [expected]
