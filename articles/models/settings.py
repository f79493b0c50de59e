"""Editorial settings: disclaimer, policy, reviews and citation style."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

from articles.blocks.text import PLAIN_FEATURES
from articles.models.claim_policy import ClaimPolicy
from articles.models.fields import optional_foreign_key
from articles.models.site_roots import SitePreviewMixin
from articles.references.formatting import Style

# A reader of about 14 years; careful texts on health with their terms explained are at 8 to 10.
DEFAULT_MAX_GRADE = 9


@register_setting(icon="clipboard-list")
class EditorialSettings(ClaimPolicy, SitePreviewMixin, BaseSiteSetting):
    """Settings of a site that apply to all its articles."""

    disclaimer_heading = models.CharField(
        _("heading"), max_length=80, default=_("About this information")
    )
    disclaimer = RichTextField(_("disclaimer"), blank=True, features=PLAIN_FEATURES)
    policy_page = optional_foreign_key(Page, verbose_name=_("editorial policy"))
    policy_label = models.CharField(
        _("link to the policy"), max_length=80, default=_("How we write and review articles")
    )
    interest_statement = models.CharField(
        _("financial interest"),
        max_length=200,
        blank=True,
        help_text=_("For example: This clinic provides this treatment. Shown with the disclaimer."),
    )
    sample_note = RichTextField(
        _("sample content note"),
        blank=True,
        features=PLAIN_FEATURES,
        help_text=_("Shown at the top of each article that is marked as sample content."),
    )
    review_interval_months = models.PositiveSmallIntegerField(
        _("months between reviews"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("Used if an article sets no date for its next review. At most 36."),
    )

    official_source_years = models.PositiveSmallIntegerField(
        _("years before official sources are checked again"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_(
            "Articles that cite an older guideline, licence, report or web page show a warning to "
            "editors. Between 1 and 50."
        ),
    )

    sign_off_required = models.BooleanField(
        _("require sign-off to publish"),
        default=True,
        help_text=_(
            "An article can be published only after its reviewer has signed off exactly this text, "
            "or if the change since then is marked as minor. Needs a workflow with a clinical "
            "review: see Settings > Workflows."
        ),
    )
    show_unsigned_changes = models.BooleanField(
        _("show changes after review"),
        default=False,
        help_text=_("Adds a note to articles that were changed after their review."),
    )

    citation_style = models.CharField(
        _("citation style"),
        max_length=20,
        choices=Style.choices,
        default=Style.VANCOUVER,
        help_text=_("The format of sources in all lists of references."),
    )

    max_grade = models.PositiveSmallIntegerField(
        _("reading grade to aim at"),
        default=DEFAULT_MAX_GRADE,
        validators=[MinValueValidator(4), MaxValueValidator(18)],
        help_text=_(
            "The school year that can read an article with ease. Editors are told of articles above"
            " it; nothing is stopped. Between 4 and 18."
        ),
    )

    keeps_sources = models.BooleanField(
        _("keep new sources to this clinic"),
        default=False,
        help_text=_(
            "With several clinics in one install: what this clinic's staff adds to the references "
            "is not found by the staff of others. Otherwise all clinics share it."
        ),
    )

    select_related = ["policy_page"]
    panels = [
        MultiFieldPanel(
            ["disclaimer_heading", "disclaimer", "interest_statement"], heading=_("Disclaimer")
        ),
        MultiFieldPanel(["policy_page", "policy_label"], heading=_("Editorial policy")),
        MultiFieldPanel(
            ["sign_off_required", "review_interval_months", "show_unsigned_changes"],
            heading=_("Review"),
        ),
        MultiFieldPanel(
            ["citation_style", "official_source_years", "keeps_sources"], heading=_("Sources")
        ),
        FieldPanel("max_grade"),
        ClaimPolicy.claim_panel,
        "sample_note",
    ]

    class Meta:
        verbose_name = _("editorial settings")

    def get_preview_template(self, request, mode_name):
        return "articles/editorial_settings_preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "editorial": self}


def get_official_source_years(page: Page) -> int:
    """Return the setting of the page's site, or the default without a site or settings."""
    parts = page.get_url_parts()
    settings = EditorialSettings.objects.filter(site_id=parts and parts[0])
    years = settings.values_list("official_source_years", flat=True).first()
    return years or EditorialSettings._meta.get_field("official_source_years").default
