"""Sessions are listed, ended, and end by themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.login.models import Session
from home.login.user_agents import describe_browser
from tests.home.login.helpers import (
    PASSWORD,
    age_session,
    create_user,
    is_logged_in,
    session_row,
    try_password,
)

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEW_PASSWORD = "another long password"


def log_in(user, **options: Any) -> Client:
    client = Client(**options)
    assert try_password(client, user).status_code == 302
    return client


@pytest.fixture
def user():
    return create_user()


def test_users_see_where_they_are_logged_in(user):
    here = log_in(user)
    log_in(user, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="44.0.0.77")
    log_in(create_user(), HTTP_USER_AGENT=FIREFOX.replace("Windows", "Linux"))

    page = here.get(reverse("security")).content.decode()
    assert "Firefox, Windows" in page
    assert "44.0.0.0/24" in page
    assert "44.0.0.77" not in page
    assert "Firefox, Linux" not in page
    assert page.count("This session") == 1


def test_the_list_has_no_keys_of_sessions(user):
    here, there = log_in(user), log_in(user)

    page = here.get(reverse("security")).content.decode()
    assert str(there.session.session_key) not in page
    assert str(here.session.session_key) not in page


def test_users_end_one_of_their_sessions(user):
    here, there = log_in(user), log_in(user)
    other = here.get(reverse("security")).context["sessions"][1]
    here.post(reverse("security"), {"end_session": other.id})

    assert is_logged_in(here)
    assert not is_logged_in(there)


def test_users_end_all_other_sessions(user):
    here, there, stranger = log_in(user), log_in(user), log_in(create_user())
    here.post(reverse("security"), {"end_others": "1"})

    assert is_logged_in(here)
    assert not is_logged_in(there)
    assert is_logged_in(stranger)


def test_users_cannot_end_sessions_of_others(user):
    here, stranger = log_in(user), log_in(create_user())
    theirs = stranger.get(reverse("security")).context["sessions"][0]
    here.post(reverse("security"), {"end_session": theirs.id})

    assert is_logged_in(stranger)


def test_a_changed_password_ends_the_other_sessions(user):
    here, there = log_in(user), log_in(user)
    data = {
        "name_email-first_name": "Rosa",
        "name_email-last_name": "Marsh",
        "name_email-email": user.email,
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "password-old_password": PASSWORD,
        "password-new_password1": NEW_PASSWORD,
        "password-new_password2": NEW_PASSWORD,
    }
    response = here.post(reverse("wagtailadmin_account"), data)

    assert response.status_code == 302
    assert is_logged_in(here)
    assert not is_logged_in(there)
    assert Session.objects.filter(user=user).count() == 1


def test_a_password_changed_by_others_ends_all_sessions(user):
    here = log_in(user)
    user.set_password(NEW_PASSWORD)
    user.save()

    assert not Session.objects.filter(user=user).exists()
    assert not is_logged_in(here)


def test_a_password_that_is_only_hashed_again_ends_no_session(user):
    log_in(user)
    user.check_password(PASSWORD)
    user.save()

    assert Session.objects.filter(user=user).exists()


def test_a_session_ends_after_a_time_without_activity(user, settings):
    client = log_in(user)
    age_session(client, seen=settings.SESSION_IDLE_MINUTES - 1)
    assert is_logged_in(client)

    age_session(client, seen=settings.SESSION_IDLE_MINUTES + 1)
    assert not is_logged_in(client)


def test_a_session_ends_after_a_working_day(user, settings):
    client = log_in(user)
    age_session(client, at=settings.SESSION_HOURS * 60 - 1)
    assert is_logged_in(client)

    age_session(client, at=1)
    assert not is_logged_in(client)


def test_requests_of_a_user_extend_the_session(user):
    client = log_in(user)
    age_session(client, seen=60)
    is_logged_in(client)

    left = session_row(client).expire_date - timezone.now()
    assert left > timedelta(minutes=119)


def test_polling_of_an_open_page_does_not_extend_the_session(user):
    client = log_in(user)
    age_session(client, seen=60)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["home", "user", "1", 1])
    client.post(ping)

    left = session_row(client).expire_date - timezone.now()
    assert left < timedelta(minutes=61)


def test_activity_is_stored_once_a_minute(user, django_assert_max_num_queries):
    client = log_in(user)
    before = session_row(client).session_data
    is_logged_in(client)

    assert session_row(client).session_data == before


def test_being_remembered_does_not_outlast_the_working_day(user, settings):
    client = Client()
    data = {"username": user.username, "password": PASSWORD, "remember": "on", "next": "/admin/"}
    client.post("/admin/login/", data)

    assert client.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE
    assert session_row(client).expire_date <= timezone.now() + timedelta(minutes=120)


def test_sessions_of_visitors_have_no_user_and_no_idle_time():
    client = Client()
    session = client.session
    session["passed"] = [1]
    session.save()
    row = Session.objects.get(pk=session.session_key)

    assert row.user is None
    assert row.expire_date > timezone.now() + timedelta(days=13)


def test_expired_sessions_are_cleared(user, settings):
    client = log_in(user)
    age_session(client, seen=settings.SESSION_IDLE_MINUTES + 1)
    call_command("clearsessions")

    assert not Session.objects.filter(user=user).exists()


def test_deleting_a_user_ends_the_sessions(user):
    log_in(user)
    user.delete()

    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge, Windows",
        ),
        ("curl/8", ""),
    ],
)
def test_browsers_have_short_names(agent, name):
    assert describe_browser(agent) == name
