"""Services: for whom, how, by whom, for how much."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.models import Orderable
from wagtail.search import index

from articles.blocks.text_kinds import TextKind
from articles.models.base import SitePage, VisibleManager, VisibleQuerySet
from articles.models.fields import BodyField
from articles.models.length_hints import length_hint_panel
from home.blocks.sections_panel import SectionsPanel
from home.care.booking import BookingMixin
from home.care.index_page import CareIndexPage
from home.care.missing import MissingPanel, missing_in_service
from home.care.pictures import PictureMixin
from home.care.service_blocks import ServiceBodyBlock

# Fields that lists show, and those that addresses need.
LIST_FIELDS = (
    *("path", "depth", "live", "title", "slug", "url_path", "content_type", "alias_of"),
    *("expire_at", "locale", "summary", "suits", "hue", "shape", "lead_image"),
    *("by_video", "by_telephone", "booking_way", "booking_page", "booking_address"),
    *("booking_phone", "booking_label"),
)


class ServiceQuerySet(VisibleQuerySet):
    """Lists of services."""

    def for_lists(self):
        """Load what lists show: the prices, people and conditions, but not the body."""
        return self.only(*LIST_FIELDS).prefetch_related("prices", "treated", "staff")


class ServiceManager(VisibleManager.from_queryset(ServiceQuerySet)):  # type: ignore[misc]
    """Loads services with their picture."""

    def get_queryset(self):
        return super().get_queryset().select_related("lead_image", "booking_page")


class ServiceIndexPage(CareIndexPage):
    """Lists the services below it, in the order of the page tree."""

    subpage_types = ["home.ServicePage"]

    class Meta:
        verbose_name = _("list of services")
        verbose_name_plural = _("lists of services")


class ServicePage(BookingMixin, PictureMixin, SitePage):
    """A service that people can book: a consultation, a clinic, a therapy, a group."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("One or two sentences under the title: what it is, and by whom."),
    )
    suits = models.CharField(
        _("who it suits"),
        max_length=120,
        blank=True,
        help_text=_("One line for lists, for example: For pain that has lasted three months."),
    )
    waiting_time = models.CharField(
        _("next free"),
        max_length=80,
        blank=True,
        help_text=_("In words that stay true, for example: usually within nine days."),
    )
    referral = models.CharField(
        _("referral"), max_length=120, blank=True, help_text=_("For example: not needed")
    )
    insurers = models.CharField(
        _("insurers"),
        max_length=160,
        blank=True,
        help_text=_("For example: four recognise us. Ask yours for a code before you book."),
    )
    by_video = models.BooleanField(_("offered by video"), default=False)
    by_telephone = models.BooleanField(_("offered by telephone"), default=False)
    body = BodyField(ServiceBodyBlock(required=False), blank=True, verbose_name=_("body"))

    cited_fields = ("body",)
    text_kinds = {
        "suits": TextKind.STANDFIRST,
        **dict.fromkeys(("waiting_time", "referral", "insurers"), TextKind.ITEM),
        "booking_label": TextKind.CALL_TO_ACTION,
    }
    parent_page_types = ["home.ServiceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        MissingPanel(missing_in_service, heading=_("What is missing")),
        *SitePage.content_panels,
        length_hint_panel("summary", 200),
        SectionsPanel(),
        InlinePanel(
            "prices",
            label=_("Price"),
            heading=_("Prices"),
            help_text=_("The first one is shown large, and in lists."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["waiting_time", "referral"]),
                "insurers",
                FieldRowPanel(["by_video", "by_telephone"]),
            ],
            heading=_("Facts"),
        ),
        MultipleChooserPanel(
            "staff", chooser_field_name="person", label=_("Person"), heading=_("People")
        ),
        MultipleChooserPanel(
            "places", chooser_field_name="place", label=_("Place"), heading=_("Places")
        ),
        BookingMixin.booking_panel,
        MultipleChooserPanel(
            "treated",
            chooser_field_name="condition",
            label=_("Condition"),
            heading=_("Conditions it treats"),
        ),
        length_hint_panel("suits", 70),
        *PictureMixin.picture_panels,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("suits"),
        index.SearchField("searchable_facts"),
        index.SearchField("body"),
    ]
    objects = ServiceManager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    @cached_property
    def price_rows(self) -> list["ServicePrice"]:
        """The prices in their order; in a preview the ones in the form."""
        return list(self.prices.all())

    def searchable_facts(self) -> str:
        """Return the facts with their names, so that "price" and conditions find the service."""
        rows = self.prices.all()
        treated = [row.condition.title for row in self.treated.all() if row.condition.live]
        with override(settings.LANGUAGE_CODE):
            facts = {
                _("Price"): " ".join(f"{row.name} {row.note}" for row in rows),
                _("Treats"): ", ".join(treated),
                _("Next free"): self.waiting_time,
                _("Referral"): self.referral,
                _("Insurers"): self.insurers,
                _("Offered by video"): self.by_video,
                _("Offered by telephone"): self.by_telephone,
            }
            lines = [f"{name}: {value}" for name, value in facts.items() if value]
        return "\n".join(lines)

    @property
    def first_price(self) -> "ServicePrice | None":
        return self.price_rows[0] if self.price_rows else None


class ServicePrice(Orderable):
    """What a part of a service costs."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="prices")
    name = models.CharField(
        _("for what"), max_length=80, help_text=_("For example: First appointment")
    )
    amount = models.DecimalField(
        _("amount"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the currency of the clinic's country. 0 is free; empty is on request."),
    )
    is_from = models.BooleanField(
        _("from"), default=False, help_text=_("The amount is the lowest one.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MaxValueValidator(1440)]
    )
    note = models.CharField(_("note"), max_length=120, blank=True)

    text_kinds = {"name": TextKind.ITEM, "note": TextKind.ITEM}
    panels = [
        "name",
        FieldRowPanel([FieldPanel("amount"), FieldPanel("is_from"), FieldPanel("minutes")]),
        "note",
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("price")


class ServicePerson(Orderable):
    """A person who gives a service, in order."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(
        "articles.PersonPage",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )


class ServicePlace(Orderable):
    """A place at which a service is given, in order."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(
        "home.PlacePage", verbose_name=_("place"), on_delete=models.CASCADE, related_name="+"
    )


class ServiceCondition(Orderable):
    """A condition that a service treats, in order."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="treated")
    condition = models.ForeignKey(
        "home.ConditionPage",
        verbose_name=_("condition"),
        on_delete=models.CASCADE,
        related_name="+",
    )
