"""The form with which visitors subscribe."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.models import CategoryIndexPage
from home.public_forms.forms import PublicFormMixin
from home.subscriptions.topics import get_offered_topics

# The value for all topics.
ALL = "all"


class SubscribeForm(PublicFormMixin, forms.Form):
    """An address, and the topics it gets articles about.

    The small form on other pages sends only the topic of its page.
    """

    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address in the correct format, like name@example.com"),
            "max_length": _("Enter an email address of at most 254 characters"),
        },
    )
    topic = forms.MultipleChoiceField(
        label=_("Topics"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one topic"),
            "invalid_choice": _("Choose one of the listed topics"),
        },
    )

    def __init__(self, topics: list[CategoryIndexPage], data: QueryDict | None = None) -> None:
        offered = get_offered_topics(topics)
        if data is not None:
            data = data.copy()
            whole = {str(topic.pk) for topic in topics} - {str(topic.pk) for topic in offered}
            chosen = [ALL if each in whole else each for each in data.getlist("topic")]
            data.setlist("topic", list(dict.fromkeys(chosen)))
        super().__init__(data, initial={"topic": [ALL]})
        self.by_id = {str(topic.pk): topic for topic in offered}
        field: Any = self.fields["topic"]
        field.choices = [
            (ALL, _("All topics")),
            *((pk, topic.title) for pk, topic in self.by_id.items()),
        ]

    def clean_email(self) -> str:
        """Return the address in lower case, so that nobody gets everything twice."""
        return self.cleaned_data["email"].lower()

    @property
    def wants_all(self) -> bool:
        return ALL in self.cleaned_data["topic"]

    @property
    def chosen(self) -> list[CategoryIndexPage]:
        """Return the chosen topics, which do not matter if all are wanted."""
        return [self.by_id[pk] for pk in self.cleaned_data["topic"] if pk != ALL]
