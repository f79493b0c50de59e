"""Pages of the places at which the clinic sees people, and the list of them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from articles.blocks.base import BodyBlock
from articles.blocks.call_to_action import CallToActionBlock
from articles.blocks.media import FigureBlock, TableBlock
from articles.blocks.outline import build_outline
from articles.blocks.text import PLAIN_FEATURES, CalloutBlock, FaqBlock
from articles.blocks.text_kinds import TextKind
from articles.models.base import SitePage, VisibleManager
from articles.models.fields import BodyField, https_url_field, optional_foreign_key
from home.blocks.sections_panel import SectionsPanel
from home.blocks.text import TextBlock
from home.care.access_blocks import AccessListBlock
from home.care.booking import BookingMixin, phone_url
from home.care.hours import OpeningHours
from home.care.hours_blocks import ExceptionsBlock, HoursBlock, read_hours
from home.care.hours_words import summarise_week
from home.care.index_page import CareIndexPage
from home.care.map_blocks import MapBlock

# Holidays are shown this long before they begin, and are in the structured data as well.
SHOWN_DAYS_AHEAD = 120
SHOWN_DAYS_AHEAD_IN_LISTS = 28


class PlaceBodyBlock(BodyBlock):
    """Further sections of a place."""

    text = TextBlock()
    callout = CalloutBlock()
    faq = FaqBlock()
    figure = FigureBlock()
    table = TableBlock()
    call_to_action = CallToActionBlock()


class PlaceManager(VisibleManager):
    """Loads places with their picture and its renditions."""

    def get_queryset(self):
        places = super().get_queryset().select_related("picture", "booking_page")
        return places.prefetch_related("picture__renditions")


class PlaceIndexPage(CareIndexPage):
    """Lists the places below it in the order of the page tree."""

    subpage_types = ["home.PlacePage"]

    class Meta:
        verbose_name = _("list of places")
        verbose_name_plural = _("lists of places")

    def get_context(self, request, *args, **kwargs):
        places = []
        if self.pk:
            below = PlacePage.objects.child_of(self).visible().without_duplicates()
            places = list(below.order_by("path"))
        return super().get_context(request, *args, **kwargs) | {"places": places}


class PlacePage(BookingMixin, SitePage):
    """A place: address, opening hours, how to get there, and how accessible it is.

    The first place in the page tree is the clinic's main one.
    """

    summary = models.TextField(_("summary"), blank=True, max_length=300)
    street = models.TextField(
        _("building and street"), blank=True, help_text=_("One or two lines.")
    )
    town = models.CharField(_("town"), max_length=80, blank=True)
    region = models.CharField(_("county or region"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(
        _("country"),
        max_length=60,
        blank=True,
        help_text=_("Only if it is another country than the clinic's."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north, such as 51.4495. For search engines."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east, such as -2.5870."),
    )
    map_link = https_url_field(
        _("link to a map service"),
        _("Starts with https://. Shown as the link “Open in maps”."),
    )
    phone = models.CharField(_("telephone number"), max_length=40, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    map = StreamField(MapBlock(required=False), blank=True, verbose_name=_("map"))
    picture = optional_foreign_key(
        get_image_model_string(),
        verbose_name=_("picture"),
        help_text=_("The entrance as people see it. Cropped around its focal point."),
    )
    hours = StreamField(HoursBlock(required=False), blank=True, verbose_name=_("opening hours"))
    exceptions = StreamField(
        ExceptionsBlock(required=False), blank=True, verbose_name=_("holidays and other hours")
    )
    hours_note = models.CharField(
        _("note on the hours"),
        max_length=160,
        blank=True,
        help_text=_("Such as “The last appointment is an hour before we close.”"),
    )
    on_foot = RichTextField(_("on foot"), blank=True, features=PLAIN_FEATURES)
    by_public_transport = RichTextField(_("by bus or train"), blank=True, features=PLAIN_FEATURES)
    by_car = RichTextField(_("by car"), blank=True, features=PLAIN_FEATURES)
    parking = RichTextField(_("parking"), blank=True, features=PLAIN_FEATURES)
    access = StreamField(AccessListBlock(required=False), blank=True, verbose_name=_("access"))
    access_note = RichTextField(_("more on access"), blank=True, features=PLAIN_FEATURES)
    body = BodyField(PlaceBodyBlock(required=False), blank=True, verbose_name=_("sections"))

    cited_fields = (
        *("on_foot", "by_public_transport", "by_car", "parking", "access_note", "body"),
    )
    text_kinds = {"hours_note": TextKind.PROSE, "booking_label": TextKind.CALL_TO_ACTION}
    parent_page_types = ["home.HomePage", "home.PlaceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        "summary",
        MultiFieldPanel(
            ["street", FieldRowPanel(["town", "region"]), FieldRowPanel(["postcode", "country"])],
            heading=_("Address"),
        ),
        MultiFieldPanel([FieldRowPanel(["phone", "email"])], heading=_("Contact")),
        MultiFieldPanel(["hours", "exceptions", "hours_note"], heading=_("Opening hours")),
        BookingMixin.booking_panel,
        MultiFieldPanel(
            [FieldRowPanel(["latitude", "longitude"]), "map_link"], heading=_("Position")
        ),
        FieldPanel("picture"),
        FieldPanel("map"),
        MultiFieldPanel(
            ["on_foot", "by_public_transport", "by_car", "parking"], heading=_("Getting there")
        ),
        MultiFieldPanel(["access", "access_note"], heading=_("Access")),
        SectionsPanel(),
    ]
    search_fields = [
        *SitePage.search_fields,
        *(
            index.SearchField(name)
            for name in (
                *("summary", "street", "town", "region", "postcode", "phone", "exceptions"),
                *("hours_note", "on_foot", "by_public_transport", "by_car", "parking"),
                *("access", "access_note", "body", "searchable_facts"),
            )
        ),
    ]
    objects = PlaceManager()

    class Meta:
        verbose_name = _("place")

    def searchable_facts(self) -> str:
        """Return its hours in words, and the names of its other facts, which have fields.

        So "opening hours", "open on Saturday" and "address" find the place.
        """
        with override(settings.LANGUAGE_CODE):
            facts = {
                _("Address"): self.street or self.town,
                _("Telephone"): self.phone,
                _("Opening hours, open: %s") % self.hours_summary: self.hours_summary,
                _("Directions"): self.on_foot or self.by_public_transport or self.by_car,
                _("Parking"): self.parking,
                _("Access"): self.access,
            }
            return "\n".join(str(name) for name, value in facts.items() if value)

    @property
    def address_lines(self) -> list[str]:
        """The lines of the postal address."""
        street = [line.strip() for line in self.street.splitlines()]
        town = f"{self.town} {self.postcode}".strip()
        return list(filter(None, [*street, town, self.region, self.country]))

    @cached_property
    def opening_hours(self) -> OpeningHours:
        """The hours and exceptions as plain data."""
        return read_hours(self.hours, self.exceptions)

    def get_booking_phone(self) -> str:
        return super().get_booking_phone() or self.phone

    @property
    def has_directions(self) -> bool:
        return any((self.on_foot, self.by_public_transport, self.by_car, self.parking))

    @property
    def hours_summary(self) -> str:
        """The usual week on one line, also for the search index."""
        return summarise_week(self.opening_hours)

    @property
    def single_line_address(self) -> str:
        """The address on one line, as the line of facts shows it."""
        return ", ".join(self.address_lines)

    @property
    def phone_href(self) -> str:
        """The number as a tel: link."""
        return phone_url(self.phone)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"parts": build_outline(self.body)}
