"""The clinic's name, contact, footer and other settings."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from articles.blocks.text import LINE_FEATURES
from articles.models.fields import https_url_field, optional_foreign_key
from articles.models.page_context import get_provided_context
from articles.models.site_roots import SitePreviewMixin
from home.blocks.links import ColumnBlock, LinkBlock
from home.care.booking import phone_url
from home.crisis.danger_words import DEFAULT_DANGER_WORDS, MAX_ENTRIES, find_unusable
from home.models.clinic_kinds import ClinicKind, Country


@register_setting(icon="home")
class ClinicSettings(SitePreviewMixin, BaseSiteSetting):
    """Name, contact, emergency note and footer of the clinic."""

    name = models.CharField(_("name"), max_length=80, default=_("Our clinic"))
    legal_name = models.CharField(_("legal name"), max_length=120, blank=True)
    strapline = models.TextField(_("strapline"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind of clinic"),
        max_length=10,
        choices=ClinicKind.choices,
        default=ClinicKind.CLINIC,
        help_text=_("For search engines, in the structured data of every page."),
    )
    country = models.CharField(_("country"), max_length=6, choices=Country.choices, blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    address = models.TextField(_("postal address"), blank=True)
    hours = models.CharField(_("opening hours"), max_length=120, blank=True)
    regulator = models.CharField(
        _("regulator"),
        max_length=120,
        blank=True,
        help_text=_("The body that registers or inspects the clinic. Shown in every footer."),
    )
    registration_number = models.CharField(
        _("registration number"),
        max_length=60,
        blank=True,
        help_text=_("The number under which the regulator lists the clinic."),
    )
    registration = models.CharField(
        _("further registration"),
        max_length=120,
        blank=True,
        help_text=_("Any other registration, in words. Shown in every footer."),
    )
    emergency = RichTextField(
        _("emergency note"),
        blank=True,
        features=LINE_FEATURES,
        help_text=_(
            "Shown in every footer, and above the results of a search for a word of danger. Use "
            "the emergency numbers of your country, as telephone links."
        ),
    )
    danger_words = models.TextField(
        _("words of danger"),
        default=DEFAULT_DANGER_WORDS,
        max_length=12_000,
        help_text=_(
            "A search that contains one of these shows the emergency note first. Separate words "
            "and phrases with commas or lines. An asterisk stands for any ending: “suicid*”. Other "
            "spellings with one wrong letter are found as well. Add the languages of your patients."
        ),
    )
    booking_page = optional_foreign_key(Page, verbose_name=_("booking page"))
    booking_label = models.CharField(
        _("booking button"), max_length=40, default=_("Book a consultation")
    )
    booking_address = https_url_field(
        _("or address of your booking system"),
        _("Starts with https://. Every Book button leads there instead of to the page."),
    )
    security_contact = models.CharField(
        _("security contact"),
        max_length=200,
        blank=True,
        help_text=_(
            "For security.txt: an email or https:// address for security reports. "
            "Defaults to the clinic's email address."
        ),
    )
    health_data_page = optional_foreign_key(
        Page,
        verbose_name=_("health data policy"),
        help_text=_("A policy for consumer health data, linked in the footer of every page."),
    )
    profiles = StreamField(
        [("link", LinkBlock())],
        blank=True,
        max_num=8,
        verbose_name=_("profiles elsewhere"),
        help_text=_("Your own pages elsewhere, such as at the regulator. In every footer."),
    )
    legal_note = models.CharField(_("legal note"), max_length=200, blank=True)
    footer_columns = StreamField(
        [("column", ColumnBlock())], blank=True, max_num=3, verbose_name=_("footer columns")
    )
    legal_links = StreamField(
        [("link", LinkBlock())], blank=True, max_num=6, verbose_name=_("legal links")
    )

    select_related = ["booking_page", "health_data_page"]
    panels = [
        MultiFieldPanel(
            ["name", "legal_name", "strapline", FieldRowPanel(["kind", "country"])],
            heading=_("Clinic"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["regulator", "registration_number"]), "registration"],
            heading=_("Registration"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["phone", "email"]), "address", "hours"], heading=_("Contact")
        ),
        MultiFieldPanel(["emergency", "danger_words"], heading=_("Emergency")),
        MultiFieldPanel(["booking_page", "booking_address", "booking_label"], heading=_("Booking")),
        MultiFieldPanel(
            ["footer_columns", "profiles", "legal_links", "health_data_page", "legal_note"],
            heading=_("Footer"),
        ),
        "security_contact",
    ]

    class Meta:
        verbose_name = _("clinic settings")

    def clean(self):
        """Check the phone number, which needs digits, the words of danger and the security contact,
        which is an email address or https:// URL.

        Raises `ValidationError`. Field validators would have to be imported by a migration.
        """
        super().clean()
        if self.phone and not self.phone_href:
            message = _(
                "There is no number in this. Enter the number itself, such as 0117 496 0182: "
                "visitors tap it to call you."
            )
            raise ValidationError({"phone": message})
        if unusable := find_unusable(self.danger_words):
            text = gettext(
                "These are too short, or more than %(number)d entries: %(entries)s. Write at least "
                "three letters before an asterisk."
            )
            values = {"number": MAX_ENTRIES, "entries": ", ".join(unusable[:10])}
            raise ValidationError({"danger_words": text % values})
        if contact := self.security_contact:
            is_url = contact.startswith("https://")
            validate = URLValidator(schemes=["https"]) if is_url else validate_email
            try:
                validate(contact)
            except ValidationError as error:
                raise ValidationError({"security_contact": error}) from error

    @property
    def registration_text(self) -> str:
        """The regulator and the registration number in words."""
        if not self.registration_number:
            return self.regulator
        text = gettext("%(regulator)s, registration number %(number)s")
        if not self.regulator:
            text = gettext("Registration number %(number)s")
        return text % {"regulator": self.regulator, "number": self.registration_number}

    @property
    def phone_href(self) -> str:
        """The number as a tel: link."""
        return phone_url(self.phone)

    def get_preview_template(self, request, mode_name):
        return "home/clinic_settings_preview.html"

    def get_preview_context(self, request, mode_name):
        """Replace the saved settings by the unsaved ones."""
        return (
            super().get_preview_context(request, mode_name)
            | {"clinic": self}
            | get_provided_context(self, request)
        )
