"""The enquiry page, its form fields and the enquiries it receives."""

from collections.abc import Iterator
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import Textarea
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import (
    AbstractFormField,
    AbstractFormSubmission,
    FormMixin,
    validate_to_address,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from articles.blocks.text import LINE_FEATURES, PLAIN_FEATURES
from articles.blocks.text_kinds import TextKind
from articles.models.base import SitePage, VisibleManager
from articles.models.fields import optional_foreign_key
from home.enquiry import responses
from home.enquiry.blocks import StepsBlock
from home.enquiry.fields import Purpose, default_fields
from home.enquiry.forms import EnquiryFormBuilder
from home.enquiry.references import make_reference
from home.enquiry.responses import SEND_PATH, THANKS_PATH

MAX_RETENTION_DAYS = 3650
# Additional columns. Fields that staff add cannot have a name with a hyphen.
REFERENCE_COLUMN, NOTICE_COLUMN, REMARKS_COLUMN = "reference-code", "notice-sent", "how-it-came"


class EnquiryPageManager(VisibleManager):
    """Selects the linked privacy notice with the page."""

    def get_queryset(self):
        return super().get_queryset().select_related("privacy_page")


class EnquiryPage(FormMixin, SitePage):
    """A form that asks how to reach a visitor, and never about their health."""

    summary = models.TextField(_("introduction"), blank=True, max_length=300)
    submit_label = models.CharField(_("button"), max_length=40, default=_("Send request"))
    steps = StreamField(
        StepsBlock(required=False, max_num=5),
        blank=True,
        verbose_name=_("what happens next"),
        help_text=_("Shown beside the form, numbered."),
    )
    urgent_help = RichTextField(
        _("urgent help"),
        blank=True,
        features=LINE_FEATURES,
        help_text=_("Who to call when a reply would come too late."),
    )
    privacy_page = optional_foreign_key(
        Page,
        verbose_name=_("privacy notice"),
        help_text=_("Linked above the button."),
    )
    thanks_text = RichTextField(
        _("thank-you text"),
        blank=True,
        features=PLAIN_FEATURES,
        help_text=_("Shown below the confirmation that the request was sent."),
    )
    recipients = models.CharField(
        _("notification recipients"),
        max_length=255,
        blank=True,
        validators=[validate_to_address],
        help_text=_(
            "Email addresses, separated by commas. Defaults to the clinic's email address. "
            "The notification only links to the enquiry. It never contains the sender or the "
            "answers."
        ),
    )
    notice_subject = models.CharField(
        _("notification subject"), max_length=120, default=_("New enquiry on the website")
    )
    confirms_by_mail = models.BooleanField(
        _("confirm by email"),
        default=False,
        help_text=_(
            "The sender gets an email with the reference, the text below and your contact, and"
            " nothing of the answers. Needs a field for the email address."
        ),
    )
    confirmation_text = models.TextField(
        _("text of the confirmation"),
        blank=True,
        max_length=300,
        help_text=_("Such as when you will reply."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days to keep enquiries"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_RETENTION_DAYS)],
        help_text=_(
            "The command purge_enquiries deletes older ones. Run it daily. "
            "Your privacy notice should state the same period."
        ),
    )

    text_kinds = {"submit_label": TextKind.CALL_TO_ACTION}
    form_builder = EnquiryFormBuilder
    landing_page_template = "home/enquiry_thanks.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        "summary",
        InlinePanel(
            "form_fields",
            heading=_("Form"),
            label=_("Field"),
            help_text=_(
                "Ask only how and when to reach the visitor. This website's database is not the "
                "place for information about their health."
            ),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["submit_label", "privacy_page"]), "thanks_text"], heading=_("Sending")
        ),
        MultiFieldPanel(["steps", "urgent_help"], heading=_("Beside the form")),
        MultiFieldPanel(
            ["recipients", "notice_subject", "retention_days"], heading=_("After submission")
        ),
        MultiFieldPanel(
            ["confirms_by_mail", "confirmation_text"], heading=_("Confirmation to the sender")
        ),
    ]
    objects = EnquiryPageManager()

    class Meta:
        verbose_name = _("enquiry page")

    def __init__(self, *args, **kwargs):
        """Give a new page the default fields."""
        super().__init__(*args, **kwargs)
        if not args and self.pk is None and "form_fields" not in kwargs:
            self.form_fields = [
                EnquiryField(sort_order=number, **values)
                for number, values in enumerate(default_fields())
            ]

    def get_submission_class(self):
        return EnquirySubmission

    def get_submissions_list_view_class(self):
        # Wagtail's views cannot be imported while models load.
        from home.enquiry.admin import EnquiriesView

        return EnquiriesView

    def get_data_fields(self):
        return [
            ("submit_time", _("Received")),
            (REFERENCE_COLUMN, _("Reference")),
            *((field.clean_name, field.label) for field in self.get_form_fields()),
            (NOTICE_COLUMN, _("Email notification")),
            (REMARKS_COLUMN, _("Remarks")),
        ]

    def route(self, request, path_components):
        """Route two addresses below the page, with the page's own view restrictions."""
        if path_components in ([SEND_PATH], [THANKS_PATH]):
            route = self.route(request, [])
            return RouteResult(route.page, kwargs={"part": path_components[0]})
        if path_components:
            raise Http404
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, part: str = "") -> HttpResponse:
        request.is_preview = False  # type: ignore[attr-defined]
        if part == SEND_PATH:
            return responses.receive_enquiry(self, request)
        if part == THANKS_PATH:
            return responses.show_thanks(self, request)
        return responses.show_form(self, request)

    def get_form_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return the context of the empty form, for pages that show it in a section."""
        return responses.form_context(self.get_form(page=self), self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == "landing":
            context = self.get_context(request)
            return TemplateResponse(request, self.landing_page_template, context)
        return responses.show_form(self, request)


class EnquiryField(AbstractFormField):
    """A field of the form."""

    page = ParentalKey(EnquiryPage, on_delete=models.CASCADE, related_name="form_fields")
    purpose = models.CharField(
        _("autofill"),
        max_length=20,
        choices=Purpose.choices,
        blank=True,
        default=Purpose.NONE,
        help_text=_("Lets the browser offer the visitor's own details."),
    )
    missing_message = models.CharField(
        _("error if empty"),
        max_length=120,
        blank=True,
        help_text=_("Such as “Enter your full name”."),
    )
    needed_question = models.CharField(
        _("required if this question"),
        max_length=255,
        blank=True,
        help_text=_(
            "Another field of this form with choices. Switch “required” off for a field that only "
            "some answers make necessary, such as the phone number for a phone call."
        ),
    )
    needed_answers = models.TextField(
        _("is answered with"),
        blank=True,
        help_text=_("One or more of its choices."),
    )

    text_kinds = {
        "label": TextKind.QUESTION,
        "help_text": TextKind.PROSE,
        "missing_message": TextKind.PROSE,
        **dict.fromkeys(("needed_answers", "default_value"), TextKind.NONE),
    }
    panels = [
        FieldPanel("label"),
        FieldPanel("help_text", heading=_("Hint")),
        FieldPanel(
            "field_type",
            classname="formbuilder-type",
            required_on_save=True,
            help_text=_(
                "Multi-line text invites people to describe their illness. Avoid it, or explain in "
                "the hint what to write and that health information does not belong there."
            ),
        ),
        FieldRowPanel(["required", "purpose"]),
        FieldRowPanel(
            [
                "needed_question",
                FieldPanel("needed_answers", widget=Textarea(attrs={"rows": 2})),
            ]
        ),
        FieldPanel("missing_message"),
        FieldPanel("choices", classname="formbuilder-choices"),
        FieldPanel("default_value", classname="formbuilder-default"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("form field")
        verbose_name_plural = _("form fields")


class EnquirySubmission(AbstractFormSubmission):
    """One visitor's answers and the time, without anything about where they came from.

    `key` identifies the submission: a second press of the button, or a page sent again, has the
    same one. `submit_time` is when the visitor sent it; `stored_at` is set if it was stored later
    than that, from the spool. `notified_at` is empty until a notice was sent.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    stored_at = models.DateTimeField(_("stored later"), null=True, editable=False)
    is_incomplete = models.BooleanField(_("incomplete"), default=False, editable=False)
    is_suspicious = models.BooleanField(_("perhaps automatic"), default=False, editable=False)
    notified_at = models.DateTimeField(_("notification sent"), null=True, editable=False)
    notice_attempted_at = models.DateTimeField(null=True, editable=False)
    awaits_confirmation = models.BooleanField(default=False, editable=False)
    confirmed_at = models.DateTimeField(_("confirmation sent"), null=True, editable=False)
    confirmation_attempted_at = models.DateTimeField(null=True, editable=False)

    # Otherwise the usage of a page would list enquiries.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        default_permissions = ()
        permissions = [("read_enquiries", "Can read, export and delete enquiries")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def reference(self) -> str:
        return make_reference(self.key)

    def get_data(self):
        """Return the answers in readable form."""
        notice = gettext("Sent") if self.notified_at else gettext("Not sent")
        return self.get_answers() | {
            "submit_time": self.submit_time,
            REFERENCE_COLUMN: self.reference,
            NOTICE_COLUMN: notice,
            REMARKS_COLUMN: " ".join(self.get_remarks()),
        }

    def get_answers(self) -> dict[str, Any]:
        return {name: _format_answer(value) for name, value in self.form_data.items()}

    def get_remarks(self) -> Iterator[str]:
        """Yield what staff should know about how it arrived."""
        if self.stored_at:
            stored = date_format(timezone.localtime(self.stored_at), "SHORT_DATETIME_FORMAT")
            yield gettext("Came late: stored %(time)s.") % {"time": stored}
        if self.is_incomplete:
            yield gettext("Incomplete: some answers are missing or not valid.")
        if self.is_suspicious:
            yield gettext("Perhaps automatic: a hidden field was filled in.")
        if self.confirmed_at:
            yield gettext("The sender has a confirmation.")


def _format_answer(value):
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return value
