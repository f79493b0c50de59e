"""Mails that reset passwords are sent after the response, and tell nobody who has an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.audit.models import AuditEntry, Event
from home.background import Background
from home.login import reset_mail
from home.login.models import ResetRequest
from tests.home.login.helpers import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_earlier_request():
    reset_mail.requested.clear()


def ask(email: str) -> None:
    Client().post(reverse("wagtailadmin_password_reset"), {"email": email}, REMOTE_ADDR="44.0.1.9")


def test_the_mail_is_sent_after_the_response():
    user = create_user("rosa")
    ask(user.email)
    assert not mail.outbox

    assert reset_mail.send_reset_mails() == 1
    (message,) = mail.outbox
    assert message.to == [user.email]
    assert "http://testserver/admin/password_reset/confirm/" in message.body
    assert not ResetRequest.objects.exists()


def test_the_link_of_the_mail_sets_a_new_password(client):
    ask(create_user("rosa").email)
    reset_mail.send_reset_mails()
    link = next(line for line in mail.outbox[0].body.splitlines() if "/confirm/" in line)

    page = client.get(link.removeprefix("http://testserver"), follow=True)
    assert "new_password1" in page.content.decode()


def test_a_request_takes_the_same_queries_with_and_without_an_account():
    known = create_user("rosa").email
    ask("warm@example.org")

    assert tables_queried(known) == tables_queried("nobody@example.org")


def tables_queried(email: str) -> list[str]:
    """Return the verb and the tables of each query of a request for a mail."""
    with CaptureQueriesContext(connection) as queries:
        ask(email)
    return [" ".join(re.findall(r'^\w+|"home_\w+"', query["sql"])) for query in queries]


def test_an_address_without_an_account_gets_no_mail():
    ask("nobody@example.org")

    assert reset_mail.send_reset_mails() == 1
    assert not mail.outbox
    assert not AuditEntry.objects.filter(event=Event.RESET_REQUESTED).exists()


def test_the_audit_log_names_the_network_of_the_request():
    ask(create_user("rosa").email)
    reset_mail.send_reset_mails()

    assert AuditEntry.objects.get(event=Event.RESET_REQUESTED).network == "44.0.1.0/24"


def test_old_requests_are_dropped():
    ask(create_user("rosa").email)
    ResetRequest.objects.update(requested_at=timezone.now() - timedelta(hours=2))

    assert reset_mail.send_reset_mails() == 0
    assert not mail.outbox
    assert not ResetRequest.objects.exists()


def test_a_slow_mail_server_does_not_hold_up_enquiries(monkeypatch):
    monkeypatch.setattr(reset_mail, "MAX_DURATION", 0)
    ask(create_user("rosa").email)

    assert reset_mail.send_reset_mails() == 0
    assert ResetRequest.objects.exists()


def test_the_thread_of_the_process_sends_what_was_asked_for():
    background = Background()
    background.send_resets()
    ask(create_user("rosa").email)
    background.send_resets()

    assert len(mail.outbox) == 1


def test_a_round_without_a_request_takes_no_query(django_assert_num_queries):
    background = Background()
    background.send_resets()
    with django_assert_num_queries(0):
        background.send_resets()
