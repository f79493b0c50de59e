"""What reports know of the claims of public pages, and of what became of waivers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.models.call_to_action import CallToAction
from articles.models.waiver import Waiver


class ClaimCount(models.Model):
    """The claims of one family in the public text of a page or call to action.

    Updated on publishing, with each waiver, and every night (`articles.editorial.claim_counts`),
    so that a report over thousands of pages needs a fixed number of queries.
    """

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    call_to_action = models.ForeignKey(
        CallToAction,
        verbose_name=_("call to action"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    family = models.CharField(_("kind of claim"), max_length=10)
    stops = models.PositiveSmallIntegerField(_("stop publishing"), default=0)
    warnings = models.PositiveSmallIntegerField(_("warnings"), default=0)
    waived = models.PositiveSmallIntegerField(_("waived"), default=0)
    counted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("count of claims")
        verbose_name_plural = _("counts of claims")
        constraints = [
            models.UniqueConstraint(fields=["page", "family"], name="claims_of_page"),
            models.UniqueConstraint(fields=["call_to_action", "family"], name="claims_of_call"),
        ]

    def __str__(self):
        return f"{self.page or self.call_to_action}: {self.family}"


class WaiverState(models.Model):
    """What has become of a waiver, as found when its page was last examined.

    A waiver without one is new, and in force.
    """

    class State(models.TextChoices):
        IN_FORCE = "in-force", _("In force")
        NOT_NEEDED = "not-needed", _("Not needed: no rule finds the sentence any more")
        SOURCES = "sources", _("Ended: the sources of the sentence changed")
        SENTENCE = "sentence", _("Ended: the sentence was changed or deleted")

    wagtail_reference_index_ignore = True

    waiver = models.OneToOneField(
        Waiver,
        verbose_name=_("waiver"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="found_state",
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, db_index=True)

    class Meta:
        verbose_name = _("state of a waiver")
        verbose_name_plural = _("states of waivers")

    def __str__(self):
        return f"{self.waiver}: {self.get_state_display()}"
