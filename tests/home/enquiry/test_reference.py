"""An enquiry has a reference, and its sender gets a confirmation if the clinic wants it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from home.enquiry.confirmations import send_due_confirmations
from home.enquiry.models import EnquiryField, EnquiryPage, EnquirySubmission
from home.enquiry.notifications import RETRY_AFTER, send_due_notices
from home.enquiry.references import LETTERS, is_reference, make_reference
from home.enquiry.replay import replay
from home.models import ClinicSettings
from home.public_forms import guards
from tests.factories import editor, enquiry_page, home_page
from tests.helpers import clear_all_caches, parse_response
from tests.home.enquiry.helpers import ANSWERS, form_token, post_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def confirming(page) -> EnquiryPage:
    page.confirms_by_mail, page.confirmation_text = True, "We reply within two days."
    page.save()
    clinic = ClinicSettings.for_site(page.get_site())
    clinic.name, clinic.email = "Haven", "desk@example.org"
    clinic.save()
    clear_all_caches()
    return page


def test_references_are_unambiguous_and_tell_no_order():
    references = [make_reference(str(number)) for number in range(500)]

    assert len(set(references)) == 500
    assert references != sorted(references)
    assert all(map(is_reference, references))
    assert not set("01OILSUAE") & set(LETTERS)


def test_thanks_list_and_notice_name_the_same_reference(client, page):
    page.recipients = "desk@example.org"
    page.save()
    response = post_enquiry(client, page)
    send_due_notices()

    shown = parse_response(client.get(response.url)).select_one(".enquiry-reference strong").text
    client.force_login(editor())
    listed = client.get(reverse("wagtailforms:list_submissions", args=[page.pk]))

    assert shown == EnquirySubmission.objects.get().reference
    assert shown in listed.content.decode()
    assert shown in mail.outbox[0].body


def test_sending_twice_has_one_reference(client, page):
    same = {guards.TOKEN_FIELD: form_token(page)}

    assert post_enquiry(client, page, same).url == post_enquiry(client, page, same).url


@pytest.mark.parametrize("sent", ["", "<b>", "A" * 3000, "7KQM-2XW0", "7kqm-2xwd", "\x00"])
def test_the_thanks_page_shows_nothing_else_of_its_address(client, page, sent):
    soup = parse_response(client.get(f"{page.url}thanks/", {"sent": sent}))

    assert not soup.select(".enquiry-reference")


def test_the_reference_is_the_same_after_an_outage(site, known, spool):
    kept = site.send(known)
    shown = kept.soup.select_one(".enquiry-reference strong").text

    replay(spool)

    assert EnquirySubmission.objects.get().reference == shown


# -- The confirmation ------------------------------------------------------------------------------


def test_the_sender_gets_the_reference_and_no_answer(client, confirming):
    post_enquiry(client, confirming)
    assert not mail.outbox  # the visitor waits for no mail
    send_due_confirmations()
    send_due_confirmations()

    (message,) = mail.outbox
    enquiry = EnquirySubmission.objects.get()
    assert (message.to, message.reply_to) == (["rosa@example.org"], ["desk@example.org"])
    assert enquiry.reference in message.body
    assert "We reply within two days." in message.body
    assert not [word for word in ("Rosa", "Marsh", "Email", "Any time") if word in message.body]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert enquiry.confirmed_at
    assert "confirmation" in " ".join(enquiry.get_remarks())


def test_without_the_switch_nobody_gets_one(client, page):
    post_enquiry(client, page)
    send_due_confirmations()

    assert not mail.outbox


@pytest.mark.parametrize(
    "answers",
    [{"email_address": "none"}, {guards.HONEYPOT_FIELD: "x", guards.CONFIRMED_FIELD: "1"}],
)
def test_what_is_wrong_or_looks_automatic_is_not_confirmed(client, confirming, answers):
    post_enquiry(client, confirming, answers)
    send_due_confirmations()

    assert not mail.outbox


def test_an_address_gets_two_a_day_whoever_asks(client, confirming):
    for number in range(4):
        answers = {"full_name": f"Name {number}", "email_address": "Rosa@example.org"}
        post_enquiry(client, confirming, answers, REMOTE_ADDR=f"203.0.113.{number}")
    send_due_confirmations()

    assert EnquirySubmission.objects.count() == 4
    assert len(mail.outbox) == 2
    assert not EnquirySubmission.objects.filter(awaits_confirmation=True)


def test_a_failed_confirmation_is_sent_again_later(client, confirming, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post_enquiry(client, confirming)
    assert send_due_confirmations().has_failed

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_confirmations().sent == 0
    enquiry = EnquirySubmission.objects.get()
    enquiry.confirmation_attempted_at -= RETRY_AFTER
    enquiry.save()

    assert send_due_confirmations().sent == 1


def test_one_that_came_late_is_confirmed_once(site, known, spool, confirming):
    site.send(known)
    replay(spool)
    replay(spool)
    send_due_confirmations()

    assert [message.to for message in mail.outbox] == [[ANSWERS["email_address"]]]


def test_a_form_without_an_address_cannot_confirm(client):
    field = EnquiryField(label="Name", field_type="singleline", sort_order=0)
    page = enquiry_page(home_page(), fields=[field], confirms_by_mail=True)
    client.force_login(editor())
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data: dict[str, Any] = {"title": "Book", "slug": "book", "submit_label": "Send"}
    data |= {"notice_subject": "New", "retention_days": "30", "steps-count": "0"}
    data |= {"urgent_help": "null", "thanks_text": "null", "confirms_by_mail": "on"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    data |= {f"form_fields-{n}": "1" for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data |= {"form_fields-0-id": field.pk, "form_fields-0-label": "Name"}
    data |= {"form_fields-0-field_type": "singleline", "form_fields-0-ORDER": "1"}

    response = client.post(edit, data | {"action-publish": "1"})

    assert list(response.context_data["form"].errors) == ["confirms_by_mail"]
    assert re.search("field for the email address", response.content.decode())
