"""Metrics of published articles, and the review reminders sent about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticlePage


class Freshness(models.Model):
    """Metrics of a published article: age and state of its sources, problems, claims, readability.

    Updated on publishing and when a cited source changes (`articles.editorial.metrics`), so that
    a report over thousands of articles needs a fixed number of queries. `years` are those of the
    sources, oldest first; `grade` is the Flesch-Kincaid grade, null for texts that are too short.
    """

    wagtail_reference_index_ignore = True

    article = models.OneToOneField(
        ArticlePage, primary_key=True, on_delete=models.CASCADE, related_name="freshness"
    )
    years = models.JSONField(default=list)
    without_identifier = models.PositiveSmallIntegerField(default=0)
    retracted = models.PositiveSmallIntegerField(default=0)
    errors = models.PositiveSmallIntegerField(default=0, db_index=True)
    warnings = models.PositiveSmallIntegerField(default=0)
    claims = models.PositiveSmallIntegerField(default=0)
    waived = models.PositiveSmallIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    grade = models.FloatField(null=True)
    measured_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("freshness")
        verbose_name_plural = _("freshness")

    def __str__(self):
        return str(self.article)


class Reminder(models.Model):
    """A reminder that was sent, so that it is not sent twice for the same due day and stage."""

    class Stage(models.TextChoices):
        SOON = "soon", _("Due soon")
        OVERDUE = "overdue", _("Overdue")

    wagtail_reference_index_ignore = True

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="reminders")
    email = models.EmailField()
    due_on = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage.choices)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "email", "due_on", "stage"], name="one_reminder_each"
            )
        ]

    def __str__(self):
        return f"{self.article} – {self.email}"
