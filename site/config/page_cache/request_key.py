"""Which requests the cache may answer, and under which key their answer is kept."""

from collections.abc import Container
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Environ = dict[str, Any]

# What public pages read from a query string. Whether a value means anything, the page itself says.
QUERY_PARAMETERS = frozenset({"page", "condition", "topic", "source", "reviewed", "sort"})
# What advertisements and newsletters add to addresses. No page reads it.
TRACKING_PARAMETERS = {
    "fbclid",
    "gclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "ttclid",
    "mc_cid",
    "mc_eid",
    "srsltid",
}
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")
MAX_QUERY_LENGTH = 500


class CacheKey(NamedTuple):
    """What tells one kept answer from another."""

    is_safe: bool
    host: str
    path: str
    query: str


class RequestPolicy:
    """Reads requests as the settings say."""

    def __init__(self) -> None:
        header, self.safe_value = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
        self.scheme_header: str = header
        self.session_cookie: str = settings.SESSION_COOKIE_NAME

    def key(self, environ: Environ) -> CacheKey | None:
        """The key of the answer; None where nothing kept may be handed out, nor kept from it.

        Whoever is logged in, or has opened a page with a password, has a session: its cookie is
        looked for by name only, so that a doubtful one counts.
        """
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        if self.session_cookie in environ.get("HTTP_COOKIE", ""):
            return None
        host = environ.get("HTTP_HOST", "")
        if not is_canonical_host(host, environ.get("SERVER_PORT", "")):
            return None
        query = environ["QUERY_STRING"]
        if query and (query := normalise_query(query)) is None:
            return None
        is_safe = environ.get(self.scheme_header) == self.safe_value
        return CacheKey(is_safe, host, environ["PATH_INFO"], query)


@lru_cache(maxsize=64)
def is_canonical_host(host: str, port: str) -> bool:
    """Whether this is the one way to write a host of the site.

    Django takes it in capitals and with any port as well, and refuses the others: they all reach
    it, but no room is spent on a copy for each of them.
    """
    domain, named_port = split_domain_port(host)
    if not domain or host != domain + (f":{named_port}" if named_port else ""):
        return False
    return named_port in ("", port) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=512)
def normalise_query(query: str) -> str | None:
    """The query without tracking, in one order; None if pages may do anything with the rest."""
    if len(query) > MAX_QUERY_LENGTH:
        return None
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if not is_tracking(pair[0])]
    if has_unlisted(QUERY_PARAMETERS, [name for name, _value in asked]):
        return None
    return urlencode(sorted(asked))


def is_tracking(name: str) -> bool:
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def has_unlisted(allowed: Container[str], names: list[str]) -> bool:
    return any(name not in allowed for name in names)
