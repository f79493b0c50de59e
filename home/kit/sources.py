"""Sources of a kit: CSL-JSON as other programs read it, or YAML as people write it.

CSL-JSON has variables for almost all fields of a source; the rest is in `custom`. What would not
come back exactly, such as the spelling of a name, is in `custom` as well.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backend

from articles.models import Reference, ReferenceProposal
from articles.references.authors import serialise_authors
from articles.references.formats import csl
from articles.references.formats.decoding import UnreadableError
from home.kit.errors import KitError, Place
from home.kit.fields import FieldDecoder
from home.kit.model_fields import kept_fields
from home.kit.reading import KitFiles
from home.kit.report import CREATED, KEPT, REPLACED, UNCHANGED, LoadReport
from home.kit.yaml_reading import Mapping, Plain, Sequence, as_mapping, as_text

FOLDER = "sources"
BATCH_SIZE = 500
EXACT, PROPOSAL = "exact", "proposal"


class SourceLoader:
    """Loads the sources that the database does not have."""

    def __init__(
        self, kit: KitFiles, decoder: FieldDecoder, report: LoadReport, *, replace: bool
    ) -> None:
        self.kit, self.decoder, self.names, self.report = kit, decoder, decoder.names, report
        self.replace = replace

    def load(self) -> None:
        known = self.names.table(Reference).pks
        batch: list[tuple[Reference, Mapping, Place]] = []
        seen: dict[str, Place] = {}
        for key, fields, place in self.read():
            if key in seen:
                raise place.error(_("The source “%s” is there twice.") % key)
            seen[key] = place
            _join_authors(fields, place)
            entry = self.decoder.entry(Reference, fields, place, "", (PROPOSAL,))
            if key in known:
                self._compare(key, known[key], entry.values)
                continue
            reference = Reference(key=key, **entry.values)
            reference._nullify_empty_identifiers()
            reference.update_derived_fields()
            batch.append((reference, fields, place))
            self.report.add("source", CREATED, key)
            if len(batch) == BATCH_SIZE:
                self._store(batch)
                batch = []
        self._store(batch)

    def read(self) -> Iterator[tuple[str, Mapping, Place]]:
        for name in self.kit.names(FOLDER):
            if name.endswith(".json"):
                yield from read_csl(self.kit.text(name), name)
            elif name.endswith(".yaml"):
                place = Place(name, 1)
                entries = as_mapping(self.kit.yaml(name), place)
                for key, value in entries.items():
                    at = entries.place(key, place)
                    yield key, as_mapping(value, at), at
            else:
                raise KitError(_("Sources are in files that end with .json or .yaml."), name)

    def _store(self, batch: list[tuple[Reference, Mapping, Place]]) -> None:
        given = {reference.key: (fields, place) for reference, fields, place in batch}
        rows = Reference.objects.bulk_create([reference for reference, _fields, _at in batch])
        for row in rows:
            self.names.add(Reference, row.key, row.pk)
            self.names.sources[row.key] = row
            self._load_proposal(row, *given[row.key])
        get_search_backend().add_bulk(Reference, rows)

    def _load_proposal(self, row: Reference, fields: Mapping, place: Place) -> None:
        """Load a change that waits for the decision of a publisher."""
        if PROPOSAL not in fields:
            return
        at = fields.place(PROPOSAL, place)
        own = as_mapping(fields[PROPOSAL], at)
        entry = self.decoder.entry(ReferenceProposal, own, at, "")
        proposal = ReferenceProposal(reference=row, **entry.values)
        made_at = proposal.proposed_at
        proposal.save()
        if made_at:
            ReferenceProposal.objects.filter(pk=proposal.pk).update(proposed_at=made_at)

    def _compare(self, key: str, pk: int, values: dict[str, Any]) -> None:
        stored = Reference.objects.get(pk=pk)
        wanted = Reference(key=key, **values)
        wanted._nullify_empty_identifiers()
        names = [own.attname for own in kept_fields(Reference)]
        same = all(getattr(stored, name) == getattr(wanted, name) for name in names)
        if not same and self.replace:
            for name in names:
                setattr(stored, name, getattr(wanted, name))
            stored.save()
            self.report.add("source", REPLACED, key)
        else:
            self.report.add("source", UNCHANGED if same else KEPT, key)


def _join_authors(fields: Mapping, place: Place) -> None:
    """Make lines of authors that are in a list, as the model stores them."""
    for name in ("authors", "editors"):
        if isinstance(fields.get(name), Sequence):
            at = fields.place(name, place)
            lines = [as_text(each, where) for each, where in fields[name].places(at)]
            fields[name] = "\n".join(lines)


# -- CSL-JSON -------------------------------------------------------------------------------------


def read_csl(text: str, file: str) -> Iterator[tuple[str, Mapping, Place]]:
    """Yield key, fields and place of each item. The `id` of an item is the key of the source."""
    try:
        items = list(_items_with_lines(text))
    except json.JSONDecodeError as error:
        message = _("This is not valid JSON: %s.") % error.msg
        raise KitError(message, file, error.lineno) from None
    except RecursionError:
        raise KitError(_("This is nested too deeply."), file) from None
    for item, line in items:
        place = Place(file, line)
        key = item.get("id") if isinstance(item, dict) else None
        if not isinstance(key, str | int) or not str(key).strip():
            raise place.error(_("A source needs an “id”, which texts cite, such as wood-2006."))
        yield str(key), csl_fields(item, place), place


def _items_with_lines(text: str) -> Iterator[tuple[Any, int]]:
    decoder = json.JSONDecoder()
    position, counted, line = text.find("[") + 1, 0, 1
    if not position or text[: position - 1].strip():
        raise json.JSONDecodeError("a list of sources is needed", text, 0)
    while True:
        while text[position : position + 1] in (" ", "\n", "\r", "\t", ",") and position < len(
            text
        ):
            position += 1
        if text[position : position + 1] in ("]", ""):
            return
        item, end = decoder.raw_decode(text, position)
        line += text.count("\n", counted, position)
        yield item, line
        position, counted = end, position


def csl_fields(item: dict[str, Any], place: Place) -> Mapping:
    """Return the fields of a source as YAML would have them."""
    try:
        (record,) = csl.read(json.dumps(item))
    except (UnreadableError, ValueError) as error:
        raise place.error(str(error)) from None
    if record.source is None:
        raise place.error(str(record.problem))
    custom = item.get("custom")
    exact = custom.get(EXACT) if isinstance(custom, dict) else None
    values = source_values(record.source) | (exact or {})
    if isinstance(custom, dict) and PROPOSAL in custom:
        values[PROPOSAL] = custom[PROPOSAL]
    return _as_mapping(values, place.line)


def source_values(source: Any) -> dict[str, Any]:
    """Return the values of the fields of `Reference` that are not empty."""
    values = {}
    for name in source.__dataclass_fields__:
        value = getattr(source, name)
        if name in ("authors", "editors"):
            value = serialise_authors(value)
        if value:
            values[name] = value
    return values


def _as_mapping(values: dict[str, Any], line: int) -> Mapping:
    """Return JSON values as if they had been read from YAML."""
    mapping = Mapping(line)
    for key, value in values.items():
        mapping[key] = _as_read(value, line)
        mapping.lines[key] = line
    return mapping


def _as_read(value: Any, line: int) -> Any:
    if isinstance(value, dict):
        return _as_mapping(value, line)
    if isinstance(value, list):
        sequence = Sequence(line)
        sequence += [_as_read(each, line) for each in value]
        sequence.lines += [line] * len(value)
        return sequence
    return value if value is None or isinstance(value, str) else Plain(str(value), value)
