"""The form of the step "What you offer"."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from home.first_steps.pages import (
    create_topics,
    create_treatments_page,
    find_topics,
    find_treatments_page,
)
from home.models import StandardPage

MAX_LINES = 12
MAX_TOPIC_LENGTH = 60
MAX_TREATMENT_LENGTH = 100


def lines_field(label: Any, help_text: Any, max_length: int) -> forms.CharField:
    """Return a field with one name in each line; blank lines and repeats are dropped."""
    widget = forms.Textarea(attrs={"rows": 4})
    field = forms.CharField(label=label, help_text=help_text, widget=widget, required=False)

    def check(text: str) -> None:
        names = split_lines(text)
        if len(names) > MAX_LINES:
            raise ValidationError(
                gettext("Enter at most %d lines. You can add more later.") % MAX_LINES
            )
        if too_long := next((name for name in names if len(name) > max_length), None):
            message = gettext("“%(start)s…” is too long. Use at most %(number)d characters a line.")
            raise ValidationError(message % {"start": too_long[:30], "number": max_length})

    field.validators.append(check)
    return field


def split_lines(text: str) -> list[str]:
    """Return the names, each once, as it was first spelled."""
    names: dict[str, str] = {}
    for line in text.splitlines():
        name = " ".join(line.split())
        if name:
            names.setdefault(name.casefold(), name)
    return list(names.values())


class OfferForm(forms.Form):
    """Topics, which are published as categories, and treatments, as a draft to write."""

    topics = lines_field(
        _("Topics you write about"),
        _("One in each line, for example: Pain. Each becomes a category with its own drawing."),
        MAX_TOPIC_LENGTH,
    )
    treatments = lines_field(
        _("Treatments you offer"),
        _("One in each line. They become headings of a draft page: write a few words under each."),
        MAX_TREATMENT_LENGTH,
    )

    def __init__(self, *args: Any, site: Site, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.site, self.user = site, user
        self.existing_topics = find_topics(site)
        self.treatments_page = find_treatments_page(site)
        if self.treatments_page:
            del self.fields["treatments"]

    def create(self) -> tuple[list[Any], StandardPage | None]:
        """Create what is new. Return the topics and the page of treatments."""
        existing = {topic.title.casefold() for topic in self.existing_topics}
        names = split_lines(self.cleaned_data["topics"])
        new = [name for name in names if name.casefold() not in existing]
        topics = create_topics(self.site, self.user, new) if new else []
        treatments = split_lines(self.cleaned_data.get("treatments", ""))
        if not treatments:
            return topics, None
        return topics, create_treatments_page(self.site, self.user, treatments)
