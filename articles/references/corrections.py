"""Take over the probable value of a diagnosis."""

from dataclasses import fields, replace
from typing import Any

from django.utils.translation import gettext as _

from articles.references.authors import parse_author, parse_authors
from articles.references.completeness import field_label
from articles.references.diagnosis import Diagnosis
from articles.references.source import Source

TEXT_FIELDS = {item.name for item in fields(Source) if item.default == "" and item.name != "kind"}


def can_correct(diagnosis: Diagnosis) -> bool:
    """Return True if the diagnosis has a probable value for a field."""
    return bool(diagnosis.suggestion) and diagnosis.field in TEXT_FIELDS | {"authors"}


def correct(source: Source, diagnosis: Diagnosis) -> Source:
    """Return the source with the probable value; unchanged if there is none."""
    if not can_correct(diagnosis):
        return source
    if diagnosis.field != "authors":
        value: dict[str, Any] = {diagnosis.field: diagnosis.suggestion}
        return replace(source, **value)
    if diagnosis.code == "garbled-letters":
        return replace(source, authors=parse_authors(diagnosis.suggestion))
    # Letters of the journal are glued to the last author.
    return replace(source, authors=(*source.authors[:-1], parse_author(diagnosis.suggestion)))


def correction_label(source: Source, diagnosis: Diagnosis) -> str:
    """Return the text of the button that takes over the probable value."""
    values = {"value": diagnosis.suggestion, "field": field_label(diagnosis.field, source.kind)}
    if diagnosis.field == "volume":
        values["field"] = _("volume")
    return _("Change %(field)s to “%(value)s”") % values
