"""The expiry of a page, after which it is not public."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def has_passed(expiry: datetime | None) -> bool:
    return bool(expiry and expiry <= timezone.now())


def describe_expiry(expiry: datetime) -> str:
    """Return a message about an expiry that has passed, with what to do."""
    when = date_format(timezone.localtime(expiry), "DATETIME_FORMAT")
    return _(
        "The expiry of this page, %(when)s, has passed. To publish it, choose a later one, or none,"
        " under Status > Edit schedule."
    ) % {"when": when}
