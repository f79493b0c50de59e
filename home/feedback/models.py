"""How many readers found an article clear in a week, and what some of them missed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage

MAX_WORDS_LENGTH = 600


class FeedbackCount(models.Model):
    """The answers about an article in a week. Nothing tells who gave them."""

    article = models.ForeignKey(
        ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
    week = models.DateField(_("week from"))
    yes = models.PositiveIntegerField(_("yes"), default=0)
    not_quite = models.PositiveIntegerField(_("not quite"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answers to “Was this clear?”")
        verbose_name_plural = _("answers to “Was this clear?”")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "week"], name="one_answer_count_of_week")
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.week}"

    @property
    def total(self) -> int:
        return self.yes + self.not_quite


class FeedbackWords(models.Model):
    """What a reader missed in an article, with the day but not the time or the sender.

    Never public; deleted after the days of `ReaderSettings.words_days`.
    """

    article = models.ForeignKey(
        ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
    words = models.TextField(_("what was missing"), max_length=MAX_WORDS_LENGTH)
    day = models.DateField(_("day"), default=timezone.localdate)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reader's words")
        verbose_name_plural = _("readers' words")
        default_permissions = ()
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
