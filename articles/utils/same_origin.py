"""Where a form was sent from, as the visitor's browser says; asked by forms without CSRF tokens."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def sent_from_here(request: HttpRequest, *, hides_address: bool = False) -> bool:
    """Whether the browser says that the form stood on this site. Every browser says so.

    `hides_address` is for forms on pages that send no referrer: of these some browsers say no
    more than that they do not tell.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:  # "none" is the visitor's own doing, such as sending a page again
        return site in {"same-origin", "none"}
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    if hides_address and source in {"", "null"}:
        return True
    try:
        return urlsplit(source).netloc.lower() == request.get_host().lower()
    except ValueError:
        return False
