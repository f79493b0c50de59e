"""The clinical review of a page: its fields, and the rules that protect them."""

from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import optional_foreign_key
from articles.models.person import PersonPage
from articles.models.previews import ArticlePreviews
from articles.utils.dates import add_months

REVIEW_FIELDS = ("reviewer_id", "reviewed_on", "next_review_on", "changed_since_review")
CHANGE_DATE = "content_changed_at"


class ReviewedPage(ArticlePreviews):
    """A page with the reviewer of its public text, the date of the review and that of the text.

    Only `articles.review.sign_off` writes the review, and `articles.publishing.change_date` the
    date of change. No form contains them, old revisions do not restore them, and copies start
    without them.
    """

    asked_reviewer = optional_foreign_key(
        PersonPage,
        verbose_name=_("assigned reviewer"),
        help_text=_("Receives the article when it is submitted, and signs it off."),
    )
    reviewer = optional_foreign_key(
        PersonPage,
        verbose_name=_("medical reviewer"),
        editable=False,
        related_name="reviewed_articles",
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True, editable=False)
    next_review_on = models.DateField(_("next review"), null=True, blank=True, editable=False)
    changed_since_review = models.BooleanField(default=False, editable=False)
    content_changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    exclude_fields_in_copy = ["reviewer", *REVIEW_FIELDS[1:], CHANGE_DATE]

    class Meta:
        abstract = True

    @property
    def is_reviewed(self) -> bool:
        """True if the page has both a reviewer and a date of review."""
        return bool(self.reviewer_id and self.reviewed_on)

    @property
    def changed_at(self) -> datetime | None:
        """The date of change, which page, structured data, feeds and sitemap all name."""
        return self.content_changed_at or self.first_published_at

    @property
    def changed_on(self) -> date | None:
        """The day of the last change, if that is later than the day of publication."""
        if not self.first_published_at or not self.changed_at:
            return None
        day = timezone.localdate(self.changed_at)
        return day if day > timezone.localdate(self.first_published_at) else None

    def next_review_due(self, months: int):
        """Return the day given, else `months` after the last review; None if not reviewed."""
        if not self.reviewer_id or not self.reviewed_on:
            return None
        return self.next_review_on or add_months(self.reviewed_on, months)

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """Let autosave overwrite a revision unless it is live, under review or signed."""
        if overwrite_revision and (
            overwrite_revision.pk == self.live_revision_id
            or self.review_requests.filter(revision=overwrite_revision).exists()
            or self.sign_offs.filter(revision=overwrite_revision).exists()
        ):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def with_content_json(self, content):
        """Return the page with the content of a revision, but with its current review and date."""
        page = super().with_content_json(content)
        for name in (*REVIEW_FIELDS, CHANGE_DATE):
            setattr(page, name, getattr(self, name))
        return page
