"""Calendar arithmetic for review dates."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = min(day.year + years, date.max.year), month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
