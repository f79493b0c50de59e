"""What tells people from robots without a cookie, a puzzle or anybody else's service.

The form needs no CSRF token: it acts in nobody's name, asks no session, and changes nothing but
the list of enquiries, to which everybody may add. A token would put a cookie on the first visit
and make the page different for each visitor, so that no cache could keep it. What remains worth
stopping is a foreign page that has its readers' browsers send enquiries; browsers say where a form
was sent from, and that is asked instead (`articles.utils.same_origin`).
"""

import time
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.utils.same_origin import is_same_origin

# Names with a hyphen: no field that staff make can have one.
TOKEN_FIELD = "page-token"  # noqa: S105 - a name
HONEYPOT_FIELD = "your-website"

MIN_FILL_SECONDS = 2
# Long, since a page may have lain in a cache before it was opened.
MAX_TOKEN_AGE = 30 * 24 * 60 * 60


@dataclass(frozen=True)
class EnquiryRefusal:
    """Why an enquiry is not taken although its answers may be fine; visitors read the message."""

    status: int
    message: str | Promise


CROSS_ORIGIN = EnquiryRefusal(
    403, _("The form did not seem to come from this website. Please check it and send it again.")
)
ROBOT = EnquiryRefusal(
    422,
    _("We could not tell this from an automatic message. Please check it and send it again."),
)
EXPIRED = EnquiryRefusal(
    422, _("This page had been open for a long time. Please check it and send it again.")
)
RATE_LIMITED = EnquiryRefusal(
    429, _("We have had several requests from your connection. Please try again later.")
)


def new_token(page_id: int | None, made_at: float | None = None) -> str:
    """A signed time for a page's form; the same in every copy of the page a cache hands out."""
    return _signer(page_id).sign(str(int(made_at or time.time())))


def token_age(token: str, page_id: int | None) -> float | None:
    """Seconds since the form was made; None for what is no token of this page, or too old."""
    try:
        seconds = time.time() - int(_signer(page_id).unsign(token))
    except (BadSignature, ValueError):
        return None
    return seconds if seconds <= MAX_TOKEN_AGE else None


def find_refusal(request: HttpRequest, page_id: int) -> EnquiryRefusal | None:
    """Why not to take what was sent, or None. Nobody's words are thrown away for it: the form
    comes back as it was filled in, and a person sends it again."""
    if not is_same_origin(request):
        return CROSS_ORIGIN
    seconds = token_age(request.POST.get(TOKEN_FIELD, ""), page_id)
    if seconds is None:
        return EXPIRED
    if request.POST.get(HONEYPOT_FIELD) or seconds < MIN_FILL_SECONDS:
        return ROBOT
    return None


def _signer(page_id: int | None) -> Signer:
    return Signer(salt=f"home.enquiry.{page_id}")
