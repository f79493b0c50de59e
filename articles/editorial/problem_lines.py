"""Lines of the list of problems: what a claim says, and whether a user may waive it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.models import EditorialSettings, Waiver
from articles.models.claim_policy import FAMILY_FIELDS, OWN_FAMILY
from articles.models.site_rights import filter_own_users
from articles.problems.claims.passages import Claim, ClaimSeverity
from articles.problems.problem import Problem
from articles.problems.waivers import hash_sentence
from articles.publishing.rights import (
    get_users_who_can_publish,
    get_users_with_permission,
    name_users,
)
from articles.publishing.waiving import get_rights

MAX_CONTEXT_LENGTH = 160


@dataclass(frozen=True)
class Quotation:
    """A sentence in three parts. `words` are what breaks the rule; empty if it is all of it."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class ProblemLine:
    """A problem as it is listed. `number` is its place in the list.

    `refusal` says why a claim cannot be waived here and now, and is empty if it can be.
    """

    number: int
    problem: Problem
    source_url: str | None = None
    refusal: str = ""

    @property
    def claim(self) -> Claim | None:
        return self.problem.claim

    @property
    def kind(self) -> str:
        """The kind of claim, as the editorial settings name it, or that of another problem."""
        return name_family(self.claim.family) if self.claim else str(self.problem.code.label)

    @cached_property
    def quotation(self) -> Quotation | None:
        return quote_claim(self.claim) if self.claim else None

    @property
    def is_waivable(self) -> bool:
        return self.claim is not None and self.claim.is_waivable

    @property
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


class WaiverRights:
    """The rights of a user to waive the claims of a page or snippet, read once they are needed."""

    def __init__(self, obj: Any, user: Any, *, is_saved: bool):
        self.obj = obj
        self.user = user
        self.is_saved = is_saved

    @cached_property
    def rights(self) -> tuple[bool, bool]:
        return get_rights(self.user, self.obj) if self.obj.pk else (False, False)

    def refuse(self, claim: Claim) -> str:
        """Return why the user cannot waive the claim; an empty string if nothing is against it."""
        if not self.is_saved:
            return _("Save first: then you can waive this with a reason.")
        may_edit, may_publish = self.rights
        if not may_edit:
            return _("You may not edit this, so you cannot waive its claims.")
        if claim.severity is ClaimSeverity.STOP and not may_publish:
            message = _("Only a user who may publish can waive it: %(names)s.")
            return message % {"names": self.publishers}
        return ""

    def may_withdraw(self, waivers: Iterable[Waiver]) -> bool:
        may_edit, may_publish = self.rights
        return may_edit and (may_publish or not any(each.covers_stops for each in waivers))

    @cached_property
    def publishers(self) -> str:
        """The names of users who may publish it, of the user's own clinic."""
        if isinstance(self.obj, Page):
            return name_users(get_users_who_can_publish(self.obj))
        model = self.obj._meta
        users = get_users_with_permission(f"{model.app_label}.publish_{model.model_name}")
        return name_users(filter_own_users(users, self.user))


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


def quote_claim(claim: Claim) -> Quotation:
    """Return the sentence around the words in question, without what is far from them."""
    start = claim.start - claim.sentence_start
    end = claim.end - claim.sentence_start
    if not claim.quote or claim.sentence[max(start, 0) : end] != claim.quote:
        sentence = claim.sentence
        is_long = len(sentence) > 2 * MAX_CONTEXT_LENGTH
        return Quotation(sentence[: 2 * MAX_CONTEXT_LENGTH] + "…" * is_long, "", "")
    before, after = claim.sentence[:start], claim.sentence[end:]
    if len(before) > MAX_CONTEXT_LENGTH:
        before = "…" + before[-MAX_CONTEXT_LENGTH:]
    if len(after) > MAX_CONTEXT_LENGTH:
        after = after[:MAX_CONTEXT_LENGTH] + "…"
    return Quotation(before, claim.quote, after)


def list_waived(waived: Iterable[Problem], rights: WaiverRights) -> list[WaivedLine]:
    """Return each waived sentence once, with all waivers that let it stand."""
    sentences: dict[str, dict[int, Waiver]] = {}
    for problem in waived:
        for waiver in problem.waivers:
            sentences.setdefault(waiver.sentence_hash, {})[waiver.pk] = waiver
    return [
        WaivedLine(tuple(found.values()), rights.may_withdraw(found.values()))
        for found in sentences.values()
    ]
