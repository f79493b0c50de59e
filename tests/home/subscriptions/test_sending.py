"""A letter reaches every subscriber of its topics once, whatever fails on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.models import ArticleChange
from articles.models.site_roots import full_page_url
from home.subscriptions import sending
from home.subscriptions.letters import Waiting, build_content, create_letter, find_waiting, start
from home.subscriptions.models import Delivery, Letter, Subscriber, SubscriptionCount
from home.subscriptions.sending import send_letters
from tests.factories import update_page
from tests.helpers import clear_all_caches

pytestmark = [pytest.mark.django_db]

State = Delivery.State


def reader(site, name: str, *topics: Any) -> Subscriber:
    found = Subscriber.objects.create(site=site, email=f"{name}@example.org", all_topics=not topics)
    found.topics.set(topics)
    return found


def start_letter(site, *articles: Any) -> Letter:
    letter = create_letter(site, [Waiting(each) for each in articles])
    assert start(letter, build_content(letter), None)
    return letter


def sums(letter: Letter) -> dict[str, int]:
    letter.refresh_from_db()
    names = ("recipients", "sent", "refused", "failed", "unsure")
    return {name: getattr(letter, name) for name in names if getattr(letter, name)}


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Try again at once what is put off."""
    monkeypatch.setattr(sending, "RETRY_ONE_AFTER", timedelta(0))
    monkeypatch.setattr(sending, "RETRY_AFTER", timedelta(0))


def test_everyone_gets_the_articles_of_their_topics(site, pages):
    reader(site, "all")
    reader(site, "pain", pages["pain"])
    reader(site, "blog", pages["blog"])
    reader(site, "both", pages["pain"], pages["sleep"])
    deleted = reader(site, "deleted", pages["sleep"])
    deleted.topics.clear()
    letter = start_letter(site, pages["ketamine"], pages["naps"])

    send_letters()

    titles = {
        message.to[0].partition("@")[0]: [
            title for title in ("Ketamine", "Naps") if f"\n{title}\n" in message.body
        ]
        for message in mail.outbox
    }
    assert titles == {
        "all": ["Ketamine", "Naps"],
        "pain": ["Ketamine"],
        "blog": ["Ketamine", "Naps"],
        "both": ["Ketamine", "Naps"],
    }
    assert sums(letter) == {"recipients": 4, "sent": 4}
    assert letter.finished_at


def test_a_letter_says_who_sends_it_why_and_how_to_leave(site, pages, client):
    reader(site, "pain", pages["pain"])
    start_letter(site, pages["ketamine"])

    send_letters()

    message: Any = mail.outbox[0]
    html = message.alternatives[0][0]
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.reply_to == ["desk@haven.example"]
    for text in (message.body, html):
        assert link in text
        assert "asked Haven for articles on Pain" in text
        assert "14 Orchard Row" in text
        assert full_page_url(pages["ketamine"]) in text
    assert "<img" not in html
    assert "src=" not in html
    client.post(link.removeprefix("http://testserver"))
    assert not Subscriber.objects.exists()


def test_titles_are_escaped_in_html_only(site, pages):
    reader(site, "all")
    start_letter(site, pages["naps"])

    send_letters()

    message: Any = mail.outbox[0]
    assert "Naps & rest." in message.body
    assert "Naps &amp; rest." in message.alternatives[0][0]


def test_nobody_gets_a_letter_twice(site, pages, smtp):
    for number in range(5):
        reader(site, f"reader{number}")
    letter = start_letter(site, pages["ketamine"])
    assert not start(letter, build_content(letter), None)

    # Another process has claimed one and ended.
    first = Delivery.objects.order_by("pk")[0]
    long_ago = timezone.now() - timedelta(hours=1)
    Delivery.objects.filter(pk=first.pk).update(state=State.CLAIMED, tried_at=long_ago)
    send_letters()
    send_letters()

    assert len(smtp.recipients) == len(set(smtp.recipients)) == 4
    assert first.subscriber.email not in smtp.recipients
    assert sums(letter) == {"recipients": 5, "sent": 4, "unsure": 1}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_processes_that_send_at_once_share_the_work(site, pages, smtp):
    for number in range(12):
        reader(site, f"reader{number}")
    letter = start_letter(site, pages["ketamine"])

    def send(_number: int) -> int:
        try:
            return send_letters(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        tried = list(pool.map(send, range(3)))

    assert sum(tried) == 12
    assert len(smtp.recipients) == len(set(smtp.recipients)) == 12
    assert sums(letter) == {"recipients": 12, "sent": 12}


@pytest.mark.usefixtures("impatient")
def test_one_failure_stops_no_other(site, pages, smtp):
    for name in ("gone", "later", "broken", "fine", "last"):
        reader(site, name)
    letter = start_letter(site, pages["ketamine"])

    for _round in range(sending.MAX_ATTEMPTS + 1):
        send_letters()

    assert smtp.recipients == ["fine@example.org", "last@example.org"]
    assert sums(letter) == {"recipients": 5, "sent": 2, "refused": 1, "failed": 1, "unsure": 1}
    states = dict(Delivery.objects.values_list("subscriber__email", "state"))
    assert states["broken@example.org"] == State.UNSURE
    assert letter.finished_at


def test_a_mail_server_that_is_away_loses_nothing(site, pages, smtp, settings):
    for number in range(3):
        reader(site, f"reader{number}")
    letter = start_letter(site, pages["ketamine"])
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    send_letters()
    letter.refresh_from_db()
    assert letter.retry_at
    assert set(Delivery.objects.values_list("state", "attempts")) == {(State.WAITING, 0)}

    settings.EMAIL_PORT = port
    send_letters()
    assert smtp.recipients == [], "not before its time"
    Letter.objects.update(retry_at=timezone.now())
    send_letters()

    assert len(smtp.recipients) == 3
    assert sums(letter) == {"recipients": 3, "sent": 3}


def test_sending_is_paced_paused_and_resumed(site, pages, settings):
    settings.LETTERS_PER_MINUTE = 2
    for number in range(5):
        reader(site, f"reader{number}")
    letter = start_letter(site, pages["ketamine"])

    assert [send_letters(), send_letters()] == [2, 0]
    minute_ago = timezone.now() - timedelta(minutes=1)
    Delivery.objects.exclude(tried_at=None).update(tried_at=minute_ago)
    Letter.objects.update(is_paused=True)
    assert send_letters() == 0
    Letter.objects.update(is_paused=False)
    assert send_letters() == 2

    assert len(mail.outbox) == 4
    assert sums(letter) == {"recipients": 5, "sent": 4}
    assert letter.is_under_way


def test_who_leaves_meanwhile_gets_nothing(site, pages):
    stays, leaves = reader(site, "stays"), reader(site, "leaves")
    letter = start_letter(site, pages["ketamine"])
    leaves.delete()

    send_letters()

    assert [message.to for message in mail.outbox] == [[stays.email]]
    assert sums(letter) == {"recipients": 2, "sent": 1}
    assert letter.finished_at


def test_an_article_that_is_withdrawn_meanwhile_is_left_out(site, pages):
    reader(site, "all")
    reader(site, "pain", pages["pain"])
    start_letter(site, pages["ketamine"], pages["naps"])
    update_page(pages["ketamine"], live=False)
    clear_all_caches()

    send_letters()

    (message,) = mail.outbox
    assert "Ketamine\n" not in message.body
    assert message.to == ["all@example.org"]


def test_mailboxes_that_are_gone_are_deleted_after_three_letters(site, pages, smtp):
    reader(site, "gone")
    reader(site, "fine")
    for number in range(sending.MAX_REFUSALS):
        assert Subscriber.objects.filter(email="gone@example.org").exists(), number
        start_letter(site, pages["ketamine"])
        send_letters()

    assert [each.email for each in Subscriber.objects.all()] == ["fine@example.org"]
    assert SubscriptionCount.objects.get().bounced == 1


def test_a_letter_that_nobody_got_deletes_no_address(site, pages, smtp):
    reader(site, "gone")
    for _number in range(sending.MAX_REFUSALS + 1):
        start_letter(site, pages["ketamine"])
        send_letters()

    assert Subscriber.objects.count() == 1


def test_new_and_corrected_articles_wait_until_they_are_sent(site, pages):
    today = timezone.localdate()
    ArticleChange.objects.create(
        page=pages["ketamine"], kind="correction", text="Nine, not ten.", day=today
    )
    ArticleChange.objects.create(page=pages["naps"], kind="update", text="Longer.", day=today)
    update_page(pages["naps"], first_published_at=timezone.now() - timedelta(days=91))
    reader(site, "all")

    waiting = find_waiting(site)
    assert [(each.article.title, bool(each.change)) for each in waiting] == [
        ("Ketamine", False),
        ("Ketamine", True),
    ]
    letter = create_letter(site, waiting[1:])
    assert len(find_waiting(site)) == 2
    start(letter, build_content(letter), None)
    assert [each.change for each in find_waiting(site)] == [None]
    send_letters()
    assert "CORRECTIONS" in mail.outbox[0].body
    assert "Nine, not ten." in mail.outbox[0].body


def test_rows_of_recipients_are_deleted_a_month_later(site, pages):
    reader(site, "all")
    letter = start_letter(site, pages["ketamine"])
    send_letters()

    call_command("purge_subscriptions")
    assert Delivery.objects.count() == 1
    month_ago = timezone.now() - timedelta(days=31)
    Letter.objects.update(finished_at=month_ago)
    call_command("purge_subscriptions")

    assert not Delivery.objects.exists()
    assert sums(letter) == {"recipients": 1, "sent": 1}


def test_the_command_sends_what_waits(site, pages, capsys):
    reader(site, "all")
    start_letter(site, pages["ketamine"])

    call_command("send_letters")

    assert len(mail.outbox) == 1
    assert "Letters tried: 1." in capsys.readouterr().out


def test_queries_do_not_grow_with_the_list(site, pages, django_assert_max_num_queries):
    for number in range(60):
        reader(site, f"reader{number}")
    with django_assert_max_num_queries(25):
        start_letter(site, pages["ketamine"])
