"""What a record would add to the reference that it is: empty fields, and news of a retraction."""

from dataclasses import fields

from articles.references.source import Source, SourceState

STATES_BY_SEVERITY = ("", SourceState.CORRECTED, SourceState.CONCERN, SourceState.RETRACTED)
# These are not filled just because they are empty: they say something about other fields.
DEPENDENT_FIELDS = {"kind", "accessed", "state", "state_note"}


def fields_to_update(record: Source, known: Source) -> list[str]:
    """The names of the fields that the record can fill in; nothing that is there is replaced.

    The state is the exception: a graver one takes the place of the old, with its note.
    """
    names = [
        field.name
        for field in fields(Source)
        if field.name not in DEPENDENT_FIELDS
        and getattr(record, field.name)
        and not getattr(known, field.name)
    ]
    # The day of a visit is that of one address.
    if record.accessed and not known.accessed and known.url in ("", record.url):
        names.append("accessed")
    return names + _state_fields(record, known)


def _state_fields(record: Source, known: Source) -> list[str]:
    if STATES_BY_SEVERITY.index(record.state) > STATES_BY_SEVERITY.index(known.state):
        return ["state"] if record.state_note == known.state_note else ["state", "state_note"]
    if record.state == known.state and record.state_note and not known.state_note:
        return ["state_note"]
    return []
