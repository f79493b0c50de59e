"""Lines of the list of problems: their words, what helps, and who may waive them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import capfirst

from articles.models import EditorialSettings, Waiver
from articles.models.claim_policy import FAMILY_FIELDS, OWN_FAMILY
from articles.problems.claims.passages import Claim
from articles.problems.claims.rules import Rule, get_rule_book
from articles.problems.problem import Problem, Spot
from articles.problems.waivers import hash_sentence
from articles.publishing.waiving import WaiverRights, severity_of

MAX_CONTEXT_LENGTH = 160
MAX_WORDS_LENGTH = 320


@dataclass(frozen=True)
class ProblemLine:
    """A problem as it is listed. `number` is its place in the list.

    `more_url` leads to where it is solved, if that is neither the form nor its source.
    `refusal` says why a claim cannot be waived here and now, and is empty if it can be.
    `occurrences` counts the same sentences with the same sources, which are waived together.
    """

    number: int
    problem: Problem
    source_url: str | None = None
    more_url: str = ""
    more_label: str = ""
    refusal: str = ""
    occurrences: int = 1

    @property
    def claim(self) -> Claim | None:
        return self.problem.claim

    @property
    def kind(self) -> str:
        """The kind of claim, as the editorial settings name it, or that of another problem."""
        return name_family(self.claim.family) if self.claim else str(self.problem.code.label)

    @cached_property
    def quotation(self) -> Spot | None:
        """The words of a claim, without what is far from them in the sentence."""
        return shorten(self.problem.spot) if self.claim and self.problem.spot else None

    @property
    def announcement(self) -> str:
        """What screen readers say when an editor gets to the problem."""
        kind = f"{self.problem.severity.label}: {self.kind}."
        if self.claim and self.problem.spot:
            return f"{kind} “{self.problem.spot.words}” {self.claim.message}"
        return f"{kind} {self.problem.what}"

    @property
    def is_citable(self) -> bool:
        """True if a source cited in the sentence would clear the claim."""
        return self.claim is not None and "cite" in self.claim.fixes

    @property
    def is_waivable(self) -> bool:
        return self.claim is not None and self.claim.is_waivable

    @property
    def also(self) -> str:
        """The names of the other rules that the sentence breaks."""
        return "; ".join(rule.name for rule in self._other_rules)

    @cached_property
    def families(self) -> list[tuple[str, str]]:
        """The kinds of claims in the sentence with their names, each of which can be waived."""
        if not self.claim:
            return []
        families = (self.claim.family, *(rule.family for rule in self._other_rules))
        return [(each, name_family(each)) for each in dict.fromkeys(families)]

    @cached_property
    def _other_rules(self) -> list[Rule]:
        book = get_rule_book(settings.LANGUAGE_CODE)
        also = self.claim.also if self.claim else ()
        return [book.rules[each] for each in also if each in book.rules] if book else []

    @cached_property
    def key(self) -> str:
        """Identifies the claim between two readings of the page; empty for other problems."""
        return get_claim_key(self.claim) if self.claim else ""


@dataclass(frozen=True)
class WaivedLine:
    """A sentence that may stand, with the waivers that let it."""

    waivers: tuple[Waiver, ...]
    may_withdraw: bool

    @property
    def first(self) -> Waiver:
        return self.waivers[0]


def get_claim_key(claim: Claim) -> str:
    """Return what identifies a claim: the family of its rule, its sentence and its sources."""
    return f"{claim.family}-{hash_sentence(claim.sentence, claim.cited_ids)}"


def name_family(family: str) -> str:
    if family == OWN_FAMILY:
        name = "banned_words"
    elif family in FAMILY_FIELDS:
        name = FAMILY_FIELDS[family]
    else:
        name = "claims"
    field: Any = EditorialSettings._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def shorten(spot: Spot) -> Spot:
    """Return the spot with the nearest words before and after it only."""
    before, words, after = spot.before, spot.words, spot.after
    if len(before) > MAX_CONTEXT_LENGTH:
        before = "…" + before[-MAX_CONTEXT_LENGTH:]
    if len(words) > MAX_WORDS_LENGTH:
        words = words[:MAX_WORDS_LENGTH] + "…"
    if len(after) > MAX_CONTEXT_LENGTH:
        after = after[:MAX_CONTEXT_LENGTH] + "…"
    return Spot(before, words, after)


def list_waived(waived: Iterable[Problem], rights: WaiverRights) -> list[WaivedLine]:
    """Return each waived sentence once, with all waivers that let it stand."""
    sentences: dict[str, dict[int, Waiver]] = {}
    for problem in waived:
        for waiver in problem.waivers:
            sentences.setdefault(waiver.sentence_hash, {})[waiver.pk] = waiver
    return [
        WaivedLine(tuple(found.values()), not rights.refuse(map(severity_of, found.values())))
        for found in sentences.values()
    ]
