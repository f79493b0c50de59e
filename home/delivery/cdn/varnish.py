"""Purge URLs from Varnish."""

from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

TIMEOUT_SECONDS = 5


class Varnish(HTTPBackend):
    """Wagtail's HTTP backend with a timeout; raises on failure instead of logging."""

    def purge(self, url: str) -> Any:
        parts = urlsplit(url)
        address = parts._replace(scheme=self.cache_scheme, netloc=self.cache_netloc)
        request = PurgeRequest(address.geturl(), headers={"Host": parts.netloc})
        urlopen(request, timeout=TIMEOUT_SECONDS).close()  # noqa: S310 -- set by the operator
