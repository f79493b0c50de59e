"""What a body's evidence says of single sources, for the list of references."""

from collections import Counter
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles.citations.numbering import Citations


class SourceEvidence(NamedTuple):
    """How far an editor trusts a source, and who was studied for how long; texts may be empty."""

    strength: str
    strength_label: str
    size_and_duration: str


def get_evidence_by_source(body, citations: Citations) -> dict[str, SourceEvidence]:
    """The finding of each source by the source's key.

    A source is left out if several findings rest on it, or if a finding rests on others as well:
    no one strength or number of people would be true of it.
    """
    statements = [
        (statement, {citations.by_id[pk].reference.key for pk in ids if pk in citations.by_id})
        for child in body
        if child.block_type == "evidence"
        for statement in child.value["statements"]
        if (ids := statement.get("sources"))
    ]
    used = Counter(key for _statement, keys in statements for key in keys)
    return {
        key: _build_source_evidence(statement)
        for statement, keys in statements
        for key in keys
        if len(keys) == used[key] == 1
    }


def format_size_and_duration(people: str, duration: str) -> str:
    """ "24 people, followed for 8 weeks"; a duration that is no number of weeks stands alone."""
    people, duration = people.strip(), duration.strip()
    if people and duration[:1].isdigit():
        return _("%(people)s, followed for %(duration)s") % {"people": people, "duration": duration}
    return "; ".join(filter(None, (people, duration)))


def _build_source_evidence(statement: Any) -> SourceEvidence:
    return SourceEvidence(
        statement.get("strength") or "",
        statement.strength_label,
        format_size_and_duration(statement.get("people") or "", statement.get("duration") or ""),
    )
