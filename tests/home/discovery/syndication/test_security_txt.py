"""security.txt, as RFC 9116 describes it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from home.models import ClinicSettings
from tests.factories import home_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
ADDRESS = "/.well-known/security.txt"


def save_clinic_settings(**fields) -> None:
    settings = ClinicSettings.for_site(home_page().get_site())
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()


def parse_fields(response) -> dict[str, str]:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = [line.split(": ", 1) for line in response.content.decode().splitlines()]
    found = dict(lines)
    assert len(found) == len(lines)
    return found


@pytest.mark.parametrize(
    ("given", "email", "contact"),
    [
        ("a@b.example", "clinic@b.example", "mailto:a@b.example"),
        ("https://b.example/report", "clinic@b.example", "https://b.example/report"),
        ("", "clinic@b.example", "mailto:clinic@b.example"),
    ],
)
def test_the_contact_is_an_address(client, given: str, email: str, contact: str):
    save_clinic_settings(security_contact=given, email=email)

    assert parse_fields(client.get(ADDRESS))["Contact"] == contact


def test_it_expires_within_a_year_and_is_never_outdated(client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://clinic.example"
    save_clinic_settings(email="a@b.example")

    found = parse_fields(client.get(ADDRESS))

    ahead = datetime.fromisoformat(found["Expires"]) - timezone.now()
    assert timedelta(days=270) < ahead < timedelta(days=365)
    assert found["Preferred-Languages"] == "en"
    assert found["Canonical"] == f"https://clinic.example{ADDRESS}"


def test_there_is_none_without_a_contact(client):
    save_clinic_settings(security_contact="", email="")

    assert client.get(ADDRESS).status_code == 404
    assert client.get("/security.txt").status_code == 404


def test_the_old_address_leads_to_it(client):
    save_clinic_settings(email="a@b.example")

    response = client.get("/security.txt")

    assert (response.status_code, response.url) == (301, ADDRESS)
