"""The public change log of an article."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.fields import NoFutureDateValidator

# Corrections are also shown at the top of the article for this long.
CORRECTION_NOTICE_PERIOD = timedelta(days=30)


class ArticleChange(models.Model):
    """A dated line of the change log: a correction of what was wrong, or an update."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="changes")
    day = models.DateField(_("date"), validators=[NoFutureDateValidator()])
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.UPDATE)
    text = models.TextField(
        _("what changed"),
        max_length=400,
        help_text=_("Shown to readers. For a correction, state what was wrong and what is right."),
    )

    panels = [FieldRowPanel(["day", "kind"]), "text"]

    class Meta:
        verbose_name = _("change")
        ordering = ["-day", "-pk"]

    def __str__(self):
        return f"{self.day}: {self.text}"

    @property
    def is_correction(self) -> bool:
        return self.kind == self.Kind.CORRECTION


def sort_newest_first(changes: Iterable[ArticleChange]) -> list[ArticleChange]:
    """Return the complete lines of the log, newest first."""
    complete = [change for change in changes if change.day and change.text]
    return sorted(complete, key=lambda change: (change.day, change.pk or 0), reverse=True)


def find_recent_correction(changes: Iterable[ArticleChange]) -> ArticleChange | None:
    """Return the newest correction in the notice period, from a log sorted newest first."""
    since = timezone.localdate() - CORRECTION_NOTICE_PERIOD
    recent = (change for change in changes if change.is_correction and change.day >= since)
    return next(recent, None)
