"""Helpers of the tests of the citation dialog."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from home.models import User


def citations_url(name: str) -> str:
    return reverse(f"citations:{name}")


def parse_html(html: bytes | str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def select_only(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the only element that matches."""
    (element,) = page.select(selector)
    return element


def source_labels(page: BeautifulSoup) -> list[str]:
    """Return the labels of the sources that can be ticked, in order."""
    return [str(box["data-label"]) for box in page.select("[data-source]")]


def search_labels(client: Client, **query: Any) -> list[str]:
    response = client.get(citations_url("search"), query)
    assert response.status_code == 200
    return source_labels(parse_html(response.content))


def log_in_writer(client: Client, *permissions: str) -> Client:
    """Log in a user with access to the admin and only these permissions."""
    user = User.objects.create_user("writer", "writer@example.org", "secret")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", *permissions])
    )
    client.force_login(user)
    return client


for_every_url = pytest.mark.parametrize(
    "name", ["dialog", "search", "sources", "labels", "new", "paste", "numbers"]
)
