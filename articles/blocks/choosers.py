"""Chooser blocks whose value is an id."""

from django.utils.html import escape
from wagtail.blocks import ChooserBlock

from articles.citations.markup import read_ids


class IdChooserMixin(ChooserBlock):
    """Mixin for a chooser block whose value is the id instead of the object.

    Wagtail's choosers load the chosen objects block type by block type. With ids a page reads all
    of them in one query of its own, for example only the public ones, and a deleted object is an
    unknown id instead of an error.
    """

    def to_python(self, value):
        return value

    def bulk_to_python(self, values):
        return list(values)

    def normalize(self, value):
        return getattr(value, "pk", value)

    def get_prep_value(self, value):
        return self.normalize(value)

    def value_from_form(self, value):
        value = self.normalize(value)
        return next(iter(read_ids(str(value or ""))), None)

    def clean(self, value):
        return self.normalize(super().clean(value))

    def render_basic(self, value, context=None):
        """Return the object's name, for the comparison of two revisions."""
        found = self.model_class.objects.filter(pk=value).first() if value else None
        return escape(found or "")

    def extract_references(self, value):
        if value is not None:
            yield self.model_class, str(value), "", ""
