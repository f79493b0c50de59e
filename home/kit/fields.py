"""The values of model fields in a kit: read into an entry, and written from an object."""

import json
from collections.abc import Collection as AnyCollection
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField

from home.kit.errors import Place
from home.kit.files import KitFileStore
from home.kit.model_fields import WITH_PUBLIC_KEY, kept_children, kept_fields
from home.kit.names import Names
from home.kit.rich_text import decode_rich_text, encode_rich_text
from home.kit.single_values import (
    check_text,
    read_boolean,
    read_date,
    read_datetime,
    read_integer,
    read_key,
    read_number,
    read_uuid,
)
from home.kit.streams import ID, StreamDecoder, StreamEncoder
from home.kit.yaml_reading import (
    Mapping,
    as_mapping,
    as_sequence,
    as_text,
    plain_data,
)


@dataclass
class Entry:
    """The data of one object in a kit: values by attribute, lists of keys, and rows below it."""

    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[int]] = field(default_factory=dict)
    children: dict[str, list["Entry"]] = field(default_factory=dict)


class FieldDecoder:
    """Reads the fields of objects. `files` stores the files of file fields."""

    def __init__(self, names: Names, files: KitFileStore) -> None:
        self.names, self.files = names, files

    def entry(
        self,
        model: type[models.Model],
        fields: Mapping,
        place: Place,
        seed: str,
        others: AnyCollection[str] = (),
    ) -> Entry:
        """Return the entry of a mapping. `others` are keys that the caller reads."""
        own = {each.name: each for each in kept_fields(model)}
        relations = {each.get_accessor_name(): each for each in kept_children(model)}
        known = [*others, *own, *relations]
        entry = Entry()
        for key, value in fields.items():
            at = fields.place(key, place)
            if key in others:
                continue
            if key in own:
                self._read(own[key], value, at, f"{seed}:{key}", entry)
            elif key in relations:
                entry.children[key] = self._rows(relations[key], value, at, f"{seed}:{key}")
            else:
                message = _("“%(key)s” is not a field of %(model)s.")
                words = {"key": key, "model": model._meta.verbose_name}
                raise at.unknown(message % words, key, known)
        return entry

    def _rows(self, relation: Any, value: Any, place: Place, seed: str) -> list[Entry]:
        model = relation.related_model
        only = _only_field(model)
        rows = []
        for number, (item, at) in enumerate(as_sequence(value, place).places(place)):
            if not isinstance(item, Mapping) and only:
                mapping = Mapping(at.line)
                mapping[only] = item
                item = mapping
            others = (ID,) if model in WITH_PUBLIC_KEY else ()
            fields = as_mapping(item, at)
            row = self.entry(model, fields, at, f"{seed}/{number}", others)
            if others and fields.get(ID) is not None:
                row.values["pk"] = read_key(fields[ID], fields.place(ID, at))
            if any(each.name == "sort_order" for each in model._meta.concrete_fields):
                row.values["sort_order"] = number
            rows.append(row)
        return rows

    def _read(self, own: Any, value: Any, place: Place, seed: str, entry: Entry) -> None:
        if isinstance(own, TaggableManager) or own.many_to_many:
            names = as_sequence(value, place).places(place)
            entry.lists[own.name] = [
                self.names.pk(own.related_model, as_text(name, at), at) for name, at in names
            ]
        else:
            entry.values[own.attname] = self.value(own, value, place, seed)

    def value(self, own: Any, value: Any, place: Place, seed: str) -> Any:
        """Return the value to store in a field."""
        match own:
            case StreamField():
                return StreamDecoder(self.names, seed).stream(own.stream_block, value, place)
            case RichTextField():
                return decode_rich_text(value, self.names, place)
            case models.ForeignKey():
                name = as_text(value, place)
                return self.names.pk(own.related_model, name, place) if name else None
            case models.FileField():
                name = as_text(value, place)
                return self.files.store(own, name, place) if name else ""
            case models.JSONField():
                return plain_data(value)
        if value is None:
            return None if own.null else own.get_default() if own.has_default() else ""
        match own:
            case models.BooleanField():
                return read_boolean(value, place)
            case models.DateTimeField():
                return read_datetime(value, place)
            case models.DateField():
                return read_date(value, place)
            case models.IntegerField():
                return read_integer(value, place)
            case models.FloatField() | models.DecimalField():
                return read_number(own, value, place)
            case models.UUIDField():
                return read_uuid(value, place)
            case models.CharField() | models.TextField():
                return self._text(own, value, place)
        raise TypeError(f"A kit cannot have values of {own!r}")

    def _text(self, own: Any, value: Any, place: Place) -> str:
        text = as_text(value, place)
        if own.max_length and len(text) > own.max_length:
            message = _("This text has %(length)d characters; at most %(max)d are possible.")
            raise place.error(message % {"length": len(text), "max": own.max_length})
        if own.choices and text:
            known = [str(choice) for choice, _label in own.flatchoices]
            if text not in known:
                message = _("“%(text)s” is not one of: %(known)s.")
                words = {"text": text, "known": ", ".join(filter(None, known))}
                raise place.unknown(message % words, text, known)
        return check_text(own, text, place)


class FieldEncoder:
    """Writes the fields of objects. `files` collects the files of file fields."""

    def __init__(self, names: Names, files: Any) -> None:
        self.names, self.files = names, files

    def fields(
        self, instance: Any, skip: AnyCollection[str] = (), only: AnyCollection[str] = ()
    ) -> dict[str, Any]:
        """Return the fields of an object without those that have an empty default.

        `only` leaves out all other fields, and the rows below the object.
        """
        result = {}
        for own in kept_fields(type(instance)):
            is_wanted = own.name in only if only else own.name not in skip
            if is_wanted and not _has_empty_default(own, instance):
                value = self._write(own, instance)
                # The collection of everything has an empty name and is the default.
                if value != "" or not isinstance(own, models.ForeignKey):
                    result[own.name] = value
        if only:
            return result
        for relation in kept_children(type(instance)):
            name = relation.get_accessor_name()
            rows = sort_rows(getattr(instance, name).all())
            if name not in skip and rows:
                result[name] = [self._row(row) for row in rows]
        return result

    def _row(self, row: Any) -> Any:
        fields = self.fields(row)
        if type(row) in WITH_PUBLIC_KEY and row.pk:
            fields[ID] = row.pk
        only = _only_field(type(row))
        return fields[only] if only and only in fields else fields

    def _write(self, own: Any, instance: Any) -> Any:
        match own:
            case TaggableManager():
                return sorted(tag.name for tag in getattr(instance, own.name).all())
            case models.ManyToManyField():
                rows = getattr(instance, own.name).all()
                return sorted(filter(None, (self._name(own, row.pk) for row in rows)))
            case StreamField():
                stored = getattr(instance, own.name).get_prep_value()
                return StreamEncoder(self.names).stream(own.stream_block, stored)
        value = getattr(instance, own.attname)
        match own:
            case RichTextField():
                return encode_rich_text(value, self.names)
            case models.ForeignKey():
                return None if value is None else self._name(own, value)
            case models.FileField():
                return self.files.add(value)
            case models.DateTimeField():
                return value and value.astimezone(UTC)
            case models.DecimalField():
                return value if value is None else str(value)
            case models.JSONField():
                return json.loads(json.dumps(value, cls=own.encoder, sort_keys=True))
            case models.UUIDField():
                return str(value)
        return value

    def _name(self, own: Any, pk: Any) -> str | None:
        return self.names.name(own.related_model, pk)


def sort_rows(rows: Iterable[Any]) -> list[Any]:
    """Return rows in the order of the editor, or of their creation."""
    found = list(rows)
    if found and hasattr(found[0], "sort_order"):
        return sorted(found, key=lambda row: (row.sort_order or 0, row.pk or 0))
    return sorted(found, key=lambda row: row.pk or 0)


def _only_field(model: type[models.Model]) -> str | None:
    """Return the name of the field if rows have a single one, such as the author of an article."""
    names = [each.name for each in kept_fields(model)]
    return names[0] if len(names) == 1 and not kept_children(model) else None


def _has_empty_default(own: Any, instance: Any) -> bool:
    """Return True if the value is the one of a new object, in every language and at any time."""
    if isinstance(own, TaggableManager) or own.many_to_many:
        return not getattr(instance, own.name).all()
    if isinstance(own, StreamField):
        return not own.has_default() and not getattr(instance, own.name)
    default = own.default if own.has_default() else None
    if isinstance(default, Promise) or (callable(default) and default not in (list, dict)):
        return False
    value = getattr(instance, own.attname)
    if isinstance(own, models.FileField):
        return not value
    return bool(value == own.get_default())
