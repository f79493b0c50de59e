"""An enquiry on disk stays there until it is stored, exactly once."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.background import Background
from home.enquiry import last_known
from home.enquiry import spool as spools
from home.enquiry.models import EnquiryPage, EnquirySubmission
from home.enquiry.replay import (
    DEFAULT_RETENTION_DAYS,
    FIRST_DELAY,
    FURTHER_DELAY,
    LeftFiles,
    replay,
)
from home.public_forms import guards
from tests.factories import editor
from tests.home.enquiry.helpers import ANSWERS, form_token

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

STRANGER = {"REMOTE_ADDR": "44.0.0.1"}


def test_it_is_stored_once_with_the_time_it_was_sent(site, known, spool, client):
    site.send(known, answers := {guards.TOKEN_FIELD: form_token(known)})
    site.send(known, answers)
    sent = timezone.now()
    assert len(spool.enquiries()) == 1
    (spooled,) = spool.enquiries()
    content = spooled.path.read_bytes()

    assert replay(spool).stored == 1

    enquiry = EnquirySubmission.objects.get()
    assert enquiry.form_data == ANSWERS | {list(ANSWERS)[-1]: True}
    assert enquiry.submit_time <= sent <= enquiry.stored_at
    assert not spool.enquiries()
    # A process that ended before it could remove the file, and a visitor who sent it again.
    spooled.path.write_bytes(content)
    assert replay(spool).known == 1
    site.fails_with = None
    assert site.send(known, answers).status == 303
    assert EnquirySubmission.objects.count() == 1


def test_staff_see_that_it_came_late(site, known, spool, client):
    site.send(known)
    replay(spool)
    client.force_login(editor())

    listed = client.get(reverse("wagtailforms:list_submissions", args=[known.pk]))

    assert "Came late: stored" in listed.content.decode()


def test_it_is_announced_after_it_was_stored(site, known, spool, mailoutbox):
    known.recipients = "desk@example.org"
    known.save()
    site.send(known)

    Background().run_round()

    assert not spool.enquiries()
    assert [mail.to for mail in mailoutbox] == [["desk@example.org"]]


def test_one_that_was_accepted_is_not_limited_later(site, known, settings):
    settings.ENQUIRIES_PER_HOUR = 1
    same = {guards.TOKEN_FIELD: form_token(known)}
    site.send(known, same, **STRANGER)
    site.fails_with = None

    assert site.send(known, {"full_name": "Second"}, **STRANGER).status == 429
    assert site.send(known, same, **STRANGER).status == 303

    assert EnquirySubmission.objects.get().form_data["full_name"] == "Rosa Marsh"


@pytest.mark.parametrize("status", ["404 Not Found", "422 Unprocessable Content", "302 Found"])
def test_one_that_was_accepted_stays_until_it_is_stored(site, known, spool, status):
    same = {guards.TOKEN_FIELD: form_token(known)}
    site.send(known, same)
    site.fails_with = status

    site.send(known, same)
    assert len(spool.enquiries()) == 1
    site.send(known, {"full_name": "Never accepted"})
    assert len(spool.enquiries()) == 1

    assert replay(spool).stored == 1


def test_one_that_was_accepted_unchecked_stays_when_the_form_is_known(site, page, spool):
    same = {guards.TOKEN_FIELD: form_token(page), "full_name": ""}
    assert site.send(page, same).status == 202
    last_known.take()

    assert site.send(page, same).status == 422

    assert len(spool.enquiries()) == 1


@pytest.mark.parametrize("bound", ["MAX_FILES", "MAX_SIZE", "MAX_TOTAL_SIZE"])
def test_the_spool_is_bounded(site, known, spool, monkeypatch, bound):
    site.send(known)
    monkeypatch.setattr(spools, bound, 1)

    assert site.send(known, {"full_name": "Another"}).status == 503
    assert len(spool.enquiries()) == 1


def test_old_enquiries_are_not_stored(site, known, spool, monkeypatch):
    site.send(known)
    later = timezone.now() + timedelta(days=known.retention_days + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert replay(spool).expired == 1
    assert not spool.enquiries()
    assert not EnquirySubmission.objects.exists()


def test_an_enquiry_of_a_deleted_page_is_left_until_it_expires(site, known, spool, monkeypatch):
    site.send(known)
    known.delete()

    assert replay(spool).left == 1
    later = timezone.now() + timedelta(days=DEFAULT_RETENTION_DAYS + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert replay(spool).expired == 1


def test_one_that_cannot_be_stored_holds_up_no_other(site, known, spool, monkeypatch, caplog):
    site.send(known, {"full_name": "Bad"})
    site.send(known, {"full_name": "Good"})
    get_form = EnquiryPage.get_form

    def fail(self, data, **kwargs):
        if data["full_name"] == "Bad":
            raise ValueError("Bad")
        return get_form(self, data, **kwargs)

    monkeypatch.setattr(EnquiryPage, "get_form", fail)

    assert (replay(spool).stored, len(spool.enquiries())) == (1, 1)
    assert "ValueError" in caplog.text
    assert "Bad" not in caplog.text


def test_the_command_stores_what_was_kept(site, known, spool, capsys):
    site.send(known)

    call_command("store_enquiries")

    assert "Stored: 1." in capsys.readouterr().out
    assert not spool.enquiries()


def test_an_unfinished_file_is_removed_later(spool, known, site):
    site.send(known)
    replay(spool)
    unfinished = Path(spool.folder / "key.1234")
    unfinished.write_text("half")

    replay(spool)
    assert unfinished.exists()
    os.utime(unfinished, (0, 0))
    replay(spool)
    assert not unfinished.exists()


def test_one_that_cannot_be_stored_is_tried_again_later(site, known, spool, caplog):
    def fail(self, *args, **kwargs):
        raise ValueError

    site.send(known)
    left_files, now = LeftFiles(), time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EnquiryPage, "get_form", fail)
        patch.setattr(time, "monotonic", lambda: now)
        for delay in (FIRST_DELAY, FURTHER_DELAY, FURTHER_DELAY):
            assert replay(spool, left_files).left == 1
            with CaptureQueriesContext(connection) as queries:
                assert replay(spool, left_files).left == 1
            assert not queries
            now += delay

    assert caplog.text.count("ValueError") == 1
    assert replay(spool).stored == 1
