"""Validation of a source as the admin's form would validate the reference."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Reference
from articles.references.source import Source

DERIVED_FIELDS = {field.name for field in Reference._meta.concrete_fields if not field.editable}
# Errors that a database would refuse or a page could not show. A source with others, such as a
# wrong check digit, can be stored and corrected later.
BLOCKING_CODES = {"blank", "null", "max_length", "max_value", "min_value", "invalid_choice"}


class FieldProblem(NamedTuple):
    """A problem with one field; a source with a blocking one cannot be stored."""

    field: str
    message: str
    is_blocking: bool


@dataclass(frozen=True)
class CheckedSource:
    """A source as it would be stored, with its problems."""

    source: Source
    problems: list[FieldProblem]

    @property
    def is_blocked(self) -> bool:
        return any(problem.is_blocking for problem in self.problems)


def check_source(source: Source) -> CheckedSource:
    """Validate every field. Uniqueness is not checked here."""
    reference = Reference.from_source(source)
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
    return str(getattr(Reference._meta.get_field(name), "verbose_name", name))


def _field_problem(reference: Reference, name: str, error: ValidationError) -> FieldProblem:
    # An address that is not of the web could be a script.
    is_unsafe = name == "url" and not reference.url.lower().startswith(("http://", "https://"))
    return FieldProblem(
        name, _problem_message(name, error), error.code in BLOCKING_CODES or is_unsafe
    )


def _problem_message(name: str, error: ValidationError) -> str:
    if name == NON_FIELD_ERRORS:
        return " ".join(error.messages)
    if name == "title" and error.code == "blank":
        return _("It has no title.")
    label = capfirst(field_verbose_name(name))
    if error.code == "max_length" and error.params:
        text = _(
            "%(field)s has %(length)d characters; the maximum is %(limit)d. Shorten it to import "
            "this record."
        )
        length, limit = error.params["show_value"], error.params["limit_value"]
        return text % {"field": label, "length": length, "limit": limit}
    return f"{label}: {' '.join(error.messages)}"
