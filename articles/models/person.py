"""Profiles of authors and reviewers, and the team page that lists them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from articles.artwork.choices import Hue, Portrait
from articles.blocks.text import PLAIN_FEATURES
from articles.blocks.text_kinds import TextKind
from articles.models.base import SitePage, VisibleManager
from articles.models.fields import https_url_field, optional_foreign_key


class PersonManager(VisibleManager):
    """Loads people with their photograph and its renditions."""

    def get_queryset(self):
        people = super().get_queryset().select_related("photo")
        return people.prefetch_related("photo__renditions")


class TeamGroup(models.TextChoices):
    """The groups of the team page, in its order."""

    CLINICIANS = "clinicians", _("Clinicians")
    WRITERS = "writers", _("Writers and editors")
    STAFF = "staff", _("Other staff")


class TeamIndexPage(SitePage):
    """Lists the profiles below it by group, in the order of the page tree."""

    summary = models.TextField(_("summary"), blank=True, max_length=300)

    max_count_per_parent = 1
    subpage_types = ["articles.PersonPage"]
    content_panels = [*SitePage.content_panels, "summary"]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]
    objects = VisibleManager()

    class Meta:
        verbose_name = _("team page")

    def get_context(self, request, *args, **kwargs):
        people: Iterable[PersonPage] = ()
        if self.pk:
            below = PersonPage.objects.child_of(self).visible().without_duplicates()
            people = below.order_by("path")
        by_group = {
            group: [person for person in people if person.team_group == group]
            for group in TeamGroup
        }
        groups = [(group.label, members) for group, members in by_group.items() if members]
        return super().get_context(request, *args, **kwargs) | {"groups": groups}


class PersonPage(SitePage):
    """An author or reviewer, with their qualifications.

    `title` is the name without an honorific, as structured data needs it.
    """

    honorific = models.CharField(_("form of address"), max_length=20, blank=True)
    job_title = models.CharField(_("role"), max_length=120)
    team_group = models.CharField(
        _("group"),
        max_length=12,
        choices=TeamGroup.choices,
        default=TeamGroup.CLINICIANS,
        help_text=_("The heading under which the team page lists this person."),
    )
    credentials = models.CharField(
        _("credentials"), max_length=160, blank=True, help_text=_("For example: MBBS, FRCA")
    )
    registration = models.CharField(
        _("registration"),
        max_length=80,
        blank=True,
        help_text=_("Body and number, for example: GMC 1234567. Shown with every review."),
    )
    register_url = https_url_field(
        _("entry in the register"),
        _("The address of this person's own entry. Starts with https://."),
    )
    photo = optional_foreign_key(get_image_model_string(), verbose_name=_("photograph"))
    portrait = models.CharField(
        _("drawing"),
        max_length=10,
        choices=Portrait.choices,
        default=Portrait.SHORT,
        help_text=_("Shown if there is no photograph."),
    )
    hue = models.CharField(_("colour"), max_length=10, choices=Hue.choices, default=Hue.DUSK)
    summary = models.TextField(_("summary"), blank=True, max_length=300)
    bio = RichTextField(_("about"), blank=True, features=PLAIN_FEATURES)

    email = models.EmailField(
        _("email address for reviews"),
        blank=True,
        help_text=_("Review links are sent to this address. It is never public."),
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="profile",
        help_text=_(
            "The user account with which this person signs off articles in the admin. "
            "Review links do not need one."
        ),
    )

    cited_fields = ("bio",)
    text_kinds = {
        "title": TextKind.NONE,
        "job_title": TextKind.ITEM,
        "credentials": TextKind.ITEM,
    }
    # A copied profile is for another person.
    exclude_fields_in_copy = ["email", "account"]
    parent_page_types = ["articles.TeamIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                *("honorific", "job_title", "team_group", "credentials"),
                *("registration", "register_url"),
            ],
            heading=_("Qualifications"),
        ),
        MultiFieldPanel(
            [FieldPanel("photo"), FieldPanel("portrait"), FieldPanel("hue")], heading=_("Picture")
        ),
        "summary",
        "bio",
        MultiFieldPanel(["email", "account"], heading=_("Reviewing")),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("honorific"),
        index.SearchField("job_title"),
        index.SearchField("credentials"),
        index.SearchField("registration"),
        index.SearchField("summary"),
        index.SearchField("bio"),
    ]
    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @property
    def display_name(self) -> str:
        return f"{self.honorific} {self.title}".strip()
