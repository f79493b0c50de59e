"""Single values of a kit: times, dates, numbers, yes or no."""

import uuid
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from articles.utils.dates import noon_at_clinic
from home.kit.errors import Place
from home.kit.yaml_reading import Plain, as_text

MAX_INTEGER = 2**31 - 1
# Leaves room for the numbers that the database gives later.
MAX_KEY = 10**9


def read_datetime(value: Any, place: Place) -> datetime:
    """Return the time. A date is noon, and a time without a zone that of the clinic."""
    moment = value.value if isinstance(value, Plain) else value
    if isinstance(moment, str):  # YAML reads a time without seconds as text
        try:
            moment = parse_datetime(moment)
        except ValueError:
            moment = None
    # In another time zone, a time at the ends of the calendar would be outside of it.
    if isinstance(moment, date) and date.min.year < moment.year < date.max.year:
        if not isinstance(moment, datetime):
            return noon_at_clinic(moment)
        if timezone.is_naive(moment):
            return timezone.make_aware(moment, timezone.get_default_timezone())
        return moment
    raise place.error(_("A time is needed here, such as 2026-03-31 09:00 or 2026-03-31."))


def read_date(value: Any, place: Place) -> date:
    day = value.value if isinstance(value, Plain) else value
    if isinstance(day, str):  # as JSON has it
        try:
            day = parse_date(day)
        except ValueError:
            day = None
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise place.error(_("A date is needed here, such as 2026-03-31."))


def read_integer(value: Any, place: Place) -> int:
    number = value.value if isinstance(value, Plain) else None
    if isinstance(number, int) and not isinstance(number, bool) and abs(number) <= MAX_INTEGER:
        return number
    raise place.error(_("A whole number is needed here."))


def read_key(value: Any, place: Place) -> int:
    """Return a number that can be the primary key of an object."""
    number = read_integer(value, place)
    if not 0 < number <= MAX_KEY:
        message = _("The number of an object is from 1 to %d.")
        raise place.error(message % MAX_KEY)
    return number


def read_boolean(value: Any, place: Place) -> bool:
    if isinstance(value, Plain) and isinstance(value.value, bool):
        return value.value
    raise place.error(_("This is yes or no: write true or false."))


def read_number(own: Any, value: Any, place: Place) -> Any:
    """Return the number; a decimal one with as many places as the database keeps: 240 as 240.00."""
    is_decimal = isinstance(own, models.DecimalField)
    try:
        number = Decimal(as_text(value, place))
        if number.is_finite():
            return round(number, own.decimal_places) if is_decimal else float(number)
    except InvalidOperation:
        pass
    raise place.error(_("A number is needed here."))


def check_text(own: Any, text: str, place: Place) -> str:
    """Return the text if the validators of the field of a model or form accept it."""
    try:
        own.run_validators(text)
    except ValidationError as error:
        raise place.error(f"“{text}”: {' '.join(error.messages)}") from None
    return text


def read_uuid(value: Any, place: Place) -> uuid.UUID:
    try:
        return uuid.UUID(as_text(value, place))
    except ValueError:
        raise place.error(_("A UUID is needed here.")) from None
