"""Model fields that several models share."""

from typing import Any

from django.db import models
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


def optional_foreign_key(to: Any, *, related_name: str = "+", **options: Any) -> Any:
    """Return a foreign key that may be empty, and becomes empty if its object is deleted."""
    return models.ForeignKey(
        to,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name=related_name,
        **options,
    )
