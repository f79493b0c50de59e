"""Nothing of one clinic is at any address of another."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, resolve
from pypdf import PdfReader

from articles.models import CallToAction
from home.models import StandardPage
from tests.factories import block, call_to_action_block, stream, update_page
from tests.helpers import clear_all_caches
from tests.home.roles.admin_urls import walk_patterns
from tests.home.walls.public_addresses import public_addresses
from tests.home.walls.two_clinics import MarkedClinic

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

# No visitor can request these with an answer of their own.
OTHER_ROUTES = re.compile(r"admin/|_util/authenticate|documents/|__debug__")


def get(address: str, clinic: MarkedClinic) -> Any:
    client = Client(raise_request_exception=False)
    return client.get(address, headers={"host": clinic.host}, secure=True)


def answer_text(response: Any, address: str) -> str:
    """Return headers and body in small letters, without the requested address and query."""
    content = response.getvalue() if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf":
        content = read_pdf(content)
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = f"{head}\n{content.decode('utf-8', 'replace')}".lower()
    query = address.partition("?q=")[2].replace("+", " ")
    return text.replace(address, "").replace(query or address, "")


def read_pdf(content: bytes) -> bytes:
    """Return the words and properties of a file whose streams are compressed."""
    reader = PdfReader(BytesIO(content))
    words = " ".join(page.extract_text() for page in reader.pages)
    return f"{reader.metadata} {words}".encode()


@pytest.mark.parametrize("number", [0, 1])
def test_no_address_of_a_clinic_has_anything_of_the_other(clinics, number):
    clinic = clinics[number]
    found = {}
    for address in public_addresses(clinic):
        response = get(address, clinic)
        assert response.status_code < 500, address
        text = answer_text(response, address)
        if (at := text.find(clinic.other_marker)) >= 0:
            found[address] = text[max(0, at - 80) : at + 80]

    assert found == {}


@pytest.mark.parametrize("number", [0, 1])
def test_addresses_of_a_clinic_say_nothing_at_the_host_of_the_other(clinics, number):
    clinic, other = clinics[number], clinics[1 - number]
    found = {}
    for address in public_addresses(other):
        text = answer_text(get(address, clinic), address)
        if (at := text.find(clinic.other_marker)) >= 0:
            found[address] = text[max(0, at - 80) : at + 80]

    assert found == {}


def test_every_public_address_is_tried(clinics):
    tried = {resolve(address.partition("?")[0]).route for address in public_addresses(clinics[0])}
    routes = {
        route
        for _name, route, _arguments in walk_patterns(get_resolver().url_patterns)
        if not OTHER_ROUTES.match(route)
    }

    assert routes - tried == {  # a regular expression with another spelling when resolved
        # A mailed link with a secret.
        "review/<str:token>/",
    }


def test_what_belongs_to_another_clinic_is_not_shown(clinics):
    """Chosen in an install before its library was divided, or by a superuser."""
    clinic, other = clinics
    call, page = other.objects["call"], clinic.pages["standard"]
    link = f'<p><a linktype="page" id="{other.pages["standard"].pk}">there</a></p>'
    blocks = (block("text", {"heading": "Read", "text": link}), call_to_action_block(call))
    update_page(StandardPage.objects.get(pk=page.pk), body=stream(*blocks))
    CallToAction.objects.filter(pk=call.pk).update(site=other.site)
    clear_all_caches()

    text = answer_text(get(page.get_url_parts()[2], clinic), "about")

    assert "there" in text
    assert clinic.other_marker not in text
