"""Requests to review an article by a personal link, and their answers."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState

from articles.models.article import ArticlePage
from articles.models.person import PersonPage


class ReviewRequest(models.Model):
    """A request to one reviewer to read one revision of an article.

    Only a hash of the secret in the link is stored, so that access to this table does not allow
    signing. A request is open until it is answered, withdrawn or expired.
    """

    class Answer(models.TextChoices):
        APPROVED = "approved", _("Approved")
        CHANGES = "changes", _("Requested changes")

    wagtail_reference_index_ignore = True

    article = models.ForeignKey(
        ArticlePage, on_delete=models.CASCADE, related_name="review_requests"
    )
    # An answer outlives its revision. A request without a revision is closed.
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    task_state = models.ForeignKey(
        TaskState, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewer = models.ForeignKey(
        PersonPage, on_delete=models.CASCADE, related_name="review_requests"
    )
    email = models.EmailField(_("sent to"), blank=True)
    secret_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("requested"), default=timezone.now)
    expires_at = models.DateTimeField(_("open until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("review request")
        verbose_name_plural = _("review requests")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.article} – {self.reviewer}"

    @property
    def is_open(self) -> bool:
        closed = self.answered_at or self.withdrawn_at or self.revision_id is None
        return not closed and self.expires_at > timezone.now()


class ReviewComment(models.Model):
    """A reviewer's comment on a block of the body; `where` is the name of the block."""

    request = models.ForeignKey(ReviewRequest, on_delete=models.CASCADE, related_name="comments")
    block_id = models.CharField(max_length=36)
    where = models.CharField(max_length=255)
    text = models.TextField(_("comment"), max_length=2000)

    class Meta:
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.where}: {self.text[:60]}"
