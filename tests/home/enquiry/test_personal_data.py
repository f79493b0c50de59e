"""All enquiries of one person are found, exported and erased."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from home.audit.models import AuditEntry
from home.enquiry.models import EnquiryPage, EnquirySubmission
from home.enquiry.personal_data import Address, find_personal_data
from home.enquiry.replay import replay
from home.enquiry.spool import Spool, SpooledEnquiry
from tests.factories import editor, enquiry_page, home_page
from tests.home.enquiry.failing_site import Site
from tests.home.enquiry.helpers import ANSWERS
from tests.home.enquiry.test_staff import create_enquiry, log_in_with

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

OTHER: dict[str, Any] = {"full_name": "Ida", "email_address": "ida@example.org"}


@pytest.fixture
def page() -> EnquiryPage:
    return enquiry_page(home_page())


@pytest.fixture
def second_page(page) -> EnquiryPage:
    return enquiry_page(page.get_parent(), "Second")


def names_of(found: Any) -> list[str]:
    return [enquiry.form_data["full_name"] for enquiry in found.enquiries]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Rosa@Example.ORG", True),
        ("Write to rosa@example.org.", True),
        ("<rosa@example.org>, please", True),
        ("xrosa@example.org", False),
        ("a.rosa@example.org", False),
        ("rosa@example.org.uk", False),
        ("rosa@example.organic", False),
        ("", False),
    ],
)
def test_an_email_address_is_found_in_any_spelling(text, is_found):
    assert Address.parse(" rosa@EXAMPLE.org ").is_in(text) is is_found


@pytest.mark.parametrize(
    "wanted", ["01632 960 001", "+44 1632 960001", "0044 (0)1632-960-001", "+44(0)1632.960001"]
)
@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("01632960001", True),
        ("+44 (0)1632 960 001", True),
        ("Call 0044-1632-960001 at 10", True),
        ("01632 960 002", False),
        ("960 001", False),
        ("1632\n960001", False),
    ],
)
def test_a_phone_number_is_found_in_any_spelling(wanted, text, is_found):
    wanted = Address.parse(wanted)
    assert wanted.is_in(text) is is_found


@pytest.mark.parametrize("text", ["", "rosa", "@", "rosa@", "12345", "phone 01632 960 001"])
def test_part_of_an_address_is_refused(text):
    with pytest.raises(ValidationError):
        Address.parse(text)


def test_they_are_found_on_all_pages_and_on_disk(page, second_page):
    create_enquiry(page, days_ago=2, full_name="First")
    create_enquiry(second_page, full_name="Second", email_address="", comment="ROSA@example.org")
    create_enquiry(page, **OTHER)
    Site().send(page)

    found = find_personal_data(Address.parse("rosa@example.org"))

    assert names_of(found) == ["First", "Second"]
    assert (len(found.spooled), found.number) == (1, 3)


def test_erasing_deletes_them_and_logs_only_a_count(page, second_page):
    for where in (page, page, second_page):
        create_enquiry(where)
    create_enquiry(page, **OTHER)
    Site().send(page)

    call_command("personal_data", "rosa@example.org", "--erase")

    assert [enquiry.form_data["full_name"] for enquiry in EnquirySubmission.objects.all()] == [
        "Ida"
    ]
    assert not Spool.of_this_site().enquiries()
    entries = PageLogEntry.objects.filter(action="home.erase_personal_data").order_by("page_id")
    assert [entry.message for entry in entries] == [
        "Erased 3 enquiries of one person",
        "Erased 1 enquiry of one person",
    ]
    logged = [*PageLogEntry.objects.values_list("data", flat=True), *AuditEntry.objects.values()]
    assert "rosa" not in str(logged).lower()


def test_one_that_is_stored_meanwhile_is_found_once_and_erased(page):
    Site().send(page)
    (kept,) = Spool.of_this_site().enquiries()
    content = kept.path.read_bytes()

    found = find_personal_data(Address.parse("rosa@example.org"))
    replay(Spool.of_this_site())

    assert [row["answers"]["Email address"] for row in found.rows()] == ["rosa@example.org"]
    kept.path.write_bytes(content)  # by a process that ended before it could remove it
    assert find_personal_data(Address.parse("rosa@example.org")).number == 1
    assert found.erase() == 1
    assert not EnquirySubmission.objects.exists()
    assert not Spool.of_this_site().enquiries()


def test_one_that_is_stored_during_the_search_is_found(page):
    Site().send(page)
    enquiries = Spool.enquiries
    with pytest.MonkeyPatch.context() as patch:

        def store_first(spool: Spool) -> list[SpooledEnquiry]:
            patch.undo()
            replay(spool)
            return enquiries(spool)

        patch.setattr(Spool, "enquiries", store_first)

        assert find_personal_data(Address.parse("rosa@example.org")).number == 1

    assert EnquirySubmission.objects.exists()


def test_the_export_has_every_answer(page, capsys):
    create_enquiry(page, full_name="=Rosa")
    Site().send(page)

    call_command("personal_data", "rosa@example.org", "--export", "json")
    rows = json.loads(capsys.readouterr().out)
    call_command("personal_data", "rosa@example.org", "--export", "csv")
    lines = list(csv.reader(StringIO(capsys.readouterr().out)))

    assert [row["page"] for row in rows] == ["Book", "Book"]
    assert rows[0]["answers"]["Full name"] == "=Rosa"
    assert rows[1]["answers"]["Email address"] == ANSWERS["email_address"]
    assert ["Full name", "'=Rosa"] in [line[2:] for line in lines]
    assert len(EnquirySubmission.objects.all()) == 1


def test_the_command_only_counts_without_an_option(page, capsys):
    create_enquiry(page)

    call_command("personal_data", "rosa@example.org")

    assert capsys.readouterr().out == "Records found: 1.\n"
    with pytest.raises(CommandError):
        call_command("personal_data", "rosa")


def test_what_cannot_be_read_is_reported(page, settings, capsys):
    Site().send(page)
    settings.SECRET_KEY = "another"

    call_command("personal_data", "rosa@example.org", "--erase")

    assert "another secret key: 1" in capsys.readouterr().err
    assert Spool.of_this_site().enquiries()


def post(client: Client, **fields: Any) -> Any:
    return client.post(reverse("personal_data"), {"address": "rosa@example.org"} | fields)


def test_staff_find_export_and_erase_in_the_admin(page):
    create_enquiry(page)
    create_enquiry(page, **OTHER)
    client = log_in_with("read_enquiries")
    assert reverse("personal_data") in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("personal_data")).status_code == 200

    shown = post(client).content.decode()
    assert "1 record" in shown
    assert "Rosa Marsh" in shown
    assert "Ida" not in shown
    exported = post(client, action="json")
    assert exported.headers["Content-Disposition"] == 'attachment; filename="records.json"'
    assert "Rosa Marsh" in exported.content.decode()
    assert post(client, action="csv").content.startswith(b"Page,Received,Question,Answer")

    assert "Confirm that all belong" in post(client, action="erase", number=1).content.decode()
    changed = post(client, action="erase", number=2, confirmed="on")
    assert "The list has changed" in changed.content.decode()
    assert EnquirySubmission.objects.count() == 2
    erased = post(client, action="erase", number=1, confirmed="on")
    assert "1 record was erased." in erased.content.decode()
    assert EnquirySubmission.objects.get().form_data["full_name"] == "Ida"
    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {"enquiries-read", "enquiries-exported", "enquiries-deleted"} <= events


def test_a_wrong_address_is_explained(page):
    client = log_in_with("read_enquiries")

    response = post(client, address="rosa")

    assert "Enter a whole email address or phone number" in response.content.decode()


def test_others_may_not_see_a_persons_data(page):
    create_enquiry(page)
    client = log_in_with()

    for response in (client.get(reverse("personal_data")), post(client, action="json")):
        assert "Rosa" not in response.content.decode()
        assert response.status_code in (302, 403)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("personal_data") not in home


def test_a_superuser_may(client, page):
    client.force_login(editor())

    assert client.get(reverse("personal_data")).status_code == 200
