"""Visitors subscribe with a confirmed address and leave with one click."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from home.delivery import content_version
from home.models import Generation, ReaderSettings
from home.public_forms import guards
from home.subscriptions import joining
from home.subscriptions.forms import ALL
from home.subscriptions.joining import send_confirmations
from home.subscriptions.links import leave_url
from home.subscriptions.models import Subscriber, SubscriptionCount, SubscriptionRequest
from home.subscriptions.views import FORM_ID
from tests.factories import editor
from tests.helpers import clear_all_caches, parse_response

pytestmark = [pytest.mark.django_db]

ADDRESS = "rosa@example.org"
SAME_ORIGIN: dict[str, Any] = {"HTTP_ORIGIN": "http://localhost", "HTTP_HOST": "localhost"}


def subscribe(client: Client, email: str = ADDRESS, topics: Any = ALL, **fields: Any) -> Any:
    data = {"email": email, "topic": topics, guards.TOKEN_FIELD: guards.daily_token(FORM_ID)}
    return client.post("/subscribe/", data | fields, **SAME_ORIGIN)


def link_in_mail(message: Any) -> str:
    """Return the path of the only link to this site's list."""
    return re.findall(r"http://testserver(/subscribe/\S+/)", message.body)[0]


def join(client: Client, email: str = ADDRESS, topics: Any = ALL) -> Subscriber:
    subscribe(client, email, topics)
    send_confirmations()
    client.post(link_in_mail(mail.outbox[-1]))
    return Subscriber.objects.get(email=email)


def test_an_address_is_confirmed_with_one_click(client, pages):
    assert subscribe(client, " Rosa@Example.ORG ", [pages["pain"].pk]).status_code == 303
    send_confirmations()
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    assert message.reply_to == ["desk@haven.example"]
    assert message.from_email.startswith("Haven <")
    for part in ("Pain", "14 Orchard Row", "after 7 days", "If it was not you"):
        assert part in message.body
    address = link_in_mail(message)

    shown = client.get(address)  # also by programs that check mails
    assert "Pain" in shown.content.decode()
    assert not Subscriber.objects.exists()
    assert client.post(address).status_code == 303

    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.all_topics) == (ADDRESS, False)
    assert [topic.title for topic in subscriber.topics.all()] == ["Pain"]
    assert not SubscriptionRequest.objects.exists()
    assert client.get(address).status_code == 410
    assert SubscriptionCount.objects.get().joined == 1


def test_the_answer_does_not_say_if_an_address_is_known(client, pages):
    join(client)

    known = subscribe(client, ADDRESS)
    unknown = subscribe(client, "ida@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.headers["Cache-Control"] == unknown.headers["Cache-Control"]
    assert {each.email for each in SubscriptionRequest.objects.all()} == {
        ADDRESS,
        "ida@example.org",
    }


def test_strangers_change_no_subscription_of_others(client, pages):
    join(client, topics=[pages["pain"].pk])

    subscribe(client, topics=[pages["sleep"].pk])

    assert [topic.title for topic in Subscriber.objects.get().topics.all()] == ["Pain"]
    send_confirmations()
    client.post(link_in_mail(mail.outbox[-1]))
    assert [topic.title for topic in Subscriber.objects.get().topics.all()] == ["Sleep"]
    assert SubscriptionCount.objects.get().joined == 1


def test_an_address_gets_few_mails_however_often_it_is_typed(client, pages, monkeypatch):
    for _number in range(4):
        subscribe(client)
        send_confirmations()
    assert len(mail.outbox) == 1

    monkeypatch.setattr(joining, "MAIL_AGAIN_AFTER", timedelta(0))
    for _number in range(4):
        joining.request_subscription(Site.objects.get(), ADDRESS, True, [])
        monkeypatch.setattr(joining, "RETRY_AFTER", timedelta(0))
        send_confirmations()
    assert len(mail.outbox) == joining.MAX_MAILS


def test_a_confirmation_that_failed_is_sent_later(client, pages, smtp, settings, monkeypatch):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    subscribe(client)
    assert send_confirmations() == 0
    settings.EMAIL_PORT = port
    assert send_confirmations() == 0, "not again at once"

    monkeypatch.setattr(joining, "RETRY_AFTER", timedelta(0))
    assert send_confirmations() == 1
    assert smtp.recipients == [ADDRESS]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": ""}, "Enter your email address"),
        ({"email": "rosa"}, "in the correct format"),
        ({"email": f"{'x' * 250}@example.org"}, "Enter an email address"),
        ({"topic": "999999"}, "Choose one of the listed topics"),
        ({"topic": "\x00"}, "listed topics"),
        ({"topic": ""}, "Choose one of the listed topics"),
    ],
)
def test_mistakes_are_explained_and_nothing_is_lost(client, pages, fields, message):
    response = subscribe(client, **fields)

    content = response.content.decode()
    assert response.status_code == 422
    assert message in content
    assert "There is a problem" in content
    assert fields.get("email", ADDRESS) in content
    assert not SubscriptionRequest.objects.exists()


def test_robots_and_other_sites_are_refused(client, pages, settings):
    assert subscribe(client, **{guards.HONEYPOT_FIELD: "x"}).status_code == 422
    assert subscribe(client, **{guards.TOKEN_FIELD: "none"}).status_code == 422
    data = {"email": ADDRESS, "topic": ALL}
    other = client.post("/subscribe/", data, HTTP_ORIGIN="https://other.example")
    assert other.status_code == 403
    assert not SubscriptionRequest.objects.exists()

    settings.SUBSCRIPTIONS_PER_HOUR = 1
    data = {"REMOTE_ADDR": "203.0.113.9"}
    client.defaults |= data
    client.defaults["REMOTE_ADDR"] = "8.8.8.8"
    assert subscribe(client).status_code == 303
    limited = subscribe(client, "ida@example.org")
    assert limited.status_code == 429
    assert "ida@example.org" in limited.content.decode()


def test_one_click_leaves_and_deletes_the_address(client, pages):
    subscriber = join(client)
    address = leave_url(subscriber).removeprefix("http://testserver")

    assert "Stop and delete" in client.get(address).content.decode()
    assert Subscriber.objects.exists()
    # As a mail program does (RFC 8058): no session, no cookie, no origin.
    stranger = Client(enforce_csrf_checks=True)
    response = stranger.post(address, {"List-Unsubscribe": "One-Click"}, HTTP_HOST="localhost")

    assert response.status_code == 200
    assert not response.cookies
    assert not Subscriber.objects.exists()
    assert SubscriptionCount.objects.values("joined", "left").get() == {"joined": 1, "left": 1}
    assert client.post(address).status_code == 200
    assert SubscriptionCount.objects.get().left == 1


def test_leaving_works_after_letters_were_switched_off(client, pages):
    subscriber = join(client)
    ReaderSettings.objects.update(offers_letters=False)
    clear_all_caches()

    client.post(leave_url(subscriber).removeprefix("http://testserver"))

    assert not Subscriber.objects.exists()


def test_unconfirmed_addresses_are_deleted(client, pages, capsys):
    subscribe(client)
    subscribe(client, "ida@example.org")
    week_ago = timezone.now() - timedelta(days=7, minutes=1)
    SubscriptionRequest.objects.filter(email=ADDRESS).update(requested_at=week_ago)

    call_command("purge_subscriptions", "--dry-run")
    assert SubscriptionRequest.objects.count() == 2
    call_command("purge_subscriptions")

    assert [each.email for each in SubscriptionRequest.objects.all()] == ["ida@example.org"]
    assert SubscriptionCount.objects.get().unconfirmed == 1
    assert "Unconfirmed addresses deleted: 1." in capsys.readouterr().out


@pytest.mark.parametrize("token", ["x", "0:1:2", "a" * 300, "%00"])
@pytest.mark.parametrize("kind", ["confirm", "leave"])
def test_invented_links_do_nothing(client, pages, kind, token):
    join(client)
    for method in (client.get, client.post):
        assert method(f"/subscribe/{kind}/{token}/").status_code in (404, 410)
    assert Subscriber.objects.exists()


def test_nothing_is_offered_unless_switched_on(client, pages):
    ReaderSettings.objects.update(offers_letters=False)
    clear_all_caches()

    for path in ("", "requested/", "confirmed/", "confirm/x/"):
        assert client.get(f"/subscribe/{path}").status_code == 404
    assert subscribe(client).status_code == 404
    for page in (pages["pain"], pages["ketamine"]):
        assert "letters-form" not in client.get(page.url).content.decode()


def test_pages_have_a_form_for_their_topic_and_no_cookie(client, pages):
    pain = str(pages["pain"].pk)
    for page, topic in (("pain", pain), ("ketamine", pain), ("blog", ALL)):
        response = client.get(pages[page].url)
        form = parse_response(response).select_one(".letters-form form")
        assert form.select_one("[name=topic]")["value"] == topic
        assert not response.cookies
        assert "s-maxage" in response.headers["Cache-Control"]
        fields = {each["name"]: each.get("value", "") for each in form.select("input")}
        sent = client.post(form["action"], fields | {"email": f"{page}@example.org"}, **SAME_ORIGIN)
        assert sent.status_code == 303
    assert SubscriptionRequest.objects.get(email="blog@example.org").all_topics
    assert not SubscriptionRequest.objects.get(email="pain@example.org").all_topics


def test_the_page_is_the_same_for_everyone(client, pages):
    first, second = client.get("/subscribe/"), Client().get("/subscribe/")

    assert first.content == second.content
    assert "s-maxage" in first.headers["Cache-Control"]
    assert not first.cookies
    client.force_login(editor())
    assert "private" in client.get("/subscribe/").headers["Cache-Control"]


def test_subscribing_empties_no_cache(client, pages):
    content_version.current()
    before = Generation.objects.count()

    subscriber = join(client)
    client.post(leave_url(subscriber).removeprefix("http://testserver"))

    assert Generation.objects.count() == before


def test_private_topics_are_not_offered(client, pages):
    pages["sleep"].live = False
    pages["sleep"].save()
    clear_all_caches()

    assert "Sleep" not in client.get("/subscribe/").content.decode()
    assert subscribe(client, topics=[pages["sleep"].pk]).status_code == 422
