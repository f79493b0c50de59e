"""Rate limits for enquiries, without storing client addresses.

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


def is_rate_limited(request: HttpRequest) -> bool:
    """Return True if this connection has reached a limit."""
    try:
        return any(_cache().get(key, 0) >= limit for key, _seconds, limit in _rate_limits(request))
    except OSError:
        logger.exception("Enquiries cannot be counted")
        return False


def count_enquiry(request: HttpRequest) -> None:
    """Add one to the counts of this connection."""
    try:
        for key, seconds, _limit in _rate_limits(request):
            _cache().set(key, _cache().get(key, 0) + 1, seconds)
    except OSError:
        logger.exception("Enquiries cannot be counted")


def _rate_limits(request: HttpRequest) -> list[tuple[str, int, int]]:
    """Return key, seconds and limit of each period, or nothing for an unknown connection."""
    network = client_network(request)
    if not network:
        return []
    client = salted_hmac("home.enquiry.limits", network, secret=_secret()).hexdigest()
    periods = ((HOUR, settings.ENQUIRIES_PER_HOUR), (DAY, settings.ENQUIRIES_PER_DAY))
    return [
        (f"{client}:{seconds}:{int(time.time()) // seconds}", seconds, limit)
        for seconds, limit in periods
    ]


def _secret() -> str:
    return _cache().get_or_set("secret", secrets.token_urlsafe, DAY)


def _cache():
    return caches["enquiries"]
