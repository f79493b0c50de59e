"""Sign-offs by reviewers, and overrides for publishing without one."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from articles.models.append_only import AppendOnly
from articles.models.article import ArticlePage
from articles.models.person import PersonPage

MAX_REVIEW_INTERVAL_MONTHS = 36


class SignOff(AppendOnly):
    """A reviewer's confirmation that one version of an article is correct.

    `content_hash` (`articles.problems.content_hash`) identifies the signed text in any revision.
    It is empty for reviews from before sign-offs were stored. `shared_content`
    (`articles.review.shared_content`) is what the article showed beside its own text; null in rows
    from before it was stored. `seen_waivers` has the waived sentences that the reviewer confirmed
    to have seen, with their reasons.
    """

    wagtail_reference_index_ignore = True

    article = models.ForeignKey(
        ArticlePage, null=True, on_delete=models.SET_NULL, related_name="sign_offs"
    )
    article_title = models.CharField(_("article"), max_length=255)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    reviewer = models.ForeignKey(
        PersonPage, null=True, on_delete=models.SET_NULL, related_name="sign_offs"
    )
    reviewer_name = models.CharField(_("reviewer"), max_length=255)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Empty if signed through a review link."),
    )
    comment = models.TextField(_("comment"), blank=True)
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)
    shared_content = models.JSONField(_("shown beside the text"), null=True, editable=False)
    seen_waivers = models.JSONField(_("waived sentences seen"), default=list, editable=False)
    months_until_next = models.PositiveSmallIntegerField(
        _("months until the next review"),
        validators=[MinValueValidator(1), MaxValueValidator(MAX_REVIEW_INTERVAL_MONTHS)],
    )

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-signed_at", "-pk"]

    def __str__(self):
        return f"{self.article_title} – {self.reviewer_name}, {self.signed_at:%Y-%m-%d}"


class Clearance(AppendOnly):
    """An override to publish one version of an article that the gate would refuse.

    A minor change needs no new sign-off. An exception is granted by a superuser and overrides
    every check.
    """

    class Kind(models.TextChoices):
        MINOR = "minor", _("Minor change")
        EXCEPTION = "exception", _("Exception")

    wagtail_reference_index_ignore = True

    article = models.ForeignKey(
        ArticlePage, null=True, on_delete=models.SET_NULL, related_name="clearances"
    )
    article_title = models.CharField(_("article"), max_length=255)
    content_hash = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=300)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user_name = models.CharField(_("given by"), max_length=255)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        ordering = ["-given_at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.article_title}"
