"""Localised numbers."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def grouped(number: int | None) -> str:
    """Return a count with thousands separators: 1,250 in English, 1.250 in German.

    Not a global setting, since years, addresses and sizes must never be grouped.
    """
    return number_format(number or 0, use_l10n=True, force_grouping=True)
