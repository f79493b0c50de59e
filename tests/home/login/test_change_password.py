"""The account page changes the password, and limits attempts with a wrong old one."""

from typing import Any

import pytest
from django.test import Client

from home.audit.models import AuditEntry, Event
from tests.home.login.helpers import PASSWORD, create_user, is_logged_in, try_password

pytestmark = pytest.mark.django_db

NEW = "another long password"


def change_password(client: Client, old: str) -> Any:
    """Send the form of the account page."""
    user = client.get("/admin/account/").context["user"]
    data = {
        "name_email-first_name": "Rosa",
        "name_email-last_name": "Marsh",
        "name_email-email": user.email,
        "locale-current_time_zone": "UTC",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "password-old_password": old,
        "password-new_password1": NEW,
        "password-new_password2": NEW,
    }
    return client.post("/admin/account/", data)


def test_users_change_their_password_and_stay_logged_in(client):
    user = create_user()
    try_password(client, user)

    assert change_password(client, PASSWORD).status_code == 302
    assert is_logged_in(client)
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_the_old_password_cannot_be_guessed_without_limit(client):
    user = create_user()
    try_password(client, user)
    responses = [change_password(client, "wrong") for _ in range(11)]

    assert [each.status_code for each in responses] == [200] * 10 + [429]
    assert "Wrong password." in responses[0].content.decode()
    assert "Too many attempts." in responses[-1].content.decode()
    assert AuditEntry.objects.filter(event=Event.LOGIN_REFUSED).count() == 10
    assert change_password(client, PASSWORD).status_code == 429
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
