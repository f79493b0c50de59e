"""Whether a source can be stored as a reference, and what is wrong with its fields."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Reference
from articles.references.source import Source

# What nobody enters: it is derived from the rest when a reference is stored.
DERIVED_FIELDS = {field.name for field in Reference._meta.concrete_fields if not field.editable}
# Faults that a database would refuse or that a page could not show; with others, such as a wrong
# check digit, a source can be stored and mended there.
BLOCKING_CODES = {"blank", "null", "max_length", "max_value", "min_value", "invalid_choice"}


class FieldProblem(NamedTuple):
    """What is wrong with one field; a source with a problem that `is_blocking` cannot be stored."""

    field: str
    message: str
    is_blocking: bool


@dataclass(frozen=True)
class CheckedSource:
    """A source in the form in which it would be written, with its faults."""

    source: Source
    problems: list[FieldProblem]

    @property
    def is_blocked(self) -> bool:
        return any(problem.is_blocking for problem in self.problems)


def check_source(source: Source) -> CheckedSource:
    """Every field by the rules of the editor's form. Whether it is unique is not asked here."""
    reference = Reference()
    reference.set_from_source(source)
    problems: list[FieldProblem] = []
    try:
        reference.full_clean(
            exclude=DERIVED_FIELDS, validate_unique=False, validate_constraints=False
        )
    except ValidationError as invalid:
        for name, errors in invalid.error_dict.items():
            problems += [_field_problem(reference, name, error) for error in errors]
    return CheckedSource(reference.source, problems)


def field_verbose_name(name: str) -> str:
    """What editors know a field as."""
    field = Reference._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _field_problem(reference: Reference, name: str, error: ValidationError) -> FieldProblem:
    value = getattr(reference, name, None)
    is_blocking = error.code in BLOCKING_CODES or (name == "url" and not _is_web_address(value))
    return FieldProblem(name, _problem_message(name, error), is_blocking)


def _is_web_address(value: object) -> bool:
    """Anything else could be a script."""
    return str(value).lower().startswith(("http://", "https://"))


def _problem_message(name: str, error: ValidationError) -> str:
    if name == "title" and error.code == "blank":
        return _("It has no title.")
    if error.code == "max_length" and error.params:
        return _(
            "%(field)s has %(length)d characters, and there is room for %(limit)d. Shorten it "
            "to import this one."
        ) % {
            "field": capfirst(field_verbose_name(name)),
            "length": error.params["show_value"],
            "limit": error.params["limit_value"],
        }
    message = " ".join(error.messages)
    return (
        message if name == NON_FIELD_ERRORS else f"{capfirst(field_verbose_name(name))}: {message}"
    )
