"""A form that fails says so, and loses nothing that was typed."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import Client

from config.failed_posts import MAX_BODY, MAX_FIELDS, MAX_READING, MAX_TEXT
from tests.factories import home_page
from tests.home.enquiry.failing_site import Site

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

EVIL = '"><script>alert(1)</script>&amp;\nzwei\r\ndrei'


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable"])
@pytest.mark.parametrize("kind", ["multipart", "urlencoded"])
def test_the_fields_are_kept_in_the_page(site, status, kind):
    site.fails_with = status
    fields: Any = {"comment": EVIL, "block-1": ["a", "b"], "empty": ""}
    content_type = ""
    if kind == "urlencoded":
        fields = urlencode(fields, doseq=True).encode()
        content_type = "application/x-www-form-urlencoded"

    response = site.post("/review/token/?a=1&b=2", fields, content_type)

    assert (response.status, response.heading) == (int(status[:3]), "This was not sent")
    form = response.soup.form
    assert (form["method"], form["action"]) == ("post", "/review/token/?a=1&b=2")
    assert form.button.text == "Send again"
    sent = [(field["name"], field["value"]) for field in form.select("[type=hidden]")]
    assert ("block-1", "a") in sent
    assert ("block-1", "b") in sent
    assert ("empty", "") in sent
    assert dict(sent)["comment"].startswith('"><script>')
    assert b"<script" not in response.body
    assert "no-store" in response.headers["Cache-Control"]
    assert "form-action 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_what_was_sent_again_is_the_same(site):
    first = site.post("/review/token/", {"comment": EVIL})
    site.post("/review/token/", first.hidden_fields)

    values = [
        re.search(rb'name="comment"\r\n\r\n(.*?)\r\n--', body, re.DOTALL) for body in site.seen
    ]
    texts = [value[1].replace(b"\r\n", b"\n") for value in values if value]
    assert len(texts) == 2
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "name", ["password", "new_password1", "Passwd", "pin", "card-pin", "otp_token"]
)
def test_a_password_is_never_written_into_a_page(site, name):
    response = site.post("/_util/authenticate_with_password/1/2/", {name: "hunter2", "a": "b"})

    assert response.heading == "This was not sent"
    assert b"hunter2" not in response.body
    assert response.soup.form is None


def test_names_that_only_contain_such_words_are_kept(site):
    response = site.post("/review/token/", {"opinion": "Good", "shipping": "No"})

    assert response.hidden_fields == {"opinion": "Good", "shipping": "No"}


@pytest.mark.parametrize(
    "origin",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": ""},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_nothing_of_another_site_gets_into_the_page(site, origin):
    response = site.post("/review/token/", {"comment": "Mine"}, **origin)

    assert response.heading == "This was not sent"
    assert b"Mine" not in response.body


def new_csrf_token() -> tuple[str, str]:
    """Return a token and the value of the cookie it belongs to."""
    request = HttpRequest()
    return get_token(request), request.META["CSRF_COOKIE"]


def test_a_csrf_token_is_replaced_if_it_was_right(site):
    token, cookie = new_csrf_token()
    header = f"csrftoken={cookie}"
    fields = {"csrfmiddlewaretoken": token, "a": "b"}

    new_fields = site.post("/form/", fields, HTTP_COOKIE=header).hidden_fields

    assert new_fields["csrfmiddlewaretoken"] != token
    assert site.post("/form/", new_fields, HTTP_COOKIE=header).hidden_fields["a"] == "b"
    for wrong in ("", f"csrftoken={new_csrf_token()[1]}"):
        assert site.post("/form/", fields, HTTP_COOKIE=wrong).soup.form is None


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"a": "b"}'),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded; charset=rot13", b"a=b"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=b"),
        ("application/x-www-form-urlencoded", b"a=1&" * 20_000),
        ("application/x-www-form-urlencoded", b"full_name=" + b"x" * MAX_BODY),
        ("application/x-www-form-urlencoded", b""),
    ],
)
def test_a_body_that_cannot_be_read_gets_the_same_answer(site, content_type, body):
    response = site.post("/send/", body, content_type)

    assert (response.status, response.heading) == (503, "This was not sent")
    assert response.soup.form is None
    assert site.seen == [body]


@pytest.mark.parametrize(
    "body",
    ["&".join(f"f{n}=x" for n in range(MAX_FIELDS + 1)), "comment=" + "x" * (MAX_TEXT + 1)],
)
def test_a_long_form_is_not_written_into_the_page(site, body):
    response = site.post("/review/token/", body.encode(), "application/x-www-form-urlencoded")

    assert (response.status, response.heading) == (503, "This was not sent")
    assert response.soup.form is None


class SlowBody:
    """A body whose client sends nothing until `is_sent`."""

    def __init__(self) -> None:
        self.is_sent = threading.Event()
        self.readers = threading.Semaphore(0)

    def read(self, length: int) -> bytes:
        self.readers.release()
        self.is_sent.wait(30)
        return b"a=b"


def test_slow_clients_hold_up_few_threads(site, rf):
    slow = SlowBody()
    environ = rf.post("/form/", {}).environ
    environ |= {"wsgi.input": slow, "CONTENT_LENGTH": "3"}
    with ThreadPoolExecutor(MAX_READING) as threads:
        try:
            for _client in range(MAX_READING):
                threads.submit(site.layer.respond, dict(environ))
            for _client in range(MAX_READING):
                assert slow.readers.acquire(timeout=30)

            response = site.post("/form/", {"a": "b"})

            assert (response.status, response.heading) == (503, "This was not sent")
            assert not site.seen
        finally:
            slow.is_sent.set()

    assert site.post("/form/", {"a": "b"}).hidden_fields == {"a": "b"}


def test_an_unknown_host_is_not_reflected(site):
    response = site.post(
        "/form/", {"a": "b"}, HTTP_HOST="evil.example", HTTP_ORIGIN="https://evil.example"
    )

    assert response.status == 503
    assert b"evil" not in response.body


def test_a_file_has_to_be_chosen_again(site, tmp_path):
    file = tmp_path / "file.txt"
    file.write_text("text")
    with file.open("rb") as upload:
        response = site.post("/form/", {"a": "b", "upload": upload})

    assert response.soup.form is None


def test_the_admin_and_other_methods_are_passed_on(site):
    assert site.post("/admin/login/", {"a": "b"}).body == b"Back in a moment"


def test_an_answer_of_django_is_passed_on(site):
    home_page()
    site.fails_with = None

    assert site.post("/", {"a": "b"}).status == 403
    assert site.post("/", {}).body == Client(enforce_csrf_checks=True).post("/", {}).content


def test_a_form_lets_another_thread_send_cached_pages(site):
    calls: list[int] = []
    site.layer.step_aside = lambda: calls.append(len(site.seen))

    site.post("/review/token/", {"comment": "a"})

    assert calls == [0]  # before Django
