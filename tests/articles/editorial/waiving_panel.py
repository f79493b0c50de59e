"""Helpers for tests of the panel "Problems" that waive claims."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.helpers import parse_response

STOP = "Our course cures eczema."
WARNING = "Reclaim the mornings you lost."
WORDS = "A court decided that we may say so."
XHR = {"X-Requested-With": "XMLHttpRequest"}


def url_of(view: str, obj: Any) -> str:
    name = view if isinstance(obj, Page) else f"call_{view}"
    return reverse(f"editorial:{name}", args=[obj.pk])


def get_list(client: Client, obj: Any) -> Any:
    response = client.get(url_of("problems", obj), headers=XHR)
    assert response.status_code == 200
    return parse_response(response)


def claim_key(soup: Any) -> str:
    """Return what the first form of a list sends to name its claim."""
    return soup.select_one("form [name=claim]")["value"]


def key_of(client: Client, obj: Any) -> str:
    return claim_key(get_list(client, obj))


def send_waiver(client: Client, obj: Any, key: str, **fields: Any) -> Any:
    data = {"claim": key, "reason": "other", "words": WORDS} | fields
    return client.post(url_of("waive", obj), data, headers=XHR)


def send_withdrawal(client: Client, obj: Any, *ids: object) -> Any:
    return client.post(url_of("withdraw", obj), {"waiver": ids}, headers=XHR)


def errors_of(response: Any) -> dict[str, list[str]]:
    """Return the messages of a refusal, by field."""
    answer = response.json()
    assert answer.keys() == {"errors"}
    return answer["errors"]


def list_of(response: Any) -> Any:
    """Return the list of problems after a waiver or its end."""
    answer = response.json()
    assert answer.keys() == {"list"}, answer
    return BeautifulSoup(answer["list"], "html.parser")
