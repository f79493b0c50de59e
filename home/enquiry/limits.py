"""How many enquiries one connection may send, without keeping anybody's address.

What is counted is a hash of the address under a secret that lives in the cache for a day and is
then forgotten, so nobody can tell afterwards who sent something. The cache lies on disk, where all
workers see it. Counting there is not exact to the last one, which does not matter here.
"""

import ipaddress
import logging
import secrets
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

HOUR, DAY = 60 * 60, 24 * 60 * 60


def is_rate_limited(request: HttpRequest) -> bool:
    """Whether this connection has sent as much as it may for now."""
    try:
        return any(_cache().get(key, 0) >= limit for key, _seconds, limit in _rate_limits(request))
    except OSError:
        logger.exception("Enquiries cannot be counted")
        return False


def count_enquiry(request: HttpRequest) -> None:
    """Remember that this connection has sent one more."""
    try:
        for key, seconds, _limit in _rate_limits(request):
            _cache().set(key, _cache().get(key, 0) + 1, seconds)
    except OSError:
        logger.exception("Enquiries cannot be counted")


def client_network(request: HttpRequest) -> str:
    """Where a request comes from: an IPv4 address, or the network of an IPv6 one.

    Empty where that is not known: an address that is not public belongs to a proxy which the
    settings do not tell of, and behind it everybody looks alike.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        chain = request.headers.get("X-Forwarded-For", "").split(",")
        address = chain[-settings.TRUSTED_PROXIES :][0].strip()
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    # How a socket for both versions writes an IPv4 address.
    found = getattr(found, "ipv4_mapped", None) or found
    if not found.is_global:
        return ""
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))


def _rate_limits(request: HttpRequest) -> list[tuple[str, int, int]]:
    """Key, length and limit of each span of time; none for a connection that is not known."""
    network = client_network(request)
    if not network:
        return []
    who = salted_hmac("home.enquiry.limits", network, secret=_secret()).hexdigest()
    spans = ((HOUR, settings.ENQUIRIES_PER_HOUR), (DAY, settings.ENQUIRIES_PER_DAY))
    return [
        (f"{who}:{seconds}:{int(time.time()) // seconds}", seconds, limit)
        for seconds, limit in spans
    ]


def _secret() -> str:
    return _cache().get_or_set("secret", secrets.token_urlsafe, DAY)


def _cache():
    return caches["enquiries"]
