"""The addresses of health checks."""

from typing import Any

import pytest
from django.test import RequestFactory

from config.health import with_health_checks


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [])
    return [b"a page"]


def ask(path: str, *, is_ready: Any = lambda: True, method: str = "GET") -> tuple[str, bytes]:
    environ = RequestFactory(HTTP_HOST="10.0.0.7").generic(method, path).environ
    statuses: list[str] = []
    answer = with_health_checks(application, is_ready)
    body = b"".join(answer(environ, lambda status, headers: statuses.append(status)))
    return statuses[0], body


def fail() -> bool:
    raise ConnectionError("the password is 1234")


def test_a_running_process_is_live_whatever_else_fails() -> None:
    assert ask("/-/live", is_ready=fail) == ("200 OK", b"ok\n")


@pytest.mark.parametrize(
    ("is_ready", "answer"),
    [
        (lambda: True, ("200 OK", b"ok\n")),
        (lambda: False, ("503 Service Unavailable", b"not ready\n")),
        (fail, ("503 Service Unavailable", b"not ready\n")),
    ],
)
def test_readiness_says_nothing_but_yes_or_no(is_ready: Any, answer: tuple[str, bytes]) -> None:
    assert ask("/-/ready", is_ready=is_ready) == answer


def test_a_head_request_has_no_body() -> None:
    assert ask("/-/live", method="HEAD") == ("200 OK", b"")


@pytest.mark.parametrize(("path", "method"), [("/-/", "GET"), ("/-/live", "POST"), ("/", "GET")])
def test_everything_else_goes_to_the_site(path: str, method: str) -> None:
    assert ask(path, method=method)[0] == "404 Not Found"
