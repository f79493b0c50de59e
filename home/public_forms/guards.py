"""Protection of public forms from robots without cookies, puzzles or external services.

The forms need no CSRF token: they use no session and only add what everyone may add: an enquiry,
an answer, a request to subscribe. A token would set a cookie on the first visit and make the page
different for each visitor, so that it could not be cached. The remaining risk is another site that
makes its readers' browsers send a form. Browsers send the origin of a form, which is checked
instead (`articles.utils.same_origin`).
"""

import time
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.utils.same_origin import is_same_origin

# Names with a hyphen cannot be the name of a field that staff add.
TOKEN_FIELD = "page-token"  # noqa: S105 - a name
HONEYPOT_FIELD = "your-website"
# Sent with a form that was shown again because it looked automatic.
CONFIRMED_FIELD = "sent-before"
CONTROL_FIELDS = (TOKEN_FIELD, HONEYPOT_FIELD, CONFIRMED_FIELD)

DAY = 24 * 60 * 60
MIN_FILL_SECONDS = 2
# Long, since a page may have been cached before it was opened.
MAX_TOKEN_AGE = 30 * DAY


@dataclass(frozen=True)
class FormRefusal:
    """A reason to refuse a form whose answers may be valid, with a message for the visitor."""

    status: int
    message: str | Promise


CROSS_ORIGIN = FormRefusal(
    403, _("This form does not seem to come from our website. Please check it and send it again.")
)
ROBOT = FormRefusal(
    422,
    _(
        "This looks like an automatic message, perhaps because a program filled in the form for "
        "you. Nothing is lost: please check it and send it again."
    ),
)
EXPIRED = FormRefusal(
    422, _("This page was open for a long time. Please check it and send it again.")
)
RATE_LIMITED = FormRefusal(
    429, _("We have received several requests from your connection. Please try again later.")
)


def new_token(page_id: int | None, made_at: float | None = None) -> str:
    """Return a signed timestamp for a page's form, the same in every cached copy of the page."""
    return _signer().sign(f"{page_id}:{int(made_at or time.time())}")


def daily_token(page_id: int | None) -> str:
    """Return a token that is the same for a whole day.

    For forms on pages of content: with the time of rendering, each copy of a page would differ, and
    browsers could not be told that the one they have is the same.
    """
    return new_token(page_id, time.time() // DAY * DAY)


def read_token(token: str) -> tuple[int, float] | None:
    """Return the page's id and the seconds since its form was rendered.

    None if the token is invalid or expired. Needs no database.
    """
    try:
        page_id, _colon, made_at = _signer().unsign(token).partition(":")
        seconds = time.time() - int(made_at)
        return (int(page_id), seconds) if seconds <= MAX_TOKEN_AGE else None
    except (BadSignature, ValueError):
        return None


def token_age(token: str, page_id: int | None) -> float | None:
    """Return the seconds since the form of this page was rendered, or None like `read_token`."""
    read = read_token(token)
    return read[1] if read and read[0] == page_id else None


def find_refusal(request: HttpRequest, page_id: int) -> FormRefusal | None:
    """Return the reason to refuse this request, or None.

    Answers are never lost: the form is shown again as it was filled in. What looks automatic is
    accepted the second time, since password managers fill in hidden fields as well.
    """
    if not is_same_origin(request):
        return CROSS_ORIGIN
    seconds = token_age(request.POST.get(TOKEN_FIELD, ""), page_id)
    if seconds is None:
        return EXPIRED
    if is_suspicious(request) or seconds < MIN_FILL_SECONDS:
        return None if request.POST.get(CONFIRMED_FIELD) else ROBOT
    return None


def is_suspicious(request: HttpRequest) -> bool:
    """Return True if the field that no visitor sees was filled in."""
    return bool(request.POST.get(HONEYPOT_FIELD))


def _signer() -> Signer:
    return Signer(salt="home.enquiry")
