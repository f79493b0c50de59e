"""Purging from Varnish."""

from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

TIMEOUT_SECONDS = 5  # seconds


class Varnish(HTTPBackend):
    """Wagtail's, with a limit to its patience, and which lets its caller know of a failure."""

    def purge(self, url: str) -> Any:
        parts = urlsplit(url)
        address = parts._replace(scheme=self.cache_scheme, netloc=self.cache_netloc)
        request = PurgeRequest(address.geturl(), headers={"Host": parts.netloc})
        urlopen(request, timeout=TIMEOUT_SECONDS).close()  # noqa: S310 -- the settings name its address
