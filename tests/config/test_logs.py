"""Log records hold no secret and no visitor's address."""

import json
import logging
import sys
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from config.logs import JsonFormatter, LineFormatter, log_settings, redact, request_id_middleware

LINE = log_settings("line")["formatters"]["line"]


def make_record(message: str, *args: object, exc_info: Any = None) -> logging.LogRecord:
    return logging.LogRecord("site", logging.ERROR, __file__, 1, message, args, exc_info)


@pytest.mark.parametrize(
    "secret",
    [
        "/review/12:abc-DEF_ghi/",
        "/admin/password_reset/confirm/MQ/c2m9-0123456789abcdef/",
        "ada.byron+web@mail.example.org",
        "203.0.113.77",
        "2001:db8::7:1",
        "::ffff:203.0.113.77",
    ],
)
def test_secrets_and_addresses_are_hidden(secret: str) -> None:
    text = redact(f"Internal Server Error: {secret} (client {secret})")

    for part in secret.strip("/").split("/")[-1:]:
        assert part not in text
    assert "Internal Server Error: " in text


def test_the_values_of_a_row_are_hidden() -> None:
    error = "duplicate key value\nDETAIL:  Key (name)=(Ada Byron) already exists."

    assert redact(error) == "duplicate key value\nDETAIL: [hidden]"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-29 12:30:45,123 WARNING site: /pain/back-pain/ took 1.25 s",
        "connection to 127.0.0.1:5432 refused",
        'File "views.py", line 12, in serve: IndexError',
        "wagtail 8.0.1 is installed",
        "articles.models::Reference",
    ],
)
def test_other_text_is_unchanged(text: str) -> None:
    assert redact(text) == text


def respond_with_log(**headers: str) -> tuple[str, str]:
    """Return a line and a JSON object of a record that is logged during a request."""
    logged: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        record = make_record("Broken: %s", "/review/secret-token/")
        logged.append(LineFormatter(LINE["format"], style="{").format(record))
        logged.append(JsonFormatter().format(record))
        return HttpResponse()

    request = HttpRequest()
    request.META |= headers
    response = request_id_middleware(view)(request)
    assert "X-Request-ID" not in response
    return logged[0], logged[1]


def test_records_of_a_request_have_the_id_of_the_server_in_front() -> None:
    line, data = respond_with_log(HTTP_X_REQUEST_ID="0123456789abcdef")

    assert line.endswith(" ERROR site [0123456789abcdef]: Broken: /review/[hidden]")
    assert json.loads(data)["request_id"] == "0123456789abcdef"
    assert json.loads(data)["message"] == "Broken: /review/[hidden]"


def test_an_id_that_could_be_anything_is_replaced() -> None:
    _line, data = respond_with_log(HTTP_X_REQUEST_ID='x" 203.0.113.7\n')

    assert len(json.loads(data)["request_id"]) == 32


def test_a_record_outside_a_request_has_no_id() -> None:
    respond_with_log()
    record = make_record("Started")

    assert LineFormatter(LINE["format"], style="{").format(record).endswith(" ERROR site: Started")
    assert "request_id" not in json.loads(JsonFormatter().format(record))


def test_a_traceback_is_redacted_and_on_one_line_of_json() -> None:
    try:
        raise ValueError("ada@example.org at 203.0.113.77")
    except ValueError:
        record = make_record("Failed", exc_info=sys.exc_info())

    text = JsonFormatter().format(record)
    assert "\n" not in text
    assert "ValueError: [hidden] at [hidden]" in json.loads(text)["exception"]
