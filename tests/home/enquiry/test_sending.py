"""Enquiries are stored once, without their origin; robots and floods are refused."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.enquiry.models import EnquiryPage, EnquirySubmission
from home.models import Generation
from home.public_forms import guards
from tests.factories import enquiry_page, home_page
from tests.helpers import parse_response
from tests.home.enquiry.helpers import ANSWERS, SAME_ORIGIN, form_token, post_enquiry

pytestmark = pytest.mark.django_db

STRANGER = {"REMOTE_ADDR": "44.0.0.1"}
NUL = chr(0)


@pytest.fixture
def page() -> EnquiryPage:
    return enquiry_page(home_page(), thanks_text="<p>Soon.</p>")


def parse_hidden_fields(response) -> dict[str, str]:
    fields = BeautifulSoup(response.content, "html.parser").select("main form [type=hidden]")
    return {str(field["name"]): str(field["value"]) for field in fields}


def test_an_enquiry_stores_only_the_answers(page):
    client = Client(enforce_csrf_checks=True)

    response = post_enquiry(
        client, page, **STRANGER, HTTP_USER_AGENT="Browser/1", HTTP_REFERER="http://testserver/hiv/"
    )

    assert response.status_code == 303
    assert response.url.startswith(f"{page.url}thanks/?sent=")
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    enquiry = EnquirySubmission.objects.get()
    assert enquiry.form_data == ANSWERS | {list(ANSWERS)[-1]: True}
    assert {field.name for field in EnquirySubmission._meta.fields} == {
        *("id", "form_data", "page", "submit_time", "key", "stored_at"),
        *("is_incomplete", "is_suspicious", "notified_at", "notice_attempted_at"),
        *("awaits_confirmation", "confirmed_at", "confirmation_attempted_at"),
    }
    assert "Rosa" not in str(enquiry)


def test_the_thank_you_page_requires_a_submission(client, page):
    thanks = client.get(f"{page.url}thanks/?sent")

    assert "Soon." in parse_response(thanks).text
    assert thanks.headers["X-Robots-Tag"] == "noindex"
    assert client.get(f"{page.url}thanks/?sent").status_code == 200
    assert client.get(f"{page.url}thanks/").url == page.url
    assert client.get(f"{page.url}send/").url == page.url
    assert client.get(f"{page.url}thanks/more/").status_code == 404


def test_submitting_twice_sends_once(client, page):
    same = {guards.TOKEN_FIELD: form_token(page)}
    first, second = post_enquiry(client, page, same), post_enquiry(client, page, same)
    assert (first.status_code, second.status_code) == (303, 303)
    assert EnquirySubmission.objects.count() == 1

    post_enquiry(client, page, same | {"full_name": "Somebody else with the same cached page"})
    assert EnquirySubmission.objects.count() == 2


def test_an_enquiry_changes_nothing_public(client, page):
    before = list(Generation.objects.values())

    post_enquiry(client, page)

    assert list(Generation.objects.values()) == before


@pytest.mark.parametrize(
    ("answers", "extra", "status"),
    [
        ({guards.HONEYPOT_FIELD: "https://spam.example"}, {}, 422),
        ({guards.TOKEN_FIELD: "forged"}, {}, 422),
        ({}, {"HTTP_ORIGIN": "https://elsewhere.example"}, 403),
        ({}, {"HTTP_ORIGIN": "null"}, 403),
        ({}, {"HTTP_ORIGIN": "http://[broken"}, 403),
        ({}, {"HTTP_ORIGIN": ""}, 403),
        ({}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
    ],
)
def test_spam_is_refused_and_a_person_can_retry(client, page, answers, extra, status):
    response = post_enquiry(client, page, answers, **extra)

    assert response.status_code == status
    assert not EnquirySubmission.objects.exists()
    form = response.context_data["form"]
    assert form["full_name"].value() == "Rosa Marsh"
    assert guards.token_age(response.context_data["token"], page.pk) is not None


@pytest.mark.parametrize(
    ("automatic", "is_suspicious"),
    [({guards.HONEYPOT_FIELD: "https://rosa.example"}, True), ({}, False)],
)
def test_a_password_manager_is_no_robot(client, page, automatic, is_suspicious):
    """It fills in the hidden field every time, and the whole form within a second."""
    answers = automatic | {guards.TOKEN_FIELD: form_token(page, 0)}

    asked = post_enquiry(client, page, answers)

    assert asked.status_code == 422
    confirmed = parse_hidden_fields(asked)
    assert confirmed[guards.TOKEN_FIELD] == answers[guards.TOKEN_FIELD]
    assert post_enquiry(client, page, confirmed | automatic).status_code == 303
    assert EnquirySubmission.objects.get().is_suspicious is is_suspicious


@pytest.mark.parametrize(
    ("seconds_ago", "taken"),
    [(0, False), (10, True), (7 * 24 * 3600, True), (31 * 24 * 3600, False)],
)
def test_a_form_must_take_a_plausible_time(client, page, seconds_ago, taken):
    post_enquiry(client, page, {guards.TOKEN_FIELD: form_token(page, seconds_ago)})

    assert EnquirySubmission.objects.exists() is taken


def test_the_form_of_one_page_is_not_for_another(client, page):
    other = enquiry_page(page.get_parent(), "Other")

    assert post_enquiry(client, page, {guards.TOKEN_FIELD: form_token(other)}).status_code == 422


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_an_address_may_send_five_an_hour(client, page, settings, proxies):
    settings.TRUSTED_PROXIES = proxies
    chain = ["6.6.6.6, 44.0.0.1", "6.6.6.6, 44.0.0.1", "6.6.6.6, 44.0.0.1, 10.0.0.1"][proxies]
    origin = {"HTTP_X_FORWARDED_FOR": chain, "REMOTE_ADDR": "127.0.0.1" if proxies else "44.0.0.1"}
    for number in range(5):
        assert post_enquiry(client, page, {"full_name": f"R {number}"}, **origin).status_code == 303
    post_enquiry(client, page, {"full_name": ""}, **origin)

    refused = post_enquiry(client, page, {"full_name": "R 6"}, **origin)

    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert 'value="R 6"' in refused.content.decode()
    assert EnquirySubmission.objects.count() == 5
    other = {"HTTP_X_FORWARDED_FOR": chain.replace("44.0.0.1", "44.0.0.2")}
    other["REMOTE_ADDR"] = "127.0.0.1" if proxies else "44.0.0.2"
    assert post_enquiry(client, page, {"full_name": "R 6"}, **other).status_code == 303


def test_behind_an_unknown_proxy_there_is_no_limit(client, page):
    for number in range(7):
        assert post_enquiry(client, page, {"full_name": f"R {number}"}).status_code == 303


def test_addresses_of_one_ipv6_network_count_together(client, page, settings):
    settings.ENQUIRIES_PER_HOUR = 1

    assert post_enquiry(client, page, REMOTE_ADDR="2a00:1450:4001::1").status_code == 303
    answers = {"full_name": "Another"}
    assert post_enquiry(client, page, answers, REMOTE_ADDR="2a00:1450:4001::2").status_code == 429


def test_a_dual_stack_socket_distinguishes_ipv4_addresses(client, page, settings):
    settings.ENQUIRIES_PER_HOUR = 1

    assert post_enquiry(client, page, REMOTE_ADDR="::ffff:44.0.0.1").status_code == 303
    answers = {"full_name": "Another"}
    assert post_enquiry(client, page, answers, REMOTE_ADDR="::ffff:44.0.0.1").status_code == 429
    assert post_enquiry(client, page, answers, REMOTE_ADDR="::ffff:44.0.0.2").status_code == 303


def test_a_read_only_disk_loses_no_enquiry(client, page, settings, tmp_path):
    file = tmp_path / "file"
    file.touch()
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = settings.CACHES | {
        "enquiries": {"BACKEND": backend, "LOCATION": file / "below"}
    }

    assert post_enquiry(client, page, **STRANGER).status_code == 303
    assert EnquirySubmission.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        dict.fromkeys(ANSWERS, NUL),
        dict.fromkeys(ANSWERS, "x" * 100_000),
        {name: ["a", "b"] for name in ANSWERS},
        {name: f"{value}{NUL}" for name, value in ANSWERS.items()},
        {guards.TOKEN_FIELD: ["1:2", NUL], "\ud83e\ude79".encode("utf-16", "surrogatepass"): "%"},
    ],
)
def test_invalid_input_gets_a_response(client, page, body):
    for extra in ({}, {guards.TOKEN_FIELD: form_token(page)}):
        response = client.post(f"{page.url}send/", body | extra, **SAME_ORIGIN)
        assert response.status_code == 422
    assert not EnquirySubmission.objects.exists()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"full_name": "x"}'),
        ("text/plain", b"\xff\xfe"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded", b"full_name=%ff%00&page-token=%80"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=b"),
        ("application/x-www-form-urlencoded", b"a=1&" * 20_000),
        ("application/x-www-form-urlencoded", b"full_name=" + b"x" * 3_000_000),
    ],
)
def test_a_body_of_another_kind_is_refused(client, page, content_type, body):
    response = client.generic("POST", f"{page.url}send/", body, content_type, **SAME_ORIGIN)

    assert response.status_code in (400, 413, 422)
