"""Where a form was sent from, as the visitor's browser says; asked by forms without CSRF tokens."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest, *, no_referrer: bool = False) -> bool:
    """Whether the browser says that the form stood on this site. Every browser says so.

    `no_referrer` is for forms on pages that send no referrer: of these some browsers say no
    more than that they do not tell.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:  # "none" is the visitor's own doing, such as sending a page again
        return site in {"same-origin", "none"}
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    if no_referrer and source in {"", "null"}:
        return True
    try:
        return urlsplit(source).netloc.lower() == request.get_host().lower()
    except ValueError:
        return False
