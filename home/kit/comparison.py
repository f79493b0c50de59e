"""Compare objects of the database with those of a kit, in the form that both have in a kit."""

from collections.abc import Collection
from typing import Any

from home.kit.fields import FieldEncoder
from home.kit.names import Names
from home.kit.streams import ID


def is_same(names: Names, stored: Any, wanted: Any, skip: Collection[str] = ()) -> bool:
    """Return True if both say the same, apart from the ids of blocks and rows."""
    encoder = FieldEncoder(names, _NoFiles())
    own, other = (encoder.fields(each, skip) for each in (stored, wanted))
    return bool(_without_ids(own) == _without_ids(other))


class _NoFiles:
    """Names the files of fields without copying them."""

    def add(self, value: Any) -> str | None:
        return value.name if value else None


def _without_ids(value: Any) -> Any:
    """Return the value without ids, which a kit may leave out."""
    if isinstance(value, dict):
        return {key: _without_ids(each) for key, each in value.items() if key != ID}
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    return value
