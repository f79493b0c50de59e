"""Prices in the currency of the clinic's country."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# By the first two letters of the country's code. All of these write the sign first in English.
CURRENCIES = {
    **dict.fromkeys(("GB",), ("£", "GBP")),
    **dict.fromkeys(("IE", "DE", "NL"), ("€", "EUR")),
    "AU": ("A$", "AUD"),
    "CA": ("C$", "CAD"),
    "NZ": ("NZ$", "NZD"),
    "US": ("$", "USD"),
}


def currency_code(country: str) -> str:
    """Return the code of ISO 4217; "" for a country without a known currency."""
    return CURRENCIES.get(country[:2], ("", ""))[1]


def format_amount(amount: Decimal, country: str) -> str:
    """Return “£240” or “£240.50”, or “free” for 0; without a sign if the currency is not known."""
    if not amount:
        return pgettext("price", "free")
    digits = 0 if amount == amount.to_integral_value() else 2
    text = number_format(amount, decimal_pos=digits, use_l10n=True, force_grouping=True)
    return CURRENCIES.get(country[:2], ("", ""))[0] + text


def format_price(price, country: str) -> str:
    """Return a price in words: “from £220”, “£110”, “free” or “on request”."""
    if price.amount is None:
        return pgettext("price", "on request")
    amount = format_amount(price.amount, country)
    if price.is_from and price.amount:
        return _("from %(amount)s") % {"amount": amount}
    return amount
