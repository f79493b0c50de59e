"""Work for which only so many requests wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.test import RequestFactory

from config import hashers, smtp
from config.slow_work import SlowWork, TooBusyError, TooBusyMiddleware
from tests.config.page_cache.helpers import CachedSite, limits


def test_more_than_may_wait_are_refused_at_once():
    work = SlowWork(at_once=1, waiting=1)
    begun, done = threading.Event(), threading.Event()
    order: list[str] = []

    def run(name: str) -> None:
        with work.turn():
            order.append(name)
            begun.set()
            done.wait(10)

    with ThreadPoolExecutor(2) as executor:
        first = executor.submit(run, "first")
        assert begun.wait(10)
        second = executor.submit(run, "second")
        while work._places._value:
            pass
        with pytest.raises(TooBusyError):
            run("third")
        assert order == ["first"]
        done.set()
        first.result()
        second.result()
    with work.turn():
        assert order == ["first", "second"]


def test_a_request_gives_back_its_slot_meanwhile():
    site = CachedSite(limits=limits(max_renderers=1))
    work = SlowWork(at_once=1, waiting=0)
    statuses = []

    def slow() -> None:
        site.while_rendering = lambda: None
        with work.turn(), ThreadPoolExecutor(1) as executor:
            statuses.append(executor.submit(site.get, "/other/").result().status)

    site.while_rendering = slow
    site.get("/slow/", method="POST")

    assert statuses == [200]


def test_too_many_requests_get_the_page_of_a_short_outage():
    def fail(request):
        raise AssertionError

    middleware = TooBusyMiddleware(fail)
    request = RequestFactory().post("/admin/login/")

    response = middleware.process_exception(request, TooBusyError())

    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert middleware.process_exception(request, OSError()) is None


def test_passwords_are_hashed_as_django_does(settings, monkeypatch: pytest.MonkeyPatch):
    settings.PASSWORD_HASHERS = ["config.hashers.OneAtATimeHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10)
    entered: list[bool] = []
    monkeypatch.setattr(hashers, "hashing", WatchedWork(entered))

    encoded = make_password("a password")

    assert encoded.startswith("pbkdf2_sha256$10$")
    assert check_password("a password", encoded)
    assert not check_password("another", encoded)
    assert len(entered) >= 3
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    assert check_password("a password", encoded)


def test_mail_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch):
    entered: list[bool] = []
    monkeypatch.setattr(smtp, "mailing", WatchedWork(entered))

    assert smtp.BoundedEmailBackend(host="127.0.0.1").send_messages([]) == 0
    assert entered == [True]


class WatchedWork(SlowWork):
    def __init__(self, entered: list[bool]) -> None:
        super().__init__(at_once=1, waiting=0)
        self.entered = entered

    def turn(self):
        self.entered.append(True)
        return super().turn()
