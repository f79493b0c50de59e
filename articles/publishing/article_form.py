"""What an editor is told when an article is published that could not be told field by field."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.utils import parse_tags

from articles.models.condition import Condition
from articles.publishing.form import GatedForm


class ArticleForm(GatedForm):
    """Checks that take several fields together."""

    def clean(self):
        cleaned = super().clean()
        self._refuse_duplicate_authors()
        return cleaned

    def clean_conditions(self) -> list[str]:
        """The conditions chosen, in the library's spelling; a word the library lacks is refused.

        Wagtail would drop such a word without saying so.
        """
        written = parse_tags(self["conditions"].data or "")
        known = {name.lower(): name for name in Condition.objects.values_list("name", flat=True)}
        if unknown := [word for word in written if word.lower() not in known]:
            raise ValidationError(
                ngettext(
                    "The library has no condition “%(names)s”. Choose one that is there, or have"
                    " it added.",
                    "The library has no conditions “%(names)s”. Choose some that are there, or"
                    " have them added.",
                    len(unknown),
                )
                % {"names": "”, “".join(unknown)}
            )
        return [known[word.lower()] for word in written]

    def _refuse_duplicate_authors(self):
        authors = self.formsets.get("article_authors")
        if authors is None or not authors.is_valid():
            return
        seen = set()
        for row in authors.forms:
            person = row.cleaned_data.get("person")
            if not person or row in authors.deleted_forms:
                continue
            if person.pk in seen:
                row.add_error("person", ValidationError(_("This author is named above.")))
            seen.add(person.pk)
