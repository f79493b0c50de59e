"""Calls to action, which blocks choose from the library."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from articles.artwork.choices import Shape
from articles.blocks.text_kinds import TextKind
from articles.models.draftable import DraftableSnippet
from articles.models.fields import optional_foreign_key
from articles.models.library_item import LibraryItem, SitePanel
from articles.models.site_roots import SitePreviewMixin

LINK_VALIDATOR = RegexValidator(
    r"^(https?://|tel:|mailto:|/)\S*$",
    _("Start with https://, tel:, mailto: or / and use no spaces."),
)


class CallToAction(DraftableSnippet, SitePreviewMixin, LibraryItem):
    """Heading, two sentences and one button. Publishing it changes every page that shows it."""

    heading = models.CharField(_("heading"), max_length=80, help_text=_("Best as a question."))
    text = models.TextField(
        _("text"),
        max_length=240,
        help_text=_("Two sentences. Mention if it may not be right for every reader."),
    )
    button_label = models.CharField(_("button"), max_length=40, default=_("Book a consultation"))
    link_page = optional_foreign_key(Page, verbose_name=_("page"))
    link_url = models.CharField(
        _("or address"), max_length=300, blank=True, validators=[LINK_VALIDATOR]
    )
    books = models.BooleanField(
        _("or where the Book button leads"),
        default=False,
        help_text=_("The Book button of the service or place that shows it, else of the clinic."),
    )
    show_phone = models.BooleanField(_("show the clinic's phone number"), default=True)
    shape = models.CharField(
        _("drawing"), max_length=10, choices=Shape.choices, default=Shape.CROWN
    )

    text_kinds = {"text": TextKind.CALL_TO_ACTION}
    panels = [
        "heading",
        "text",
        MultiFieldPanel(
            ["button_label", PageChooserPanel("link_page"), "link_url", "books", "show_phone"],
            heading=_("Where it leads"),
        ),
        "shape",
        SitePanel("site"),
    ]

    class Meta:
        verbose_name = _("call to action")
        verbose_name_plural = _("calls to action")
        ordering = ["heading"]

    def __str__(self):
        return self.heading

    def clean(self):
        if sum(map(bool, (self.link_page_id, self.link_url, self.books))) != 1:
            message = _("Choose a page, enter an address, or have it lead where Book leads.")
            raise ValidationError({"link_url": message})

    def get_preview_template(self, request, mode_name):
        return "articles/call_to_action_preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "value": self}
