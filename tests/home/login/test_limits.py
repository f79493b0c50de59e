"""Attempts are limited by account and network, and nobody is kept out for long."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from config.hashers import hashing
from home.login.limits import Attempt, Limit, limiter
from home.login.models import AttemptCount, ResetRequest
from tests.factories import home_page, standard_page
from tests.home.login.helpers import LOGIN, create_user, is_logged_in, try_password

pytestmark = pytest.mark.django_db

WRONG = "not the password"
HERE = {"REMOTE_ADDR": "44.0.0.1"}
THERE = {"REMOTE_ADDR": "44.0.0.2"}


def fail(user: Any, times: int, **origin: Any) -> list[int]:
    """Return the status of each of several wrong passwords, each from a new browser."""
    return [try_password(Client(), user, WRONG, **origin).status_code for _ in range(times)]


def end_periods() -> None:
    AttemptCount.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_an_account_is_limited_from_one_network(client):
    user = create_user()

    assert fail(user, 6, **HERE) == [200] * 5 + [429]
    response = try_password(client, user, **HERE)
    assert response.status_code == 429
    assert "Please try again in 5 minutes." in response.content.decode()
    assert not is_logged_in(client)


def test_one_network_cannot_keep_an_account_out_of_another(client):
    user = create_user()
    fail(user, 30, **HERE)

    assert try_password(client, user, **THERE).status_code == 302
    assert is_logged_in(client)


def test_an_account_is_limited_from_many_networks(client):
    user = create_user()
    for number in range(1, 6):
        fail(user, 4, REMOTE_ADDR=f"44.0.1.{number}")

    assert try_password(client, user, **THERE).status_code == 429


def test_a_network_is_limited_over_many_accounts(client):
    for number in range(10):
        fail(f"guess-{number}", 3, **HERE)

    assert try_password(client, create_user(), **HERE).status_code == 429
    assert try_password(client, create_user(), **THERE).status_code == 302


def test_a_refused_login_can_be_tried_again_when_its_period_is_over(client):
    user = create_user()
    fail(user, 8, **HERE)
    end_periods()

    assert try_password(client, user, **HERE).status_code == 302


def test_refused_attempts_do_not_extend_the_period():
    user = create_user()
    fail(user, 5, **HERE)
    before = AttemptCount.objects.get(key__contains="account from a network").expires_at
    fail(user, 5, **HERE)

    assert AttemptCount.objects.get(key__contains="account from a network").expires_at == before


def test_a_known_browser_is_not_kept_out_by_strangers(client):
    user = create_user()
    try_password(client, user, **HERE)
    client.post(reverse("wagtailadmin_logout"))
    fail(user, 10, **HERE)

    assert try_password(client, user, **HERE).status_code == 302


def test_a_known_browser_has_a_limit_of_its_own(client):
    user = create_user()
    try_password(client, user, **HERE)
    client.post(reverse("wagtailadmin_logout"))

    statuses = [try_password(client, user, WRONG, **HERE).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


def test_a_browser_is_known_for_its_own_account_only(client):
    first, second = create_user(), create_user()
    try_password(client, first, **HERE)
    client.post(reverse("wagtailadmin_logout"))
    fail(second, 6, **HERE)

    assert try_password(client, second, **HERE).status_code == 429


def test_a_forged_cookie_makes_no_browser_known(client):
    user = create_user()
    fail(user, 6, **HERE)
    client.cookies["known_browser"] = '["made up", "1"]'

    assert try_password(client, user, **HERE).status_code == 429


def test_successful_logins_are_not_counted():
    user = create_user()

    assert {try_password(Client(), user, **HERE).status_code for _ in range(8)} == {302}


def test_attempts_whose_password_nobody_checked_are_not_counted(settings):
    settings.PASSWORD_HASHERS = ["config.hashers.OneAtATimeHasher"]
    with ExitStack() as places:
        while hashing._places.acquire(blocking=False):
            places.callback(hashing._places.release)
        statuses = fail("anybody", 8, **HERE)

    assert statuses == [503] * 8
    assert not any(AttemptCount.objects.values_list("number", flat=True))


@pytest.mark.parametrize("start", ["2001:db9:1:2::", "2001:db9:1:2:ffff::"])
def test_ipv6_addresses_of_one_network_count_together(client, start):
    user = create_user()
    for number in range(1, 6):
        fail(user, 1, REMOTE_ADDR=f"{start}{number}")

    assert try_password(client, user, REMOTE_ADDR="2001:db9:1:2::99").status_code == 429
    assert try_password(client, user, REMOTE_ADDR="2001:db9:1:3::1").status_code == 302


def test_a_forged_header_neither_evades_a_limit_nor_uses_up_another(client, settings):
    settings.TRUSTED_PROXIES = 1
    user = create_user()
    for number in range(1, 6):
        # The visitor sends the first address; the proxy adds the second.
        fail(user, 1, HTTP_X_FORWARDED_FOR=f"44.0.9.{number}, 44.0.0.1")

    real = {"HTTP_X_FORWARDED_FOR": "44.0.9.77, 44.0.0.1"}
    assert try_password(client, user, **real).status_code == 429
    elsewhere = {"HTTP_X_FORWARDED_FOR": "44.0.9.1"}
    assert try_password(client, user, **elsewhere).status_code == 302


def test_behind_an_undeclared_proxy_only_the_account_is_limited(client):
    """All clients look alike there, so a limit of the network would keep everybody out."""
    for number in range(10):
        fail(f"guess-{number}", 4, REMOTE_ADDR="10.0.0.1")

    assert try_password(client, create_user(), REMOTE_ADDR="10.0.0.1").status_code == 302


def test_accounts_that_do_not_exist_are_answered_alike():
    def answers(name: str) -> list[tuple[int, str]]:
        responses = [try_password(Client(), name, WRONG, **HERE) for _ in range(7)]
        return [
            (each.status_code, each.content.decode().split('<div class="messages"')[1][:400])
            for each in responses
        ]

    assert answers(create_user("known").username) == answers("unknown")


def test_attempts_of_all_spellings_of_a_name_count_together(client):
    create_user("rosa")
    for name in ("rosa", "ROSA", "Rosa", "ｒｏｓａ", " rosa "):
        fail(name, 1, **HERE)

    assert try_password(client, "rosa", **HERE).status_code == 429


def test_the_table_has_neither_names_nor_addresses():
    fail(create_user("rosa"), 2, **HERE)

    stored = " ".join(AttemptCount.objects.values_list("key", flat=True))
    assert "rosa" not in stored
    assert "44.0.0.1" not in stored


def test_a_command_lifts_the_limit_of_one_account(client):
    user, other = create_user(), create_user()
    fail(user, 6, **HERE)
    fail(other, 6, **HERE)
    call_command("lift_login_limits", user.username)

    assert try_password(client, user, **HERE).status_code == 302
    assert try_password(Client(), other, **HERE).status_code == 429


def test_administrators_see_and_lift_limits(admin_client, client):
    user = create_user("rosa")
    fail(user, 6, **HERE)
    url = reverse("login_limits")

    assert "Lift the limit of rosa" in admin_client.get(url).content.decode()
    admin_client.post(url, {"username": "rosa"})
    assert "Lift the limit of rosa" not in admin_client.get(url).content.decode()
    assert try_password(client, user, **HERE).status_code == 302


def test_all_limits_are_lifted_at_once(admin_client):
    fail(create_user(), 6, **HERE)
    admin_client.post(reverse("login_limits"))

    assert not AttemptCount.objects.exists()


def test_only_administrators_may_lift_limits(client):
    client.force_login(create_user())
    fail("anybody", 1, **HERE)

    assert client.post(reverse("login_limits")).status_code == 302
    assert AttemptCount.objects.exists()


def test_reading_the_audit_log_does_not_allow_lifting_limits(client):
    client.force_login(create_user("", "view_auditentry"))
    fail(create_user("rosa"), 6, **HERE)
    url = reverse("login_limits")
    page = client.get(url).content.decode()
    client.post(url)

    assert "rosa" in page
    assert "Lift" not in page
    assert AttemptCount.objects.exists()


# -- Password resets ------------------------------------------------------------------------------


def request_reset(email: str, **origin: Any) -> int:
    return (
        Client()
        .post(reverse("wagtailadmin_password_reset"), {"email": email}, **origin)
        .status_code
    )


def test_reset_mails_to_an_address_are_limited():
    user = create_user()
    networks = [{"REMOTE_ADDR": f"44.0.1.{number}"} for number in range(1, 5)]

    assert [request_reset(user.email, **each) for each in networks] == [302, 302, 302, 429]
    assert ResetRequest.objects.count() == 3


def test_reset_mails_are_limited_by_network():
    statuses = [request_reset(create_user().email, **HERE) for _ in range(11)]

    assert statuses == [302] * 10 + [429]
    assert ResetRequest.objects.count() == 10


def test_resets_of_unknown_addresses_are_refused_alike():
    assert [request_reset("nobody@example.org", **HERE) for _ in range(4)] == [302, 302, 302, 429]


# -- Page passwords -------------------------------------------------------------------------------


@pytest.fixture
def restricted() -> tuple[str, str]:
    """Return the address of a page with a password, and of the form that it shows."""
    page = standard_page(home_page(), "For patients")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="lighthouse"
    )
    form = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    return page.get_url(), form


def send_page_password(client: Client, form: str, url: str, password: str, **origin: Any) -> Any:
    return client.post(form, {"password": password, "return_url": url}, **origin)


def test_page_passwords_are_limited_by_network(client, restricted):
    url, form = restricted
    for _ in range(10):
        send_page_password(client, form, url, WRONG, **HERE)

    refused = send_page_password(client, form, url, "lighthouse", **HERE)
    assert refused.status_code == 429
    assert "Too many attempts." in refused.content.decode()
    assert send_page_password(client, form, url, "lighthouse", **THERE).status_code == 302


def test_a_refused_page_password_does_not_lose_the_address(client, restricted):
    url, form = restricted
    for _ in range(11):
        refused = send_page_password(client, form, url, WRONG, **HERE)

    assert f'value="{url}"' in refused.content.decode()


def test_right_page_passwords_are_not_counted(restricted):
    url, form = restricted
    statuses = {
        send_page_password(Client(), form, url, "lighthouse", **HERE).status_code for _ in range(12)
    }
    assert statuses == {302}


def test_passwords_of_collections_are_limited(client):
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(),
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="lighthouse",
    )
    form = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    for _ in range(10):
        send_page_password(client, form, "/", WRONG, **HERE)

    assert send_page_password(client, form, "/", "lighthouse", **HERE).status_code == 429


# -- Counting -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_simultaneous_attempts_do_not_exceed_a_limit():
    def attempt(_number: int) -> bool:
        try:
            return Attempt([Limit("browser", ("somebody",))]).refusal is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(attempt, range(24)))

    assert sum(allowed) == 10


def test_taking_an_attempt_back_leaves_the_others(settings):
    limit = Limit("browser", ("somebody",))
    Attempt([limit])
    Attempt([limit]).take_back()

    assert limiter.get_window_stats(limit.rate, *limit.identifiers).remaining == 9


def test_the_login_page_can_be_shown_in_a_frame_of_the_site(client):
    response = client.get(LOGIN)

    assert response["X-Frame-Options"] == "SAMEORIGIN"
