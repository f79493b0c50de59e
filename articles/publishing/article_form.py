"""Article validation that spans several fields."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.utils import parse_tags

from articles.models.condition import Condition
from articles.publishing.form import GatedForm


class ArticleForm(GatedForm):
    """The form of an article."""

    def clean(self):
        cleaned = super().clean()
        self._refuse_duplicate_authors()
        return cleaned

    def clean_conditions(self) -> list[str]:
        """Return the chosen conditions as the library spells them. Refuse unknown ones.

        Wagtail would drop them without a message.
        """
        names = {name.lower(): name for name in Condition.objects.values_list("name", flat=True)}
        chosen = parse_tags(self["conditions"].data or "")
        if unknown := [word for word in chosen if word.lower() not in names]:
            message = ngettext(
                "The library has no condition “%(names)s”. Choose another one, or ask to have it"
                " added.",
                "The library has no conditions “%(names)s”. Choose others, or ask to have them"
                " added.",
                len(unknown),
            )
            raise ValidationError(message % {"names": "”, “".join(unknown)})
        return [names[word.lower()] for word in chosen]

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
                row.add_error("person", ValidationError(_("This author is listed twice.")))
            seen.add(person.pk)
