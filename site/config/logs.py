"""Log records without secrets and personal data, as lines or as JSON, with a request id."""

import ipaddress
import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

HIDDEN = "[hidden]"
# Links of reviews and of new passwords: who has one may use it.
SECRET_PATH = re.compile(r"(/review/|/password_reset/confirm/)[^\s\"'?<>]+")
EMAIL_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# What PostgreSQL adds to an error: the values of the row.
ROW_VALUES = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
NUMBERS_AND_COLONS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)(?![\w:])"
)
REQUEST_ID = re.compile(r"[\w-]{8,64}")

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def redact(text: str) -> str:
    """Return the text without links that are secret, email and IP addresses, and row values."""
    text = SECRET_PATH.sub(rf"\1{HIDDEN}", text)
    text = EMAIL_ADDRESS.sub(HIDDEN, text)
    text = ROW_VALUES.sub(rf"\1: {HIDDEN}", text)
    return NUMBERS_AND_COLONS.sub(_hide_ip_address, text)


def _hide_ip_address(match: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(match[0])
    except ValueError:
        return match[0]
    return match[0] if address.is_loopback or address.is_unspecified else HIDDEN


class LineFormatter(logging.Formatter):
    """One line for each record, and the traceback of an exception below it."""

    def format(self, record: logging.LogRecord) -> str:
        record.request = f" [{request_id}]" if (request_id := _request_id.get()) else ""
        return redact(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object for each record, on a line."""

    def format(self, record: logging.LogRecord) -> str:
        values: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": _request_id.get(),
        }
        if record.exc_info:
            values["exception"] = self.formatException(record.exc_info)
        cleaned = {name: redact(text) for name, text in values.items() if text}
        return json.dumps(cleaned | {"time": values["time"]}, ensure_ascii=False)


def request_id_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the records of a request one id: that of the server in front, or a new one.

    No response has it, since the page cache would send it to others.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = _request_id.set(given if REQUEST_ID.fullmatch(given) else uuid4().hex)
        try:
            return get_response(request)
        finally:
            _request_id.reset(token)

    return middleware


def log_settings(style: str) -> dict[str, Any]:
    """Return Django's setting LOGGING for records of level WARNING and above on standard error."""
    formatters: dict[str, dict[str, Any]] = {
        "line": {
            "()": LineFormatter,
            "format": "{asctime} {levelname} {name}{request}: {message}",
            "style": "{",
        },
        "json": {"()": JsonFormatter},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {style: formatters[style]},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": style}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # Django's own handlers log nothing in production.
            "django": {"handlers": [], "propagate": True},
            # Client errors are in the log of the web server.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
