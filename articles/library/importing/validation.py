"""Whether a source can be stored as a reference, and what is wrong with its fields."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Reference
from articles.references.source import Source

# What nobody enters: it is derived from the rest when a reference is stored.
DERIVED = {field.name for field in Reference._meta.concrete_fields if not field.editable}
# Faults that a database would refuse or that a page could not show; with others, such as a wrong
# check digit, a source can be stored and mended there.
REFUSED = {"blank", "null", "max_length", "max_value", "min_value", "invalid_choice"}


class Fault(NamedTuple):
    """What is wrong with one field; a source with a fault that `blocks` cannot be stored."""

    field: str
    message: str
    blocks: bool


@dataclass(frozen=True)
class Checked:
    """A source in the form in which it would be written, with its faults."""

    source: Source
    faults: list[Fault]

    @property
    def is_blocked(self) -> bool:
        return any(fault.blocks for fault in self.faults)


def check(source: Source) -> Checked:
    """Every field by the rules of the editor's form. Whether it is unique is not asked here."""
    reference = Reference()
    reference.fill(source)
    faults: list[Fault] = []
    try:
        reference.full_clean(exclude=DERIVED, validate_unique=False, validate_constraints=False)
    except ValidationError as invalid:
        for name, errors in invalid.error_dict.items():
            faults += [_fault(reference, name, error) for error in errors]
    return Checked(reference.source, faults)


def label(name: str) -> str:
    """What editors know a field as."""
    field = Reference._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _fault(reference: Reference, name: str, error: ValidationError) -> Fault:
    value = getattr(reference, name, None)
    blocks = error.code in REFUSED or (name == "url" and not _is_web_address(value))
    return Fault(name, _told(name, error), blocks)


def _is_web_address(value: object) -> bool:
    """Anything else could be a script."""
    return str(value).lower().startswith(("http://", "https://"))


def _told(name: str, error: ValidationError) -> str:
    if name == "title" and error.code == "blank":
        return _("It has no title.")
    if error.code == "max_length" and error.params:
        return _(
            "%(field)s has %(length)d characters, and there is room for %(limit)d. Shorten it "
            "to import this one."
        ) % {
            "field": capfirst(label(name)),
            "length": error.params["show_value"],
            "limit": error.params["limit_value"],
        }
    message = " ".join(error.messages)
    return message if name == NON_FIELD_ERRORS else f"{capfirst(label(name))}: {message}"
