"""Updates of known references by an import: saved, or proposed to publishers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.library.changes import (
    EDIT_ACTION,
    PROPOSE_ACTION,
    can_publish_all,
    fields_to_propose,
    notify_of_state,
    proposal_log_data,
)
from articles.library.importing.bulk import index_for_search, log_in_bulk
from articles.library.importing.plan_rows import Row
from articles.library.usage import filter_cited, publicly_cited_ids
from articles.models import Reference, ReferenceProposal
from articles.references.source import Source, state_severity
from articles.review.shared_content import describe_source

# These are not filled just because they are empty: their meaning depends on other fields.
DEPENDENT_FIELDS = {"kind", "accessed", "state", "state_note"}


def fields_to_update(record: Source, known: Source) -> list[str]:
    """Return the names of the fields that the record can fill; no value is replaced.

    The exception is the state: a more severe one replaces the old one and its note.
    """
    names = [
        field.name
        for field in fields(Source)
        if field.name not in DEPENDENT_FIELDS
        and getattr(record, field.name)
        and not getattr(known, field.name)
    ]
    # The day of a visit belongs to one address.
    if record.accessed and not known.accessed and known.url in ("", record.url):
        names.append("accessed")
    if state_severity(record.state) > state_severity(known.state):
        names.append("state")
        if record.state_note != known.state_note:
            names.append("state_note")
    elif record.state == known.state and record.state_note and not known.state_note:
        names.append("state_note")
    return names


def update_known(rows: Iterable[Row], user: Any) -> tuple[list[Reference], list[Reference]]:
    """Fill the fields that are still empty. Return the references updated, and those proposed."""
    known = [(row.existing.pk, row.source, row) for row in rows if row.existing and row.source]
    current = Reference.objects.select_for_update().in_bulk([pk for pk, _source, _row in known])
    public = set() if can_publish_all(user) else publicly_cited_ids(current.values())
    words: dict[Reference, dict[str, str]] = {}
    saved: dict[Reference, dict[str, Any]] = defaultdict(dict)
    proposed: dict[Reference, dict[str, Any]] = defaultdict(dict)
    for pk, source, row in known:
        if pk not in current:
            raise IntegrityError("A reference to fill was deleted.")
        reference, donor = current[pk], Reference.from_source(source)
        names = [n for n in fields_to_update(source, reference.source) if n in row.new_fields]
        to_propose = fields_to_propose(names, user, reference, is_public=pk in public)
        for name in names:
            old, value = getattr(reference, name), getattr(donor, name)
            if name in to_propose:
                proposed[reference].setdefault(name, value)
                continue
            if name == "state":
                words.setdefault(reference, describe_source(reference).words)
            saved[reference][name] = [saved[reference].get(name, [old])[0], value]
            setattr(reference, name, value)
    _save(list(saved))
    log_in_bulk({one: {"changes": changes} for one, changes in saved.items()}, EDIT_ACTION, user)
    _propose(proposed, user)
    for reference, before in words.items():
        notify_of_state(reference, before, user, _("Imported from a file"))
    return list(saved), list(proposed)


def _save(references: list[Reference]) -> None:
    """Save the cited ones one by one, since their signals update the pages that cite them."""
    if not references:
        return
    cited = set(filter_cited(Reference.objects.order_by()).values_list("pk", flat=True))
    others = []
    for reference in references:
        if reference.pk in cited:
            reference.save()
        else:
            reference.update_derived_fields()
            others.append(reference)
    columns = [field.name for field in Reference._meta.concrete_fields if not field.primary_key]
    Reference.objects.bulk_create(
        others, update_conflicts=True, unique_fields=["pk"], update_fields=columns
    )
    index_for_search(others)


def _propose(values: dict[Reference, dict[str, Any]], user: Any) -> None:
    """Add the values to the proposals of these references, in bulk."""
    proposals = ReferenceProposal.objects.in_bulk(
        [reference.pk for reference in values], field_name="reference_id"
    )
    known = set(proposals)
    for reference, added in values.items():
        proposal = proposals.setdefault(reference.pk, ReferenceProposal(reference=reference))
        proposal.values = _add_values(proposal.values, added)
        proposal.note = proposal.note or _("Imported from a file")
        proposal.proposed_by, proposal.proposed_at = user, timezone.now()
    ReferenceProposal.objects.bulk_create(p for pk, p in proposals.items() if pk not in known)
    ReferenceProposal.objects.bulk_update(
        [proposals[pk] for pk in known],
        ["values", "note", "proposed_by", "proposed_at"],
        batch_size=500,
    )
    data = {one: proposal_log_data(one, proposals[one.pk]) for one in values}
    log_in_bulk(data, PROPOSE_ACTION, user, content_changed=False)


def _add_values(proposed: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    """Return both; where they differ, what was proposed first, but the more serious state."""
    if state_severity(added.get("state", "")) > state_severity(proposed.get("state", "")):
        proposed = {n: v for n, v in proposed.items() if n not in ("state", "state_note")}
    return added | proposed
