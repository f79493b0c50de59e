"""The form of the step "What you offer"."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from home.first_steps.pages import (
    create_services,
    create_topics,
    find_services,
    find_topics,
)

MAX_LINES = 12
MAX_TOPIC_LENGTH = 60
MAX_SERVICE_LENGTH = 100


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
    """Topics, which are published as categories, and services, as drafts to write."""

    topics = lines_field(
        _("Topics you write about"),
        _("One in each line, for example: Pain. Each becomes a category with its own drawing."),
        MAX_TOPIC_LENGTH,
    )
    services = lines_field(
        _("Services you offer"),
        _(
            "One in each line, for example: Pain clinic. Each becomes the draft of a page: write "
            "who it suits, what happens, the risks, other ways and the price."
        ),
        MAX_SERVICE_LENGTH,
    )

    def __init__(self, *args: Any, site: Site, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.site, self.user = site, user
        self.existing_topics = find_topics(site)
        self.existing_services = find_services(site)

    def create(self) -> tuple[list[Any], list[Any]]:
        """Create what is new. Return the topics and the services."""
        topics = self._new_names("topics", self.existing_topics)
        services = self._new_names("services", self.existing_services)
        return (
            create_topics(self.site, self.user, topics) if topics else [],
            create_services(self.site, self.user, services) if services else [],
        )

    def _new_names(self, field: str, existing: list[Any]) -> list[str]:
        known = {page.title.casefold() for page in existing}
        names = split_lines(self.cleaned_data[field])
        return [name for name in names if name.casefold() not in known]
