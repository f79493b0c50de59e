"""Match waivers with the claims of a text, and with the text itself."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from articles.models import Waiver
from articles.problems.claims.checking import grade
from articles.problems.claims.passages import Claim, ClaimSettings, ClaimSeverity, Passage
from articles.problems.claims.rules import Rule, get_rule_book

WHITESPACE = re.compile(r"\s+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
QUOTATION_MARKS = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")


def normalise_sentence(text: str) -> str:
    """Return the words and punctuation of a sentence, whatever its spaces and quotation marks.

    Stored hashes depend on it, so it is apart from what the checks read.
    """
    plain = INVISIBLE.sub("", normalize("NFKC", text)).translate(QUOTATION_MARKS)
    return WHITESPACE.sub(" ", plain).strip()


def hash_sentence(
    sentence: str, source_ids: Iterable[int], works: Mapping[int, str] | None = None
) -> str:
    """Return the SHA-256, in hex, of a sentence and the sources in and beside it.

    `works` has what identifies each source, so that a merged one counts as that it was merged into.
    """
    sources = sorted({(works or {}).get(pk, str(pk)) for pk in source_ids})
    content = json.dumps([normalise_sentence(sentence), sources], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Settled:
    """A claim and its waivers. `claim` is what is left of it; None if all of it is waived."""

    claim: Claim | None
    waivers: tuple[Waiver, ...] = ()


def settle(
    claim: Claim, waivers: Sequence[Waiver], settings: ClaimSettings, works: Mapping[int, str]
) -> Settled:
    """Return what is left of a claim once its waivers are applied.

    A sentence may break rules of several families, each of which needs a waiver. `works` has what
    identifies each source, also those of the waivers.
    """
    if not waivers:
        return Settled(claim)
    content = hash_sentence(claim.sentence, claim.cited_ids, works)
    own = [
        waiver
        for waiver in waivers
        if hash_sentence(waiver.sentence, waiver.source_ids, works) == content
    ]
    if not own:
        return Settled(claim)
    broken = [_Broken.read(claim, settings, rule_id) for rule_id in (claim.rule_id, *claim.also)]
    left = [each for each in broken if not any(map(each.is_waived_by, own))]
    families = {each.family for each in broken} - {each.family for each in left}
    used = tuple(waiver for waiver in own if waiver.family in families)
    if not left:
        return Settled(None, used)
    return Settled(left[0].as_claim(claim, tuple(each.rule_id for each in left[1:])), used)


@dataclass(frozen=True)
class _Broken:
    """One of the rules that a sentence breaks, and how grave that is on this site."""

    rule_id: str
    family: str
    severity: ClaimSeverity
    rule: Rule | None

    @classmethod
    def read(cls, claim: Claim, settings: ClaimSettings, rule_id: str) -> "_Broken":
        book = get_rule_book(settings.language)
        rule = book.rules.get(rule_id) if book else None
        if rule_id == claim.rule_id or rule is None:
            return cls(rule_id, claim.family, claim.severity, rule)
        return cls(rule_id, rule.family, grade(rule, settings) or ClaimSeverity.NOTE, rule)

    def is_waived_by(self, waiver: Waiver) -> bool:
        may = waiver.covers_stops or self.severity is not ClaimSeverity.STOP
        return may and waiver.family == self.family

    def as_claim(self, claim: Claim, also: tuple[str, ...]) -> Claim:
        """Return the claim as it would be if the sentence broke this rule and `also` only."""
        if self.rule_id == claim.rule_id or self.rule is None:
            return replace(claim, also=also)
        return replace(
            claim,
            rule_id=self.rule_id,
            family=self.family,
            severity=self.severity,
            fixes=self.rule.fixes,
            what=self.rule.what,
            why=self.rule.why,
            do=self.rule.do,
            example=self.rule.example,
            also=also,
        )


def get_broken_families(claim: Claim, settings: ClaimSettings) -> dict[str, ClaimSeverity]:
    """Return the families of the rules that a sentence breaks, each with its gravest severity."""
    found: dict[str, ClaimSeverity] = {}
    for rule_id in (claim.rule_id, *claim.also):
        each = _Broken.read(claim, settings, rule_id)
        known = found.get(each.family, each.severity)
        found[each.family] = min(known, each.severity, key=lambda severity: severity.rank)
    return found


def filter_standing(waivers: Iterable[Waiver], passages: Iterable[Passage]) -> list[Waiver]:
    """Return the waivers whose sentence the text has, also if no rule finds it any more."""
    found = list(waivers)
    if not found:
        return []
    text = "\n".join(normalise_sentence(passage.text) for passage in passages)
    return [waiver for waiver in found if normalise_sentence(waiver.sentence) in text]
