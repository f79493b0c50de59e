"""An enquiry sent while Django fails is kept on disk, and the visitor is answered."""

import stat

import pytest

from config import failed_posts
from home.enquiry import last_known
from home.enquiry.models import EnquirySubmission
from home.enquiry.replay import replay
from home.enquiry.spool import Spool
from home.public_forms import guards, limits
from tests.home.enquiry.failing_site import Gate
from tests.home.enquiry.helpers import ANSWERS, form_token, post_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

STRANGER = {"REMOTE_ADDR": "44.0.0.1"}


@pytest.fixture
def full_disk(monkeypatch) -> None:
    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Spool, "_write", fail)


def test_a_visitor_is_told_that_we_have_it(site, known, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = site.send(known, **STRANGER)

    assert (response.status, response.heading) == (202, "We have it")
    text = response.soup.text
    for part in ("We reply", "Within two days.", "Call 111.", "0117 496 0182"):
        assert part in text
    assert "no-store" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers
    assert "Rosa" not in text


def test_the_disk_holds_no_readable_text(site, known, spool, settings):
    site.send(known)

    (spooled,) = spool.enquiries()
    assert b"Rosa" not in spooled.path.read_bytes()
    assert stat.S_IMODE(spooled.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(spool.folder.stat().st_mode) == 0o700
    old_key, settings.SECRET_KEY = settings.SECRET_KEY, "a new key"
    assert replay(spool).left == 1
    settings.SECRET_KEY_FALLBACKS = [old_key]
    assert replay(spool).stored == 1


def test_an_answer_of_django_leaves_nothing_on_disk(site, known, spool):
    site.fails_with = None

    assert site.send(known).status == 303
    assert site.send(known, {"full_name": ""}).status == 422

    assert not list(spool.folder.iterdir())
    assert EnquirySubmission.objects.get().stored_at is None


def test_an_enquiry_is_on_disk_while_django_has_it(site, known, spool):
    """It survives a process that is killed, and no other one stores it in the meantime."""
    seen = []
    site.before_response = lambda: seen.append((len(spool.enquiries()), replay(spool).held))

    site.send(known)

    assert seen == [(1, 1)]


def test_a_silent_database_holds_no_visitor(site, known, spool, monkeypatch):
    site.layer._runner = site.runner
    monkeypatch.setattr(site.runner, "seconds", 0.05)
    gate = site.before_response = Gate()
    for number in range(failed_posts.MAX_WAITING + 1):
        assert site.send(known, {"full_name": f"R {number}"}).status == 202

    assert replay(spool).stored == failed_posts.MAX_WAITING + 1
    gate.is_open.set()


@pytest.mark.usefixtures("full_disk")
def test_with_a_full_disk_it_is_not_sent_but_kept_in_the_page(site, known):
    response = site.send(known, {"full_name": 'Rosa "<Marsh>"'})

    assert (response.status, response.heading) == (503, "This was not sent")
    assert response.headers["Retry-After"]
    assert response.soup.select_one("a[href^='tel:']").text == "0117 496 0182"
    fields = response.hidden_fields
    assert fields["full_name"] == 'Rosa "<Marsh>"'
    assert b"<Marsh>" not in response.body
    assert guards.HONEYPOT_FIELD not in fields
    form = response.soup.form
    assert (form["method"], form["action"]) == ("post", f"{known.url}send/")
    site.fails_with = None
    assert site.post(form["action"], fields).status == 303
    assert EnquirySubmission.objects.get().form_data["full_name"] == 'Rosa "<Marsh>"'


@pytest.fixture
def unreadable_folder(settings, tmp_path) -> None:
    settings.ENQUIRY_FOLDER = tmp_path / ("x" * 300)  # permissions would not stop root


@pytest.mark.usefixtures("unreadable_folder")
def test_with_an_unreadable_folder_the_database_is_enough(site, page):
    assert (site.send(page).heading) == "This was not sent"
    site.fails_with = None

    assert site.send(page).status == 303


@pytest.mark.usefixtures("full_disk")
def test_with_a_full_disk_the_database_is_enough(site, known):
    site.fails_with = None

    assert site.send(known).status == 303


def test_errors_are_shown_with_the_last_known_form(site, known, spool):
    response = site.send(known, {"full_name": "", "how_should_we_reply": "Phone call"})

    assert response.status == 422
    errors = [error.text for error in response.soup.select(".problem-summary li")]
    assert errors == [
        "Enter your full name",
        "Enter your phone number, so that we can call or text you",
    ]
    assert response.soup.select_one("#id_email_address")["value"] == ANSWERS["email_address"]
    assert response.hidden_fields[guards.TOKEN_FIELD]
    assert not spool.enquiries()


def test_an_unknown_form_is_checked_when_it_is_stored(site, page, spool):
    assert site.send(page, {"full_name": "", "other": ["a", "b"]}).status == 202

    replay(spool)

    enquiry = EnquirySubmission.objects.get()
    assert enquiry.is_incomplete
    assert enquiry.form_data["email_address"] == ANSWERS["email_address"]
    assert "Incomplete" in " ".join(enquiry.get_remarks())


def test_a_process_without_a_database_knows_the_last_contact(known, site, monkeypatch):
    monkeypatch.setattr(last_known._Memory, "last_known", None)

    assert "0117 496 0182" in site.send(known).soup.text
    assert last_known.get_last_known().contact("localhost", 80).phone == "0117 496 0182"


def test_a_damaged_file_of_contacts_is_ignored(known, site, monkeypatch):
    monkeypatch.setattr(last_known._Memory, "last_known", None)
    last_known._file().write_text('{"forms": 1}')

    assert site.send(known).status == 202


@pytest.mark.parametrize(
    ("answers", "extra", "status"),
    [
        ({guards.HONEYPOT_FIELD: "https://spam.example"}, {}, 422),
        ({}, {"HTTP_ORIGIN": "https://elsewhere.example"}, 403),
        ({}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
    ],
)
def test_spam_is_not_kept(site, known, spool, answers, extra, status):
    response = site.send(known, answers, **extra)

    assert (response.status, response.heading) == (status, "This was not sent")
    assert not spool.enquiries()
    is_from_elsewhere = bool(extra)
    assert ("Rosa" in response.body.decode()) is not is_from_elsewhere


def test_a_forged_token_is_no_enquiry(site, known, spool):
    assert site.send(known, {guards.TOKEN_FIELD: f"{known.pk}:1:x"}).status == 503
    assert not spool.enquiries()


def test_limits_hold_during_an_outage(site, known, spool, settings):
    settings.ENQUIRIES_PER_HOUR = 2
    same = {guards.TOKEN_FIELD: form_token(known)}
    for _attempt in range(3):
        assert site.send(known, same, **STRANGER).status == 202
    assert site.send(known, {"full_name": "Second"}, **STRANGER).status == 202

    refused = site.send(known, {"full_name": "Third"}, **STRANGER)

    assert (refused.status, refused.heading) == (429, "This was not sent")
    assert site.send(known, same, **STRANGER).status == 202
    assert len(spool.enquiries()) == 2


def test_nothing_is_lost_without_a_cache_of_counts(site, known, spool, monkeypatch):
    def fail(*args):
        raise OSError

    monkeypatch.setattr(limits.FormLimit, "periods", fail)

    assert site.send(known).status == 202


def test_the_enquiry_is_the_same_as_with_the_database(site, known, spool, client):
    answers = {guards.TOKEN_FIELD: form_token(known)}
    site.send(known, answers)

    assert post_enquiry(client, known, answers).status_code == 303

    assert replay(spool).known == 1
    assert EnquirySubmission.objects.count() == 1
