"""How visitors book: on a page, in the clinic's own system, or by telephone."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from articles.models.fields import https_url_field, optional_foreign_key
from home.delivery.visibility import public_page_url


class BookingWay(models.TextChoices):
    """Where a Book button of a page leads."""

    CLINIC = "clinic", _("As the clinic settings say")
    PAGE = "page", _("To a page of this site")
    ADDRESS = "address", _("To the address of your booking system")
    PHONE = "phone", _("To a telephone number")


@dataclass(frozen=True)
class BookingLink:
    """The words and the address of a Book button; false if there is nowhere to book."""

    label: str = ""
    url: str = ""

    def __bool__(self) -> bool:
        return bool(self.url)

    @property
    def is_phone(self) -> bool:
        return self.url.startswith("tel:")


class BookingMixin(models.Model):
    """Fields of a page that has a Book button of its own, and their panel.

    `articles.publishing` checks when the page is published that the chosen way leads somewhere; a
    draft may be incomplete, and leads where the clinic's own button leads.
    """

    booking_way = models.CharField(
        _("the Book button leads"),
        max_length=8,
        choices=BookingWay.choices,
        default=BookingWay.CLINIC,
    )
    booking_page = optional_foreign_key(Page, verbose_name=_("page"))
    booking_address = https_url_field(
        _("address of your booking system"),
        _("Starts with https://. Visitors leave this site when they follow it."),
    )
    booking_phone = models.CharField(
        _("telephone number for booking"),
        max_length=40,
        blank=True,
        help_text=_("Leave empty for the number of this place, or else of the clinic."),
    )
    booking_label = models.CharField(
        _("words on the button"),
        max_length=40,
        blank=True,
        help_text=_("Leave empty for the words in the clinic settings."),
    )

    booking_panel = MultiFieldPanel(
        [
            "booking_way",
            PageChooserPanel("booking_page"),
            FieldRowPanel([FieldPanel("booking_address"), FieldPanel("booking_phone")]),
            "booking_label",
        ],
        heading=_("Booking"),
    )

    class Meta:
        abstract = True

    def get_booking_phone(self) -> str:
        """Return the number for booking by telephone, or "" for the clinic's."""
        return self.booking_phone


def booking_link(page: Any, clinic: Any) -> BookingLink:
    """Return the link of a Book button of a page; of the clinic's own button without a page.

    `page` may be of any type: one without a choice of its own books as the clinic does. So does
    one whose choice leads nowhere, such as to a page that is not public any more.
    """
    own = page if isinstance(page, BookingMixin) else None
    url = own_booking_url(own, clinic) if own else ""
    url = url or clinic.booking_address or public_page_url(clinic.booking_page)
    label = (own and own.booking_label) or clinic.booking_label
    if not label:
        label = gettext("Book a consultation")
    return BookingLink(str(label), url) if url else BookingLink()


def own_booking_url(page: BookingMixin, clinic: Any) -> str:
    """Return where the page's own choice leads, or "" if that is nowhere or the clinic's."""
    match page.booking_way:
        case BookingWay.PAGE:
            return public_page_url(page.booking_page)
        case BookingWay.ADDRESS:
            return page.booking_address
        case BookingWay.PHONE:
            return phone_url(page.get_booking_phone() or clinic.phone)
    return ""


def phone_url(number: str) -> str:
    """Return a tel: link to a number as people write it, or ""."""
    digits = re.sub(r"[^\d+]", "", number or "")
    return f"tel:{digits}" if digits else ""
