"""Choosers that keep the id of what was chosen."""

from django.utils.html import escape
from wagtail.blocks import ChooserBlock

from articles.citations.markup import read_ids


class IdChooserMixin(ChooserBlock):
    """Mixin for a chooser block whose value is the id instead of the object.

    Wagtail's choosers load the chosen objects block type by block type. With the id alone a page
    can read everything it names in one query of its own, say only what is public; and what has
    been deleted since is an unknown id rather than an error.
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
        """The name of what was chosen, as the comparison of two revisions shows it."""
        found = self.model_class.objects.filter(pk=value).first() if value else None
        return escape(found or "")

    def extract_references(self, value):
        if value is not None:
            yield self.model_class, str(value), "", ""
