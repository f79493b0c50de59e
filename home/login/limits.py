"""Limits for logins, second factors, password resets and page passwords.

Attempts are counted before a password is checked, so that simultaneous requests cannot exceed a
limit. A period starts with its first attempt and is never extended: who is refused waits until it
ends at most. A successful attempt takes its count back.

The narrowest limit comes first, and a refused attempt does not count for the wider ones. So one
network alone cannot use up the attempts of an account.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext
from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from home.login.models import AttemptCount
from home.network import client_network


class DatabaseStorage(Storage):
    """Counts in the database, which all processes and machines share."""

    STORAGE_SCHEME = None
    base_exceptions = ()  # database errors are not wrapped

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = timezone.now()
        with transaction.atomic():
            fresh = {"number": 0, "expires_at": now + timedelta(seconds=expiry)}
            AttemptCount.objects.get_or_create(key=key, defaults=fresh)
            row = AttemptCount.objects.filter(key=key)
            row.filter(expires_at__lte=now).update(**fresh)
            # Locks the row, so the number read below includes this attempt and none after it.
            row.filter(number__gte=-amount).update(number=F("number") + amount)
            return row.values_list("number", flat=True)[0]

    def get(self, key: str) -> int:
        current = AttemptCount.objects.filter(key=key, expires_at__gt=timezone.now())
        return current.values_list("number", flat=True).first() or 0

    def get_expiry(self, key: str) -> float:
        expires_at = AttemptCount.objects.filter(key=key).values_list("expires_at", flat=True)
        return (expires_at.first() or timezone.now()).timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        return AttemptCount.objects.all().delete()[0]

    def clear(self, key: str) -> None:
        AttemptCount.objects.filter(key=key).delete()


limiter = FixedWindowRateLimiter(DatabaseStorage())


@dataclass(frozen=True)
class Limit:
    """The rate of a kind of attempt, and whose attempts are counted."""

    kind: str
    who: tuple[str, ...]

    @property
    def rate(self) -> RateLimitItem:
        return parse_rate(settings.LOGIN_LIMITS[self.kind])

    @property
    def identifiers(self) -> tuple[str, ...]:
        return self.kind, *map(hashed, self.who)


@dataclass(frozen=True)
class Refusal:
    """An attempt that is over a limit. `is_first` for the first one of a period."""

    until: datetime
    is_first: bool

    @property
    def message(self) -> str:
        minutes = max(1, -int(-(self.until - timezone.now()).total_seconds() // 60))
        return ngettext(
            "Too many attempts. Please try again in %(count)d minute.",
            "Too many attempts. Please try again in %(count)d minutes.",
            minutes,
        ) % {"count": minutes}


class Attempt:
    """An attempt that is counted for each limit until one refuses it."""

    def __init__(self, limits: Iterable[Limit]):
        self.limits: list[Limit] = []
        self.refusal: Refusal | None = None
        for limit in limits:
            if not limiter.hit(limit.rate, *limit.identifiers):
                self.refusal = _refusal(limit)
                break
            self.limits.append(limit)

    def take_back(self) -> None:
        """Do not count this attempt, because it succeeded."""
        for limit in self.limits:
            limiter.hit(limit.rate, *limit.identifiers, cost=-1)


def login_limits(request: HttpRequest, username: str, browser: str | None) -> Iterator[Limit]:
    """Return the limits of a login.

    A browser that has logged in to this account before has a limit of its own, so that strangers
    cannot keep its owner out.
    """
    account = normalise(username)
    if browser:
        yield Limit("browser", (account, browser))
        return
    network = client_network(request)
    yield Limit("account from a network", (account, network))
    if network:
        yield Limit("network", (network,))
    yield Limit("account", (account,))


def code_limits(user: Any) -> Iterator[Limit]:
    """Return the limits of second factors. Only who knows the password gets this far."""
    yield Limit("second factor", (normalise(user.get_username()),))


def reset_limits(request: HttpRequest, email: str) -> Iterator[Limit]:
    yield Limit("reset mail", (normalise(email),))
    if network := client_network(request):
        yield Limit("resets from a network", (network,))


def page_password_limits(request: HttpRequest, restriction: str) -> Iterator[Limit]:
    """Return the limits of page passwords, for all visitors together if the network is unknown."""
    if network := client_network(request):
        yield Limit("page password", (restriction, network))
    else:
        yield Limit("page password from unknown networks", (restriction,))


def normalise(name: str) -> str:
    """Return the same text for spellings of a name that look alike."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def hashed(text: str) -> str:
    """Return a hash, so that the table has neither addresses nor what people typed as a name."""
    return salted_hmac("home.login.limits", text).hexdigest()


@lru_cache(maxsize=32)
def parse_rate(text: str) -> RateLimitItem:
    return parse(text)


def lift_limits() -> int:
    """Forget all attempts. Return the number of counts that were deleted."""
    return limiter.storage.reset() or 0


def lift_limits_of(username: str) -> int:
    """Forget the attempts to log in to one account. Those of networks still count."""
    account = hashed(normalise(username))
    return AttemptCount.objects.filter(key__contains=f"/{account}/").delete()[0]


def refused_keys() -> list[tuple[str, datetime]]:
    """Return the keys that have reached their limit, and until when."""
    rows = AttemptCount.objects.filter(expires_at__gt=timezone.now()).values_list(
        "key", "number", "expires_at"
    )
    # A key ends with the amount, the multiple and the unit of its rate.
    return [(key, until) for key, number, until in rows if number >= int(key.split("/")[-3])]


def count_refused() -> int:
    return len(refused_keys())


def find_refused_accounts(usernames: Iterable[str]) -> dict[str, datetime]:
    """Return which of these accounts are refused from anywhere, and until when."""
    names = {hashed(normalise(name)): name for name in usernames}
    found: dict[str, datetime] = {}
    for key, until in refused_keys():
        _prefix, _kind, account, *_rest = key.split("/")
        if name := names.get(account):
            found[name] = max(until, found.get(name, until))
    return found


def purge_expired_counts() -> int:
    return AttemptCount.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def _refusal(limit: Limit) -> Refusal:
    key = limit.rate.key_for(*limit.identifiers)
    until = datetime.fromtimestamp(limiter.storage.get_expiry(key), tz=UTC)
    return Refusal(until, is_first=limiter.storage.get(key) == limit.rate.amount + 1)
