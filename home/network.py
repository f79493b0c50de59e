"""The network a request comes from, for rate limits and for the audit log."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# What the audit log stores of an address: enough to tell the clinic from elsewhere.
AUDIT_PREFIXES = {4: 24, 6: 48}


def client_network(request: HttpRequest) -> str:
    """Return the client's IPv4 address or IPv6 network, or "" if it is unknown.

    An address that is not public belongs to a proxy missing from the settings, behind which all
    clients look alike.
    """
    ip = _client_address(request)
    if ip is None or not ip.is_global:
        return ""
    if ip.version == 4:
        return str(ip)
    return str(ipaddress.ip_network((ip, 64), strict=False))


def truncated_network(request: HttpRequest) -> str:
    """Return the network of the client, too large to identify a single one, or ""."""
    ip = _client_address(request)
    if ip is None:
        return ""
    return str(ipaddress.ip_network((ip, AUDIT_PREFIXES[ip.version]), strict=False))


def _client_address(request: HttpRequest) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        chain = request.headers.get("X-Forwarded-For", "").split(",")
        address = chain[-settings.TRUSTED_PROXIES :][0].strip()
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return None
    # A socket for both versions writes IPv4 addresses this way.
    return getattr(ip, "ipv4_mapped", None) or ip
