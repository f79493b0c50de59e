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


# Precision and recall to keep, set by set. They are no forecast for other texts: the weights of
# words are fitted to these sentences.
SETS = {
    "copy": (0.83, 0.75),
    "everyday": (0.92, 0.97),
    "images": (0.95, 0.80),
    "kinds": (0.97, 0.98),
    "oblique_1": (0.93, 0.77),
    "oblique_2": (0.93, 0.77),
    "plain": (0.92, 0.93),
    "promotional_pages": (0.92, 0.83),
    "regulators": (1.0, 0.97),
}


@pytest.mark.parametrize(("name", "least"), SETS.items(), ids=SETS)
def test_no_set_of_sentences_is_judged_worse_than_before(name: str, least: tuple[float, float]):
    lines = (FILE.parent / "sets" / f"{name}.tsv").read_text("utf-8").splitlines()
    labelled = [each for each in read_labelled(lines) if each.is_claim is not None]
    flagged = [each for each in labelled if check_sentence(each.sentence, SETTINGS)]
    right = [each for each in flagged if each.is_claim]

    assert len(right) / len(flagged) >= least[0]
    assert len(right) / sum(bool(each.is_claim) for each in labelled) >= least[1]


def test_few_sentences_of_careful_pages_are_flagged_even_by_themselves():
    lines = (FILE.parent / "sets" / "careful_pages.tsv").read_text("utf-8").splitlines()
    sentences = [each.sentence for each in read_labelled(lines)]
    flagged = [sentence for sentence in sentences if check_sentence(sentence, SETTINGS)]

    assert len(flagged) / len(sentences) <= 0.04


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
        ("1\tIt cures.\tA1", LabelledSentence(True, "It cures.", "")),
        ("0\tIt does not.", LabelledSentence(False, "It does not.", "")),
        ("It cures.", LabelledSentence(None, "It cures.", "")),
    ],
)
def test_a_line_may_have_a_label(line: str, expected: LabelledSentence):
    assert list(read_labelled([line])) == [expected]
