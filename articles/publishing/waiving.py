"""Waive a claim, and withdraw the waiver, with the rights that both need."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from articles.models import Waiver, WaiverWithdrawal
from articles.models.site_rights import filter_own_users
from articles.models.site_roots import get_site_root
from articles.models.waiver import MAX_WORDS_LENGTH, MIN_WORDS_LENGTH, content_type_id
from articles.problems.claim_facts import read_claim_facts
from articles.problems.claims.passages import Claim, ClaimSeverity
from articles.problems.waivers import get_broken_families, hash_sentence
from articles.publishing.log import WAIVED_ACTION, WITHDRAWN_ACTION
from articles.publishing.rights import (
    get_users_who_can_publish,
    get_users_with_permission,
    name_users,
)


class WaiverRefusedError(ValidationError):
    """The claim may not be waived so, or not by this user; the message says why."""


class WaiverRights:
    """The rights of a user to waive the claims of a page or snippet, read once they are needed."""

    def __init__(self, user: Any, obj: Any):
        self.user = user
        self.obj = obj

    @cached_property
    def rights(self) -> tuple[bool, bool]:
        return get_rights(self.user, self.obj) if self.obj.pk else (False, False)

    def refuse(self, severities: Iterable[ClaimSeverity]) -> str:
        """Return why the user cannot waive claims so grave; an empty string if the user can.

        The same users may withdraw a waiver who may give such a one.
        """
        may_edit, may_publish = self.rights
        if not may_edit:
            return _("You may not edit this, so you cannot waive its claims.")
        if ClaimSeverity.STOP in severities and not may_publish:
            message = _("Only a user who may publish can waive it: %(names)s.")
            return message % {"names": self.publishers}
        return ""

    @cached_property
    def publishers(self) -> str:
        """The names of users who may publish it, of the user's own clinic."""
        if isinstance(self.obj, Page):
            return name_users(get_users_who_can_publish(self.obj))
        model = self.obj._meta
        users = get_users_with_permission(f"{model.app_label}.publish_{model.model_name}")
        return name_users(filter_own_users(users, self.user))


@transaction.atomic
def waive(
    user: Any,
    obj: Any,
    claim: Claim,
    reason: str,
    words: str,
    families: Collection[str] | None = None,
) -> list[Waiver]:
    """Let a claim of a page or snippet stand. Return a waiver for each kind of claim in it.

    `families` are the kinds that are waived; all of them if it is None. The same sentence with the
    same sources elsewhere in the object is waived as well.

    What stops publishing is waived by users who may publish the object, a warning by users who may
    edit it. Raise `WaiverRefusedError` otherwise. Nothing is added to what was waived already.
    """
    facts = read_claim_facts([obj])[0]
    if facts.settings is None or not claim.is_waivable:
        raise WaiverRefusedError(_("This cannot be waived. Change the sentence instead."))
    broken = get_broken_families(claim, facts.settings)
    waived = {each: broken[each] for each in broken if families is None or each in families}
    if not waived:
        raise WaiverRefusedError(_("Tick at least one kind of claim."))
    may_publish = check_may_waive(user, obj, waived.values())
    words = check_reason(reason, words)
    content = hash_sentence(claim.sentence, claim.cited_ids)
    known = {
        waiver.family
        for waiver in facts.waivers
        if waiver.sentence_hash == content and waiver.covers_stops >= may_publish
    }
    made = [
        Waiver.objects.create(
            site_id=_get_clinic_id(obj),
            content_type_id=content_type_id(obj),
            object_id=str(obj.pk),
            object_title=str(obj)[:255],
            family=family,
            sentence_hash=content,
            sentence=claim.sentence,
            source_ids=sorted(set(claim.cited_ids)),
            reason=reason,
            words=words,
            covers_stops=may_publish,
            user=user,
            user_name=get_user_display_name(user),
        )
        for family in waived
        if family not in known
    ]
    if made:
        _log(obj, WAIVED_ACTION, user, made[0])
    return made


@transaction.atomic
def withdraw(user: Any, obj: Any, waiver: Waiver) -> WaiverWithdrawal:
    """End a waiver of a page or snippet."""
    if not Waiver.objects.active().of(obj).filter(pk=waiver.pk).exists():
        raise WaiverRefusedError(_("This waiver was withdrawn already."))
    check_may_waive(user, obj, [severity_of(waiver)])
    ended = WaiverWithdrawal.objects.create(
        waiver=waiver, user=user, user_name=get_user_display_name(user)
    )
    _log(obj, WITHDRAWN_ACTION, user, waiver)
    return ended


def check_may_waive(user: Any, obj: Any, severities: Iterable[ClaimSeverity]) -> bool:
    """Return True if the user may publish the object. Raise unless the user may waive these."""
    rights = WaiverRights(user, obj)
    if refusal := rights.refuse(severities):
        raise WaiverRefusedError(refusal)
    _may_edit, may_publish = rights.rights
    return may_publish


def severity_of(waiver: Waiver) -> ClaimSeverity:
    """Return the gravest severity that the waiver covers."""
    return ClaimSeverity.STOP if waiver.covers_stops else ClaimSeverity.WARN


def check_reason(reason: str, words: str) -> str:
    """Return the words on one line. Raise without a known reason and some words.

    The error has the messages by field.
    """
    errors = {}
    if reason not in Waiver.Reason.values:
        errors["reason"] = _("Choose a reason.")
    words = " ".join(words.split())
    if len(words) < MIN_WORDS_LENGTH:
        message = _("Say why in at least %(number)d characters: reviewers read it.")
        errors["words"] = message % {"number": MIN_WORDS_LENGTH}
    elif len(words) > MAX_WORDS_LENGTH:
        errors["words"] = _("Use at most %(number)d characters.") % {"number": MAX_WORDS_LENGTH}
    if errors:
        raise WaiverRefusedError(errors)
    return words


def get_rights(user: Any, obj: Any) -> tuple[bool, bool]:
    """Return True and True if the user may edit the page or snippet, and may publish it."""
    if isinstance(obj, Page):
        permissions = obj.permissions_for_user(user)
        return permissions.can_edit(), permissions.can_publish()
    policy = policy_registry.get_by_type(type(obj))
    may_edit, may_publish = (
        policy.user_has_permission_for_instance(user, action, obj)
        for action in ("change", "publish")
    )
    return may_edit, may_publish


def _get_clinic_id(obj: Any) -> int | None:
    """Return the site of a page or snippet; None of one that all sites share."""
    if not isinstance(obj, Page):
        return obj.site_id
    root = get_site_root(obj)
    return root.site_id if root else None


def _log(obj: Any, action: str, user: Any, waiver: Waiver) -> None:
    data = {
        "sentence": waiver.sentence,
        "reason": waiver.get_reason_display(),
        "words": waiver.words,
    }
    log(obj, action, user=user, data=data)
