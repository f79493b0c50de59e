"""What readers are offered on articles: letters by email, and a question after the text."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

from articles.blocks.text import LINE_FEATURES
from articles.models.fields import optional_foreign_key

MAX_WORDS_DAYS = 730


@register_setting(icon="mail")
class ReaderSettings(BaseSiteSetting):
    """Letters to readers and the question "Was this clear?", each of which can be switched off."""

    offers_letters = models.BooleanField(
        _("offer articles by email"),
        default=False,
        help_text=_(
            "Shows a form below articles and lists. Each address is confirmed by a link in an "
            "email. Nothing is sent unless a publisher does it. Say in your privacy notice that "
            "you keep the addresses."
        ),
    )
    letters_heading = models.CharField(
        _("heading"), max_length=80, default=_("New articles by email")
    )
    letters_text = RichTextField(
        _("what subscribers get"),
        blank=True,
        features=LINE_FEATURES,
        help_text=_("What you send, and how often. One or two sentences."),
    )
    asks_if_clear = models.BooleanField(
        _("ask “Was this clear?” below articles"),
        default=True,
        help_text=_("Only the number of answers per article and week is stored."),
    )
    takes_words = models.BooleanField(
        _("let readers say what was missing"),
        default=False,
        help_text=_(
            "After their answer, in words that only editors see. Say in your privacy notice that "
            "you keep them."
        ),
    )
    words_days = models.PositiveSmallIntegerField(
        _("days to keep these words"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_WORDS_DAYS)],
        help_text=_("The command purge_feedback deletes older ones. Run it daily."),
    )
    privacy_page = optional_foreign_key(
        Page, verbose_name=_("privacy notice"), help_text=_("Linked below both forms.")
    )

    select_related = ["privacy_page"]
    panels = [
        MultiFieldPanel(
            ["offers_letters", "letters_heading", "letters_text"], heading=_("Letters to readers")
        ),
        MultiFieldPanel(
            ["asks_if_clear", "takes_words", "words_days"], heading=_("“Was this clear?”")
        ),
        "privacy_page",
    ]

    class Meta:
        verbose_name = _("letters and feedback")
