"""The form of a source, as a browser submits it."""

from django.test import Client
from django.urls import reverse

from articles.models import Reference


def edit_url(source: Reference) -> str:
    return reverse("wagtailsnippets_articles_reference:edit", args=[source.pk])


def open_form(client: Client, source: Reference) -> dict[str, str]:
    """Return the values of the form as it is shown."""
    form = client.get(edit_url(source)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def submit(client: Client, source: Reference, **changes: str):
    """Open the form, change these values, and save. Return the response after the redirect."""
    data = open_form(client, source) | changes
    return client.post(edit_url(source), data, follow=True)


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])
