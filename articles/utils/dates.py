"""Calendar arithmetic, in the clinic's time zone."""

import calendar
from datetime import date, datetime, time, timedelta

from django.utils import timezone


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = min(day.year + years, date.max.year), month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def noon_at_clinic(day: date) -> datetime:
    """Return noon of a day at the clinic, at which it is that day almost everywhere.

    The current time zone may be that of a user of the admin.
    """
    return datetime.combine(day, time(12), timezone.get_default_timezone())


def start_of_week(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())
