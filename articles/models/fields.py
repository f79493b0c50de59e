"""Model fields that need less in their migrations than they have in the code."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField that migrations describe as Wagtail's own, without its blocks and default.

    Data migrations read bodies as JSON and need neither. So no migration imports a block, and a
    new kind of block or a changed help text needs no migration.
    """

    def deconstruct(self) -> Any:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "wagtail.fields.StreamField", [[]], kwargs | {"block_lookup": {}}
