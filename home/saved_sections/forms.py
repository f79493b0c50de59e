"""The form of saved sections, in the library and in the dialog of the page editor."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.publishing.foreign_choices import OwnChoicesForm


class SavedSectionsForm(OwnChoicesForm):
    """Refuses a second set of the same name, because nobody could tell them apart in a list."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = type(self.instance).objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("There is a set of this name. Choose another name."))
        return name

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk:
            self.instance.made_by = self.for_user
        return super().save(commit)
