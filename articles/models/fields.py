"""Model fields that several models share."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models
from wagtail.fields import StreamField


class BodyField(StreamField):
    """The StreamField of a page's body. Migrations describe it as Wagtail's own, without a default.

    The default is a function of this project, which no migration should import.
    """

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "wagtail.fields.StreamField", args, kwargs


def optional_foreign_key(to: Any, *, related_name: str = "+", **options: Any) -> Any:
    """Return a foreign key that may be empty, and becomes empty if its object is deleted."""
    return models.ForeignKey(
        to, null=True, blank=True, on_delete=models.SET_NULL, related_name=related_name, **options
    )


def https_url_field(label: Any, help_text: Any) -> Any:
    """Return a field for an address outside the site, which may be empty."""
    return models.URLField(
        label,
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=help_text,
    )
