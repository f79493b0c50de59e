"""The steps that were taken or skipped on each site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class StepState(models.TextChoices):
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Skipped")


class StepRecord(models.Model):
    """The state of one step of one site, and the user who set it. A step without one is open.

    One row for each step, so that two administrators do not overwrite each other.
    """

    site = models.ForeignKey(
        Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="+"
    )
    step = models.CharField(_("step"), max_length=20)
    state = models.CharField(_("state"), max_length=8, choices=StepState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "step"], name="one_state_per_step")]

    def __str__(self):
        return f"{self.step}: {self.state}"
