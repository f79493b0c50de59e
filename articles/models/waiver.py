"""Decisions that a claim may stand, each about one sentence of one page or snippet."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from articles.models.append_only import AppendOnly, AppendOnlyQuerySet

MIN_WORDS_LENGTH = 15
MAX_WORDS_LENGTH = 1000


class WaiverQuerySet(AppendOnlyQuerySet["Waiver"]):
    def active(self):
        """Leave out waivers that were withdrawn."""
        return self.filter(withdrawal=None)

    def of(self, *objects: Any):
        """Return the waivers of pages and snippets that are stored."""
        ids: dict[int, list[str]] = {}
        for obj in objects:
            if obj.pk:
                ids.setdefault(content_type_id(obj), []).append(str(obj.pk))
        conditions = [
            models.Q(content_type=each, object_id__in=own) for each, own in sorted(ids.items())
        ]
        if not conditions:
            return self.none()
        found = conditions[0]
        for condition in conditions[1:]:
            found |= condition
        return self.filter(found)

    def by_object(self) -> dict[tuple[int, str], list["Waiver"]]:
        """Return the waivers by the content type and the id of their object."""
        found: dict[tuple[int, str], list[Waiver]] = {}
        for waiver in self:
            found.setdefault((waiver.content_type_id, waiver.object_id), []).append(waiver)
        return found


class Waiver(AppendOnly):
    """A decision that one sentence may break the rules of one family, with the reason.

    It holds while the object has the sentence with the same sources in and beside it, and until it
    is withdrawn (`articles.problems.waivers`). `sentence_hash` identifies both in exports.
    `covers_stops` is True if the user had the right to publish: a waiver of somebody else does not
    hold for what stops publishing, also if that only begins to.
    """

    class Reason(models.TextChoices):
        NEARBY = "nearby", _("The source is in the next paragraph")
        OURSELVES = "ourselves", _("The comparison is with ourselves")
        NAME = "name", _("A legal name")
        QUOTATION = "quotation", _("A quotation that the text discusses")
        CLINICIAN = "clinician", _("A clinician decided")
        NO_CLAIM = "no-claim", _("Not a claim")
        OTHER = "other", _("Another reason")

    wagtail_reference_index_ignore = True

    site = models.ForeignKey(
        Site, verbose_name=_("clinic"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind of page"), on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.CharField(_("id"), max_length=255)
    object_title = models.CharField(_("page"), max_length=255)
    family = models.CharField(_("kind of claim"), max_length=10)
    sentence_hash = models.CharField(_("hash of the sentence"), max_length=64)
    sentence = models.TextField(_("sentence"))
    source_ids = models.JSONField(_("sources"), default=list)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    words = models.TextField(_("in words"))
    covers_stops = models.BooleanField(_("by a user who may publish"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user_name = models.CharField(_("waived by"), max_length=255)
    waived_at = models.DateTimeField(_("waived at"), default=timezone.now)

    objects = WaiverQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("waiver of a claim")
        verbose_name_plural = _("waivers of claims")
        ordering = ["waived_at", "pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="waivers_of_an_object"),
        ]

    def __str__(self):
        return f"{self.object_title}: {self.sentence}"


class WaiverWithdrawal(AppendOnly):
    """The end of a waiver by a user."""

    wagtail_reference_index_ignore = True

    waiver = models.OneToOneField(
        Waiver, verbose_name=_("waiver"), on_delete=models.PROTECT, related_name="withdrawal"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user_name = models.CharField(_("withdrawn by"), max_length=255)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), default=timezone.now)

    class Meta:
        verbose_name = _("withdrawn waiver")
        verbose_name_plural = _("withdrawn waivers")
        ordering = ["withdrawn_at", "pk"]

    def __str__(self):
        return str(self.waiver)


def content_type_id(obj: Any) -> int:
    """Return the content type of an object: of a page, the one of its own type."""
    if isinstance(obj, Page) and obj.content_type_id:
        return obj.content_type_id
    return ContentType.objects.get_for_model(obj).pk
