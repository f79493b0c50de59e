"""Changes of sources that wait for the decision of a publisher."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any, cast

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import optional_foreign_key
from articles.models.reference import Reference
from articles.references.source import Source

# The fields that editors enter.
SOURCE_FIELDS = [field.name for field in fields(Source)]
MAX_NOTE_LENGTH = 500


class ReferenceProposal(models.Model):
    """A change that somebody without the right to publish made to a source.

    `values` has the proposed values by the name of their field. Everything else reads `Reference`,
    which only changes when the proposal is published: pages, the search index, the numbers that
    have to be unique and the derived fields know nothing of proposals.
    """

    # A proposal is not a use of the source.
    wagtail_reference_index_ignore = True

    reference = models.OneToOneField(Reference, on_delete=models.CASCADE, related_name="proposal")
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    note = models.CharField(_("reason"), max_length=MAX_NOTE_LENGTH, blank=True)
    proposed_by = optional_foreign_key(settings.AUTH_USER_MODEL)
    proposed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["proposed_at", "pk"]

    def __str__(self):
        return str(self.reference)

    def apply_to(self, reference: Reference, names: Collection[str] | None = None) -> None:
        """Set the proposed values, or only those of the fields `names`, without saving."""
        for name, value in self.values.items():
            if name in SOURCE_FIELDS and (names is None or name in names):
                setattr(reference, name, source_field(name).to_python(value))

    def changes_of(self, reference: Reference) -> dict[str, Any]:
        """Return the proposed values that differ from those of the source."""
        proposed = Reference(**{name: getattr(reference, name) for name in SOURCE_FIELDS})
        self.apply_to(proposed)
        return changed_values(reference, proposed)


def source_field(name: str) -> models.Field:
    """Return the model field of a field of `Source`."""
    return cast(models.Field, Reference._meta.get_field(name))


def changed_values(before: Reference, after: Reference) -> dict[str, Any]:
    """Return the values of `after` that differ, by name, apart from kinds of line ends."""
    return {
        name: getattr(after, name)
        for name in SOURCE_FIELDS
        if _comparable(getattr(before, name)) != _comparable(getattr(after, name))
    }


def _comparable(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value or ""
