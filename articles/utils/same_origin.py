"""Check the origin of form submissions without CSRF tokens."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest, *, no_referrer: bool = False) -> bool:
    """Return True if the browser reports that the form is on this site, as all browsers do.

    Set `no_referrer` for forms on pages that send no referrer, from which some browsers report an
    empty origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:  # "none" is an action of the visitor, such as reloading a page
        return site in {"same-origin", "none"}
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    if no_referrer and source in {"", "null"}:
        return True
    try:
        return urlsplit(source).netloc.lower() == request.get_host().lower()
    except ValueError:
        return False
