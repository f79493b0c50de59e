"""Rate limits of public forms, without storing client addresses.

A hash of the address is counted, keyed with a secret that the cache holds for one day, so that the
sender cannot be found out later. The cache is on disk, shared by all workers and independent of the
database. Counts are not atomic, which does not matter here.
"""

import logging
import secrets
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from home.network import client_network

logger = logging.getLogger(__name__)

HOUR, DAY = 60 * 60, 24 * 60 * 60
CONFIRMATIONS_A_DAY = 2


class FormLimit:
    """How often one connection may send a kind of form.

    The settings `{name}_PER_HOUR` and `{name}_PER_DAY` have the numbers.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def is_reached(self, request: HttpRequest) -> bool:
        """Return True if this connection has reached a limit."""
        try:
            periods = self.periods(request)
            return any(_cache().get(key, 0) >= limit for key, _seconds, limit in periods)
        except OSError:
            logger.exception("Forms cannot be counted: %s", self.name)
            return False

    def count(self, request: HttpRequest) -> None:
        """Add one to the counts of this connection."""
        try:
            for key, seconds, _limit in self.periods(request):
                _cache().set(key, _cache().get(key, 0) + 1, seconds)
        except OSError:
            logger.exception("Forms cannot be counted: %s", self.name)

    def periods(self, request: HttpRequest) -> list[tuple[str, int, int]]:
        """Return key, seconds and limit of each period, or nothing for an unknown connection."""
        network = client_network(request)
        if not network:
            return []
        salt = f"home.public_forms.limits.{self.name}"
        client = salted_hmac(salt, network, secret=_secret()).hexdigest()
        periods = ((HOUR, f"{self.name}_PER_HOUR"), (DAY, f"{self.name}_PER_DAY"))
        return [
            (f"{client}:{seconds}:{int(time.time()) // seconds}", seconds, getattr(settings, limit))
            for seconds, limit in periods
        ]


ENQUIRIES = FormLimit("ENQUIRIES")
SUBSCRIPTIONS = FormLimit("SUBSCRIPTIONS")
FEEDBACK = FormLimit("FEEDBACK")


def may_confirm(email: str) -> bool:
    """Count a confirmation to an address, and return False if it has had enough of them today.

    Without counts nothing is sent: strangers must not be able to fill a mailbox.
    """
    try:
        salt = "home.public_forms.limits.confirmations"
        address = salted_hmac(salt, email.casefold(), secret=_secret()).hexdigest()
        key = f"confirmation:{address}:{int(time.time()) // DAY}"
        sent = _cache().get(key, 0)
        if sent < CONFIRMATIONS_A_DAY:
            _cache().set(key, sent + 1, DAY)
            # The cache does not say if its disk is full or read-only.
            return _cache().get(key, 0) > sent
    except OSError:
        logger.exception("Confirmations cannot be counted")
    return False


def _secret() -> str:
    return _cache().get_or_set("secret", secrets.token_urlsafe, DAY)


def _cache():
    return caches["enquiries"]
