"""The requests that the cache may answer, and the keys of their responses."""

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Environ = dict[str, Any]

# The parameters public pages read. Each page decides which of their values mean something.
QUERY_PARAMETERS = frozenset({"page", "condition", "topic", "source", "reviewed", "sort"})
# Added to links by advertisements and newsletters. No page reads them.
TRACKING_PARAMETERS = {
    *("fbclid", "gclid", "gbraid", "wbraid", "msclkid", "ttclid", "mc_cid", "mc_eid", "srsltid"),
}
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")
MAX_QUERY_LENGTH = 500


class CacheKey(NamedTuple):
    """The parts of a request that its response depends on."""

    is_safe: bool
    host: str
    path: str
    query: str


class RequestPolicy:
    """Derives keys from requests as the settings require."""

    def __init__(self) -> None:
        header, self.safe_value = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
        self.scheme_header: str = header
        self.session_cookie: str = settings.SESSION_COOKIE_NAME

    def key(self, environ: Environ) -> CacheKey | None:
        """Return the key of the response, or None if the cache may neither send nor store it.

        Users who are logged in or have entered the password of a page have a session. Only the name
        of its cookie is checked, so an invalid one counts.
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
    """Return True for the one canonical spelling of a host of the site.

    Django also accepts capitals and any port. Those requests reach Django, but no copies are
    stored for them.
    """
    domain, named_port = split_domain_port(host)
    if not domain or host != domain + (f":{named_port}" if named_port else ""):
        return False
    return named_port in ("", port) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=512)
def normalise_query(query: str) -> str | None:
    """Return the query sorted and without tracking; None if it has a parameter no page reads."""
    if len(query) > MAX_QUERY_LENGTH:
        return None
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name not in TRACKING_PARAMETERS and not name.startswith(TRACKING_PREFIXES)
    ]
    return urlencode(sorted(pairs)) if QUERY_PARAMETERS.issuperset(dict(pairs)) else None
