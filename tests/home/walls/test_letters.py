"""Subscribers, letters and answers of one clinic stay apart from those of another."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from home.subscriptions.joining import request_subscription
from home.subscriptions.letters import build_content, find_waiting, start
from home.subscriptions.links import confirm_url, leave_url
from home.subscriptions.models import Subscriber, SubscriptionRequest
from home.subscriptions.sending import send_letters
from tests.home.walls.two_clinics import MarkedClinic

pytestmark = [pytest.mark.django_db]


def post(url: str, clinic: MarkedClinic) -> int:
    """Post to the path of a mailed link at the host of a clinic."""
    headers = {"host": clinic.host}
    return Client().post(urlsplit(url).path, headers=headers, secure=True).status_code


def test_a_letter_goes_to_subscribers_of_its_clinic_only(clinics):
    clinic, other = clinics
    letter = clinic.objects["letter"]
    assert start(letter, build_content(letter), None)

    send_letters()

    (message,) = mail.outbox
    assert message.to == [clinic.objects["subscriber"].email]
    assert other.marker not in f"{message.body}{message.message()}".lower()
    assert f"https://{clinic.host}/" in message.body


def test_links_of_one_clinic_do_nothing_at_the_other(clinics):
    clinic, other = clinics
    request_subscription(clinic.site, "rosa@example.org", True, [])
    confirm = confirm_url(SubscriptionRequest.objects.get())
    leave = leave_url(clinic.objects["subscriber"])

    assert post(confirm, other) == 410
    post(leave, other)
    assert Subscriber.objects.filter(pk=clinic.objects["subscriber"].pk).exists()
    assert not Subscriber.objects.filter(email="rosa@example.org").exists()

    assert post(confirm, clinic) == 303
    assert post(leave, clinic) == 200
    assert {each.email for each in Subscriber.objects.filter(site=clinic.site)} == {
        "rosa@example.org"
    }


def test_nothing_of_another_clinic_waits_to_be_sent(clinics):
    clinic, other = clinics

    titles = {each.article.title for each in find_waiting(clinic.site)}

    assert f"Ketamine {clinic.marker}" in titles
    assert not any(other.marker in title for title in titles)


def test_topics_of_another_clinic_are_refused(clinics):
    clinic, other = clinics
    page = Client().get("/subscribe/", headers={"host": clinic.host}, secure=True)
    text = page.content.decode()

    assert f'value="{clinic.pages["topic"].pk}"' in text
    assert f'value="{other.pages["topic"].pk}"' not in text
