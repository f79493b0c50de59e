"""What a record would add to the reference that it is: empty fields, and news of a retraction."""

from dataclasses import fields

from articles.references.source import Source, State

GRAVITY = ("", State.CORRECTED, State.CONCERN, State.RETRACTED)
# These are not filled just because they are empty: they say something about other fields.
DEPENDENT = {"kind", "accessed", "state", "state_note"}


def brought(record: Source, known: Source) -> list[str]:
    """The names of the fields that the record can fill in; nothing that is there is replaced.

    The state is the exception: a graver one takes the place of the old, with its note.
    """
    names = [
        field.name
        for field in fields(Source)
        if field.name not in DEPENDENT
        and getattr(record, field.name)
        and not getattr(known, field.name)
    ]
    # The day of a visit is that of one address.
    if record.accessed and not known.accessed and known.url in ("", record.url):
        names.append("accessed")
    return names + _state_fields(record, known)


def _state_fields(record: Source, known: Source) -> list[str]:
    if GRAVITY.index(record.state) > GRAVITY.index(known.state):
        return ["state"] if record.state_note == known.state_note else ["state", "state_note"]
    if record.state == known.state and record.state_note and not known.state_note:
        return ["state_note"]
    return []
