"""Writing a sign-off, and what articles say of their review because of it.

The only place that sets an article's reviewer and dates.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Revision

from articles.models import ArticlePage, EditorialSettings, PersonPage, SignOff
from articles.models.sign_off import MAX_REVIEW_INTERVAL_MONTHS
from articles.problems.content_hash import compute_content_hash
from articles.utils.dates import add_months

# Sent when a public article says something else of its review than before.
review_changed = Signal()


@transaction.atomic
def record_sign_off(
    article: ArticlePage,
    revision: Revision | None,
    reviewer: PersonPage,
    *,
    user: Any = None,
    comment: str = "",
    months: int | None = None,
    signed_at: datetime | None = None,
) -> SignOff:
    """Record that the reviewer vouches for `article` as it is at hand, the text of `revision`.

    The next review is `months` later, else after the clinic's interval. `user` is who was logged
    in, None for a review link.
    """
    signed = SignOff.objects.create(
        article_id=article.pk,
        article_title=article.title,
        revision=revision,
        content_hash=compute_content_hash(article),
        reviewer=reviewer,
        reviewer_name=reviewer.display_name,
        user=user,
        comment=comment,
        signed_at=signed_at or timezone.now(),
        months_until_next=min(months or get_review_interval(article), MAX_REVIEW_INTERVAL_MONTHS),
    )
    update_review_fields(article.pk)
    return signed


def update_review_fields(pk: int) -> None:
    """Let the public article tell of its newest sign-off.

    That is the newest of the very text that is public. Where there is none, reviewer and dates
    stay and the article is marked as changed since. An alias has the review of its source.
    """
    article = ArticlePage.objects.filter(pk=pk, live=True).first()
    if article is None:
        return
    # A review from before sign-offs were kept has no text to compare with.
    known = SignOff.objects.filter(article_id=article.alias_of_id or pk).exclude(content_hash="")
    # Whose profile was deleted is no reviewer any more; somebody before may have signed as well.
    signed = known.filter(
        content_hash=compute_content_hash(article), reviewer__isnull=False
    ).first()
    changed = article.is_reviewed and known.exists()
    values = _review_field_values(signed) if signed else {"changed_since_review": changed}
    told = ArticlePage.objects.filter(Q(pk=pk) | Q(alias_of_id=pk, live=True))
    if told.filter(**values).count() != told.count():
        told.update(**values)
        review_changed.send(sender=ArticlePage, pk=pk)


def get_review_interval(article: ArticlePage) -> int:
    """The months between reviews at the clinic the article belongs to."""
    site = article.get_site()
    settings = EditorialSettings.for_site(site) if site else EditorialSettings()
    return settings.review_interval_months


def update_review_on_publish(sender, instance, **kwargs):
    """For the signal `page_published`."""
    if issubclass(sender, ArticlePage):
        update_review_fields(instance.pk)


def _review_field_values(signed: SignOff) -> dict[str, Any]:
    # The clinic's day, whichever time zone the person has chosen who publishes.
    day = timezone.localdate(signed.signed_at, timezone.get_default_timezone())
    return {
        "reviewer_id": signed.reviewer_id,
        "reviewed_on": day,
        "next_review_on": add_months(day, signed.months_until_next),
        "changed_since_review": False,
    }
