"""What an editor is told when an article is published that could not be told field by field."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.utils import parse_tags
from wagtail.admin.forms import WagtailAdminPageForm

from .models.condition import Condition


class ArticleForm(WagtailAdminPageForm):
    """Checks that take several fields together. A draft may be incomplete; publishing may not."""

    def clean(self):
        cleaned = super().clean()
        self._name_each_author_once()
        if not self.is_deferred_validation:
            self._ask_for_a_whole_review(cleaned)
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

    def _ask_for_a_whole_review(self, cleaned):
        reviewer, day = cleaned.get("reviewer"), cleaned.get("reviewed_on")
        if bool(reviewer) != bool(day) and not self.errors:
            self.add_error(
                "reviewed_on" if reviewer else "reviewer",
                _("A review has a reviewer and a day: give both, or neither."),
            )

    def _name_each_author_once(self):
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
