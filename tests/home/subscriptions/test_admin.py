"""Publishers preview, test and send letters; nobody sees an address in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from home.audit.models import AuditEntry
from home.enquiry.personal_data import Address, find_personal_data
from home.models import ReaderSettings, User
from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, REVIEWERS, set_up_roles
from home.subscriptions.joining import request_subscription
from home.subscriptions.models import Delivery, Letter, Subscriber, SubscriptionRequest
from home.subscriptions.sending import send_letters
from tests.factories import update_page
from tests.helpers import clear_all_caches
from tests.home.subscriptions.test_sending import reader

pytestmark = [pytest.mark.django_db]


def log_in(role: str) -> Client:
    set_up_roles()
    user = User.objects.create_user(role, f"{role.lower()}@haven.example", "secret")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def publisher(pages) -> Client:
    return log_in(PUBLISHERS)


def write_letter(client: Client, site: Site, *keys: str) -> str:
    """Create a letter about these articles, and return its address."""
    response = client.post(reverse("site_letters", args=[site.pk]), {"waiting": keys})
    return response["Location"]


def send(client: Client, address: str) -> Any:
    shown = client.get(address)
    data = {"action": "send", "digest": shown.context["digest"]}
    return client.post(address, data, follow=True)


def test_a_publisher_previews_tests_and_sends_a_letter(publisher, site, pages):
    reader(site, "rosa")
    reader(site, "ida", pages["pain"])
    listed = publisher.get(reverse("letters"), follow=True).content.decode()
    assert "Ketamine" in listed
    assert "2 confirmed addresses" in listed
    keys = [f"{pages[name].pk}-0" for name in ("ketamine", "naps")]
    address = write_letter(publisher, site, *keys)
    changed = {"action": "save", "subject": "In May", "introduction": "Two articles."}
    publisher.post(address, changed)

    shown = publisher.get(address)
    assert "Two articles." in shown.context["message"].body
    assert shown.context["number"] == 2
    for_pain = publisher.get(f"{address}?topic={pages['pain'].pk}").context["message"].body
    assert "Naps" not in for_pain
    assert "articles on Pain" in for_pain
    html = publisher.get(f"{address}html/")
    assert "Two articles." in html.content.decode()
    assert html.headers["Content-Security-Policy"].startswith("sandbox")

    publisher.post(address, {"action": "test"})
    (test,) = mail.outbox
    assert test.to == ["publishers@haven.example"]
    assert test.subject == "Test: In May"
    assert test.body == shown.context["message"].body.replace(*_links(shown, test))

    assert "on its way to 2 subscribers" in send(publisher, address).content.decode()
    assert "0 of 2" in publisher.get(address).content.decode()
    assert publisher.get(address).headers["Refresh"]
    send_letters()
    assert "2 of 2" in publisher.get(address).content.decode()
    assert "Refresh" not in publisher.get(address).headers
    assert [message.subject for message in mail.outbox[1:]] == ["In May", "In May"]
    entry = AuditEntry.objects.get(event="letter-sent")
    assert (entry.user_name, entry.details) == (PUBLISHERS, "In May: 2")


def _links(shown: Any, test: Any) -> tuple[str, str]:
    """Return the links to leave, which are random for nobody's subscription."""
    name = "List-Unsubscribe"
    before = shown.context["message"].extra_headers[name].strip("<>")
    return before, test.extra_headers[name].strip("<>")


def test_nothing_is_sent_that_was_not_previewed(publisher, site, pages):
    reader(site, "rosa")
    address = write_letter(publisher, site, f"{pages['ketamine'].pk}-0")
    digest = publisher.get(address).context["digest"]
    update_page(pages["ketamine"], summary="Something else.")

    response = publisher.post(address, {"action": "send", "digest": digest}, follow=True)

    assert "Nothing was sent" in response.content.decode()
    assert not Delivery.objects.exists()


def test_a_letter_is_sent_once(publisher, site, pages):
    reader(site, "rosa")
    address = write_letter(publisher, site, f"{pages['ketamine'].pk}-0")
    send(publisher, address)
    reader(site, "ida")

    again = send(publisher, address).content.decode()

    assert "was sent already" in again
    assert Delivery.objects.count() == 1
    for action in ("save", "delete"):
        publisher.post(address, {"action": action, "subject": "Other"})
    assert Letter.objects.get().subject == "Ketamine"


def test_pausing_and_going_on(publisher, site, pages):
    reader(site, "rosa")
    address = write_letter(publisher, site, f"{pages['ketamine'].pk}-0")
    send(publisher, address)

    publisher.post(address, {"action": "pause"})
    assert send_letters() == 0
    publisher.post(address, {"action": "resume"})

    assert send_letters() == 1


def test_a_letter_to_nobody_or_about_nothing_is_refused(publisher, site, pages):
    empty = publisher.post(reverse("site_letters", args=[site.pk]), {"waiting": "x"}, follow=True)
    assert "Choose at least one article." in empty.content.decode()
    address = write_letter(publisher, site, f"{pages['ketamine'].pk}-0")

    assert "Nobody subscribes" in send(publisher, address).content.decode()
    reader(site, "rosa")
    ReaderSettings.objects.update(offers_letters=False)
    clear_all_caches()
    assert "switched off" in send(publisher, address).content.decode()
    assert publisher.post(address, {"action": "nonsense"}).status_code == 404
    publisher.post(address, {"action": "delete"})
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITORS, False), (REVIEWERS, False), (PUBLISHERS, True), (ADMINISTRATORS, True)],
)
def test_who_may_send(site, pages, role, may):
    reader(site, "rosa")
    client = log_in(role)

    response = client.get(reverse("site_letters", args=[site.pk]))
    menu = client.get(reverse("wagtailadmin_home")).content.decode()

    assert response.status_code == (200 if may else 302)
    assert ("Letters to readers" in menu) is may


def test_no_page_of_the_admin_shows_an_address(publisher, site, pages):
    reader(site, "rosa")
    address = write_letter(publisher, site, f"{pages['ketamine'].pk}-0")
    send(publisher, address)
    send_letters()

    for url in (reverse("site_letters", args=[site.pk]), address, f"{address}html/"):
        assert "rosa" not in publisher.get(url).content.decode()


def test_a_persons_subscriptions_are_found_exported_and_erased(site, pages, capsys):
    reader(site, "rosa", pages["pain"])
    reader(site, "ida")
    request_subscription(site, "rosa@example.org", True, [])

    found = find_personal_data(Address.parse("Rosa@example.org"))
    rows = list(found.rows())
    assert [row["answers"]["Confirmed"] for row in rows] == ["Yes", "No"]
    assert rows[0]["answers"]["Topics"] == ["Pain"]
    assert "rosa@example.org" in found.to_csv()
    call_command("personal_data", "rosa@example.org", "--erase")

    assert "Records erased: 2." in capsys.readouterr().out
    assert [each.email for each in Subscriber.objects.all()] == ["ida@example.org"]
    assert not SubscriptionRequest.objects.exists()
    assert AuditEntry.objects.get(event="subscribers-deleted").details == "2"
    assert "rosa" not in str(list(AuditEntry.objects.values()))
