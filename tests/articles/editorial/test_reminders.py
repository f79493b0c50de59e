"""Reminder mails: their recipients and dates, and that each is sent once."""

import logging
from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import CategoryIndexPage, PersonPage, Reminder
from home.models import User
from tests.factories import article, category, home_page, person, update_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pain() -> CategoryIndexPage:
    return category(home_page(), "Pain")


@pytest.fixture
def ada(pain: CategoryIndexPage) -> PersonPage:
    return person(pain.get_parent(), email="ada@example.org")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def create_due_article(
    parent: CategoryIndexPage, reviewer: PersonPage, days: int, title: str = "", **fields
):
    reviewed_on, next_review_on = in_days(-100), in_days(days)
    return article(
        parent,
        title,
        reviewer=reviewer,
        reviewed_on=reviewed_on,
        next_review_on=next_review_on,
        **fields,
    )


def send_reminders(*arguments: str) -> dict[str, str]:
    """The mails of one run, by their recipients."""
    mail.outbox = []
    call_command("send_review_reminders", *arguments)
    return {message.to[0]: str(message.body) for message in mail.outbox}


def test_one_mail_per_person_lists_the_most_overdue_first(pain, ada):
    create_due_article(pain, ada, 30, "Soon")
    create_due_article(pain, ada, -3, "Late")
    create_due_article(pain, ada, 31, "Later")
    create_due_article(pain, ada, -3, "Draft", live=False)
    article(pain, "New")

    text = send_reminders()["ada@example.org"]

    assert text.index("Late\nOverdue by 3 days") < text.index("Soon\nDue in 30 days")
    assert "http://testserver/pain/soon/" in text
    assert not any(title in text for title in ("Later", "Draft", "New"))
    assert mail.outbox[0].subject == "2 articles need a review"


def test_each_stage_of_a_due_date_is_mailed_once(pain, ada):
    page = create_due_article(pain, ada, 5)
    assert send_reminders()
    assert not send_reminders()

    update_page(page, next_review_on=in_days(-1))
    assert "Overdue by 1 day" in send_reminders()["ada@example.org"]
    assert not send_reminders()

    update_page(page, next_review_on=in_days(6))
    assert send_reminders()


def test_owners_are_reminded_if_they_are_staff(pain, ada):
    owner, left, visitor = (
        User.objects.create_user(name, f"{name}@example.org", is_superuser=staff, is_active=active)
        for name, staff, active in (
            ("owner", True, True),
            ("left", True, False),
            ("visitor", False, True),
        )
    )
    pages = [create_due_article(pain, ada, 5, owner=who) for who in (owner, left, visitor)]

    sent = send_reminders()

    assert set(sent) == {"ada@example.org", "owner@example.org"}
    assert f"http://testserver/admin/pages/{pages[0].pk}/edit/" in sent["owner@example.org"]


def test_reviewing_owners_get_one_mail_and_no_address_no_mail(pain, ada):
    owner = User.objects.create_superuser("ada", "ada@example.org", "secret")
    create_due_article(pain, ada, 5, owner=owner)
    create_due_article(pain, person(pain.get_parent(), "Bell Hooks"), 5)

    assert set(send_reminders()) == {"ada@example.org"}
    assert Reminder.objects.count() == 1


def test_a_dry_run_prints_the_mails(pain, ada, capsys):
    create_due_article(pain, ada, 5, "Knee")

    assert not send_reminders("--dry-run")
    assert not Reminder.objects.exists()
    assert "ada@example.org: 1 article\n  Due soon: Knee" in capsys.readouterr().out


class AdaRefusingBackend(EmailBackend):
    def send_messages(self, messages):
        if "ada@example.org" in messages[0].to:
            raise SMTPException("No such mailbox: ada@example.org")
        return super().send_messages(messages)


def test_a_failed_mail_is_retried_and_stops_no_other(pain, ada, settings, caplog):
    create_due_article(pain, ada, 5)
    create_due_article(pain, person(pain.get_parent(), "Bell Hooks", email="bell@example.org"), 6)
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.AdaRefusingBackend"

    with (
        pytest.raises(CommandError, match="1 email could not be sent"),
        caplog.at_level(logging.ERROR),
    ):
        send_reminders()

    assert [message.to for message in mail.outbox] == [["bell@example.org"]]
    assert "SMTPException" in caplog.text
    assert "ada@example.org" not in caplog.text

    settings.EMAIL_BACKEND = usual
    assert set(send_reminders()) == {"ada@example.org"}
