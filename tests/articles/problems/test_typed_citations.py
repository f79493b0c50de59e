"""The rule for citations typed by hand, against labelled snippets from articles like ours."""

import pytest

from articles.problems.typed_citations import find_typed_citations

# As the words before and after the number decide, each snippet is a piece of a real sentence.
CITED = [
    ("It is hard to define (fibro fog)(1). Women are affected more.", ["(1)"]),
    ("It can begin without a triggering event(2).", ["(2)"]),
    ("It appears to raise dopamine activity(3). So it may help.", ["(3)"]),
    ("The effect was too brief (less than 2 hours) for first-line use (5). Later", ["(5)"]),
    ("Blood flow rose in areas linked with pain (6).", ["(6)"]),
    ("This was seen in 2007 (6) and again in 2011(7).", ["(6)", "(7)"]),
    ("Pain fell by 50% (5).", ["(5)"]),
    ("Two trials agree (5,6).", ["(5,6)"]),
    ("Two trials agree (5, 6).", ["(5, 6)"]),
    ("Three trials agree (1-3).", ["(1-3)"]),
    ("Three trials agree (1–3).", ["(1–3)"]),
    ("Five trials agree (1-3, 7, 9).", ["(1-3, 7, 9)"]),
    ("One trial disagrees [5].", ["[5]"]),
    ("One trial disagrees[5].", ["[5]"]),
    ("Trials disagree [1-3] and reviews do too [12,14].", ["[1-3]", "[12,14]"]),
    ("As reference managers print it [1][2].", ["[1]", "[2]"]),
    ("A long list of sources ends it [104].", ["[104]"]),
    ("Twelve of them fell asleep in 12 [5].", ["[5]"]),
    ("[3] Wood PB. A reconsideration.", ["[3]"]),
    ("Pain can stay.¹", ["¹"]),
    ("Pain can stay², and it often does³⁻⁵.", ["²", "³⁻⁵"]),
    ("Both were seen.¹,² Later", ["¹,²"]),
    ("Both were seen ¹².", ["¹²"]),
    ("Ketamine (5) and esketamine (6) were given.", ["(5)", "(6)"]),
    ("Pain lasts. (1) It can be treated. (2) Then it fades.", ["(1)", "(2)"]),
    ("It is either (1) rare or (2) mild, as others found (8).", ["(8)"]),
    ("It slows breathing (4), and rarely stops it.", ["(4)"]),
    ("“It helped” (9).", ["(9)"]),
    ("First line.\nThe second one ends so (2).", ["(2)"]),
]
NOT_CITED = [
    "In a 2006 review (2006) it was noted.",
    "A low dose (0.5 mg) was given.",
    "The effect was brief (less than 2 hours).",
    "They asked adults (n = 12).",
    "It has two steps: (1) first, (2) second.",
    "It is either (1) rare or (2) mild.",
    "Do this: (1) Lie down. (2) Breathe out. (3) Rest.",
    "(1) Lie down.\n(2) Breathe out.",
    "(2) Breathe out.",
    "Half of them (50%) slept.",
    "It costs more (£5).",
    "Few slept (5 of 12).",
    "The mean age was 45 (12) years.",
    "The median was 20 [12-45].",
    "The interval is wide [95% CI 0.2 to 1.4].",
    "The ratio was 1.2 [0.8, 1.6].",
    "Medical Hypotheses 2010;75(6):495-6.",
    "J Pain 7(9) has it.",
    "See figure (3) and Table (2).",
    "They marked it on a scale (1-10).",
    "They marked it from none to worst (0-10).",
    "Adults aged (18-65) could join.",
    "Call (555) 123 4567 or +44 (0)20 7946 0000.",
    "An area of 5 m² and a volume of 3 cm³.",
    "Trials differed (I² = 45%).",
    "A million is 10⁶, a thousandth 10⁻³.",
    "Calcium (Ca²⁺) enters the cell.",
    "It was traced with ¹⁸F-FDG.",
    "Write f(5) and x[2].",
    "Vitamin B(12) is another matter.",
    "It runs backwards (5-3).",
    "Taken (2)-isomer by itself.",
    "Options (a) and (b), or (i) and (ii).",
    "Nothing at all () [] here.",
    "",
]


@pytest.mark.parametrize(("text", "markers"), CITED)
def test_a_number_after_a_statement_is_a_citation(text: str, markers: list[str]):
    assert [marker.text for marker in find_typed_citations(text)] == markers


@pytest.mark.parametrize("text", NOT_CITED)
def test_a_number_that_counts_measures_or_lists_is_none(text: str):
    assert find_typed_citations(text) == []


def test_a_marker_has_its_position():
    (marker,) = find_typed_citations("Pain can stay (5).")

    assert "Pain can stay (5)."[marker.start :].startswith("(5)")


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "(1," * 20_000, "[1-" * 20_000, "(1) and " * 5_000, "¹," * 20_000]
)
def test_hostile_text_has_an_answer(text: str):
    assert isinstance(find_typed_citations(text), list)
