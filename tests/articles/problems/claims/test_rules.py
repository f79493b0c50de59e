"""Each rule finds its own examples, and no rule finds anything in those that must pass."""

from pathlib import Path

import pytest

from articles.problems.claims.checking import check_claims
from articles.problems.claims.labelled import check_sentence, read_sentence
from articles.problems.claims.passages import Claim, ClaimSettings, ClaimSeverity, FamilyLevel
from articles.problems.claims.patterns import Codes, PatternError, compile_pattern
from articles.problems.claims.rules import Rule, RuleError, get_rule_book, read_rule_book

SETTINGS = ClaimSettings(year=2026)
BOOK = get_rule_book("en")
assert BOOK
RULES = list(BOOK.rules.values())
SENTENCE_RULES = [rule for rule in RULES if not rule.is_page_rule]


def claims_of(sentence: str) -> list[Claim]:
    passage, sources = read_sentence(sentence)
    return check_claims([passage], sources, SETTINGS)


def examples(name: str) -> list:
    return [
        pytest.param(rule, sentence, id=f"{rule.id}-{number}")
        for rule in SENTENCE_RULES
        for number, sentence in enumerate(getattr(rule.examples, name))
    ]


@pytest.mark.parametrize(("rule", "sentence"), examples("flagged"))
def test_a_rule_finds_its_examples(rule: Rule, sentence: str):
    found = [each for claim in claims_of(sentence) for each in (claim.rule_id, *claim.also)]

    assert rule.id in found


@pytest.mark.parametrize(("rule", "sentence"), examples("passed"))
def test_nothing_is_found_in_sentences_that_must_pass(rule: Rule, sentence: str):
    assert check_sentence(sentence, SETTINGS) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule: Rule):
    assert rule.id.startswith(rule.family)
    assert rule.fixes
    for text in (rule.what, rule.why, rule.do):
        assert text.endswith(".")
        assert "compliant" not in text
        assert "illegal" not in text
    if not rule.is_page_rule:
        assert rule.patterns
        assert len(rule.examples.flagged) >= 2
        assert len(rule.examples.passed) >= 2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_offers_a_careful_sentence(rule: Rule):
    """An editor may begin with it, so nothing may be found in it."""
    assert rule.example
    assert check_sentence(rule.example, SETTINGS) is None


def test_all_families_have_rules():
    assert BOOK
    assert BOOK.families == list("ABCDEFGHIJ")
    assert len(RULES) >= 83


def test_a_family_can_be_switched_off_or_lowered():
    passage, sources = read_sentence("This programme cures chronic back pain.")

    def severities(level: FamilyLevel) -> list[ClaimSeverity]:
        settings = ClaimSettings(year=2026, levels={"A": level})
        return [claim.severity for claim in check_claims([passage], sources, settings)]

    assert severities(FamilyLevel.STOP) == [ClaimSeverity.STOP]
    assert severities(FamilyLevel.WARN) == [ClaimSeverity.WARN]
    assert ClaimSeverity.STOP not in severities(FamilyLevel.OFF)


def test_testimonials_stop_only_where_the_law_forbids_them():
    passage, sources = read_sentence("“I dance again,” says Moira.")

    def severity(*jurisdictions: str) -> ClaimSeverity:
        settings = ClaimSettings(year=2026, jurisdictions=frozenset(jurisdictions))
        return check_claims([passage], sources, settings)[0].severity

    assert severity() is ClaimSeverity.WARN
    assert severity("US") is ClaimSeverity.WARN
    assert severity("US", "AU") is ClaimSeverity.STOP


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("family: A\nrules: [{id: A1}]", "fixes"),
        ("family: A\nrules: [{id: A1, fixes: [pray]}]", "unknown fixes: pray"),
        ("family: A\nrules: [{id: A1, fixes: [cite], unless: [no]}]", "a pattern that is no text"),
    ],
)
def test_a_file_with_mistakes_is_refused(tmp_path: Path, content: str, message: str):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text(content)

    with pytest.raises(RuleError, match=message):
        read_rule_book(tmp_path)


def test_a_pattern_must_name_a_word():
    with pytest.raises(PatternError):
        compile_pattern("^ ~3 $", Codes())
