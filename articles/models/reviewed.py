"""What an article carries of its clinical review, and what keeps that true."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.person import PersonPage
from articles.models.previews import ArticlePreviews
from articles.models.signals import pre_publish
from articles.utils.dates import add_months

REVIEW_FIELDS = ("reviewer_id", "reviewed_on", "next_review_on", "changed_since_review")


class ReviewedPage(ArticlePreviews):
    """Who reviewed the public text and when: written by sign-offs alone.

    `articles.review.sign_off` does it. No form has these fields, no old revision brings back
    what they were, and a copy has none of them, being an article that nobody has reviewed.
    """

    asked_reviewer = models.ForeignKey(
        PersonPage,
        verbose_name=_("reviewer to ask"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who reads the article when it is submitted, and signs it."),
    )
    reviewer = models.ForeignKey(
        PersonPage,
        verbose_name=_("medical reviewer"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="reviewed_articles",
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True, editable=False)
    next_review_on = models.DateField(_("next review"), null=True, blank=True, editable=False)
    changed_since_review = models.BooleanField(default=False, editable=False)

    exclude_fields_in_copy = ["reviewer", *REVIEW_FIELDS[1:]]

    class Meta:
        abstract = True

    @property
    def is_reviewed(self) -> bool:
        """Only what names its reviewer and the day counts as reviewed, here as everywhere."""
        return bool(self.reviewer_id and self.reviewed_on)

    def next_review_due(self, months: int):
        """The day the next review is due: as given, else `months` after the last; None without."""
        if not self.reviewer_id or not self.reviewed_on:
            return None
        return self.next_review_on or add_months(self.reviewed_on, months)

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """An autosave writes over its last version, but never over one that somebody was sent or
        has signed, nor over the one that is public."""
        if overwrite_revision and (
            overwrite_revision.pk == self.live_revision_id
            or self.review_requests.filter(revision=overwrite_revision).exists()
            or self.sign_offs.filter(revision=overwrite_revision).exists()
        ):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def with_content_json(self, content):
        """A revision's text with the review as it is today: no old version brings back another."""
        page = super().with_content_json(content)
        for name in REVIEW_FIELDS:
            setattr(page, name, getattr(self, name))
        return page

    def publish(self, revision, *args, **kwargs):
        """Only through the gate, whoever asks for it; raises `PublishingRefusedError`."""
        pre_publish.send(sender=type(self), revision=revision)
        super().publish(revision, *args, **kwargs)

    publish.alters_data = True  # type: ignore[attr-defined]
