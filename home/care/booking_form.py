"""The form of pages that have a Book button of their own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.publishing.page_form import PageForm
from home.care.booking import BookingWay

# The field that a way to book needs, and what to do if it is empty.
NEEDED: dict[Any, tuple[str, Any]] = {
    BookingWay.PAGE: ("booking_page", _("Choose the page on which visitors book.")),
    BookingWay.ADDRESS: ("booking_address", _("Enter the address of your booking system.")),
}


class BookingPageForm(PageForm):
    """Asks for where the Book button leads, unless the page is saved as a draft."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name, message = NEEDED.get(cleaned.get("booking_way"), ("", ""))
        is_missing = name and name not in self.errors and not cleaned.get(name)
        if is_missing and not self.is_deferred_validation:
            self.add_error(name, ValidationError(message))
        return cleaned
