"""Numbers as the language of the page writes them."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def grouped(number: int | None) -> str:
    """A count for people to read: 1,250 in English, 1.250 in German.

    Not a setting for all numbers, since years, addresses and sizes must never be grouped.
    """
    return number_format(number or 0, use_l10n=True, force_grouping=True)
