"""Changes of sources: saved and logged with the old and new values, or proposed to publishers.

The right to publish sources decides. Without it, a change of a source that public pages cite is a
proposal, and so is a change of the state of any source.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from articles.library.usage import is_publicly_cited
from articles.models import Reference, ReferenceProposal
from articles.models.site_rights import get_site_ids_with, has_right
from articles.references.source import state_severity
from articles.review.shared_changes import notify_reviewers
from articles.review.shared_content import describe_source, format_words

PUBLISH_PERMISSION = "articles.publish_reference"
STATE_FIELDS = {"state", "state_note"}

EDIT_ACTION = "articles.source.edit"
PROPOSE_ACTION = "articles.source.propose"
WITHDRAW_ACTION = "articles.source.withdraw"
PUBLISH_ACTION = "articles.source.publish"
DISCARD_ACTION = "articles.source.discard"


@dataclass(frozen=True)
class ChangeOutcome:
    """The names of the fields that were saved, and of those that are proposed.

    `is_withdrawn` if the change took back an earlier proposal.
    """

    saved: list[str]
    proposed: list[str]
    is_withdrawn: bool = False


def can_publish(user: Any, reference: Reference | None = None) -> bool:
    """Return True if changes of a source, or of any, by this user are public at once.

    None is a command in the shell. See `articles.library.permissions` for users of single clinics.
    """
    if reference is None or user is None:
        return has_right(user, PUBLISH_PERMISSION)
    policy = policy_registry.get_by_type(Reference)
    return policy.user_has_permission_for_instance(user, "publish", reference)


def can_publish_all(user: Any) -> bool:
    """Return True if changes of every source by this user are public at once."""
    return get_site_ids_with(user, PUBLISH_PERMISSION) is None


def fields_to_propose(
    names: Iterable[str], user: Any, reference: Reference, *, is_public: bool
) -> list[str]:
    """Return those of the fields that this user can only propose to change."""
    if can_publish(user, reference):
        return []
    return [name for name in names if is_public or name in STATE_FIELDS]


def weakens_state(before: Reference, after: Reference) -> bool:
    """Return True if the state is cleared, or becomes less serious."""
    return state_severity(after.state) < state_severity(before.state)


def save_or_propose(
    reference: Reference, values: Mapping[str, Any], user: Any, note: str = ""
) -> ChangeOutcome:
    """Save the changed `values`, or make those a proposal that this user may not publish.

    The proposal replaces an earlier one, which the form has shown. Without the right to publish,
    a change without any proposed value withdraws the earlier one.
    """
    proposed = fields_to_propose(values, user, reference, is_public=is_publicly_cited(reference))
    saved = [name for name in values if name not in proposed]
    if saved:
        save_values(reference, {name: values[name] for name in saved}, user, note)
    if can_publish(user, reference):
        return ChangeOutcome(saved, [])
    earlier = ReferenceProposal.objects.filter(reference=reference).first()
    if proposed:
        propose(reference, {name: values[name] for name in proposed}, user, note, earlier)
    elif earlier:
        earlier.delete()
        if not saved:
            log(reference, WITHDRAW_ACTION, user=user, content_changed=False)
    return ChangeOutcome(saved, proposed, is_withdrawn=bool(earlier and not saved and not proposed))


def save_values(
    reference: Reference,
    values: Mapping[str, Any],
    user: Any,
    note: str = "",
    action: str = EDIT_ACTION,
    **data: Any,
) -> None:
    """Save values that are public at once, log them, and tell the reviewers of a changed state."""
    words = describe_source(reference).words
    changes = {name: [getattr(reference, name), value] for name, value in values.items()}
    for name, value in values.items():
        setattr(reference, name, value)
    reference.save()
    log(reference, action, user=user, data={"changes": changes, "note": note, **data})
    notify_of_state(reference, words, user, note)


def notify_of_state(
    reference: Reference, before: Mapping[str, str], user: Any, note: str = ""
) -> None:
    """Mail the reviewers of articles that show the source if readers see another state now."""
    after = describe_source(reference).words
    if before["state"] != after["state"]:
        old, new = format_words(before), format_words(after)
        notify_reviewers(reference, old, new, user=user, note=note)


def propose(
    reference: Reference,
    values: Mapping[str, Any],
    user: Any,
    note: str = "",
    earlier: ReferenceProposal | None = None,
) -> ReferenceProposal:
    """Save a proposal, in place of an earlier one, and log it."""
    if earlier and earlier.changes_of(reference) == values and earlier.note == note:
        return earlier
    proposal = earlier or ReferenceProposal(reference=reference)
    proposal.values, proposal.note, proposal.proposed_by = dict(values), note, user
    proposal.save()
    data = proposal_log_data(reference, proposal)
    log(reference, PROPOSE_ACTION, user=user, data=data, content_changed=False)
    return proposal


def proposal_log_data(reference: Reference, proposal: ReferenceProposal) -> dict[str, Any]:
    """Return the data of a log entry, with the old and proposed values."""
    changes = {name: [getattr(reference, name), value] for name, value in proposal.values.items()}
    return {"changes": changes, "note": proposal.note}


def publish_proposal(
    proposal: ReferenceProposal, reference: Reference, names: Iterable[str], user: Any, note: str
) -> None:
    """Save the proposed values of these fields, and discard the others."""
    values = proposal.changes_of(reference)
    chosen = {name: values[name] for name in names if name in values}
    author = user_name(proposal.proposed_by)
    save_values(reference, chosen, user, note, PUBLISH_ACTION, proposed_by=author)
    proposal.delete()


def discard_proposal(
    proposal: ReferenceProposal, reference: Reference, user: Any, note: str = ""
) -> None:
    is_own = user is not None and proposal.proposed_by_id == user.pk
    action = WITHDRAW_ACTION if is_own else DISCARD_ACTION
    data = proposal_log_data(reference, proposal) | {"note": note}
    proposal.delete()
    log(reference, action, user=user, data=data, content_changed=False)


def user_name(user: Any) -> str:
    return get_user_display_name(user) if user else ""
