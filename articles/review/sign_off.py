"""Record sign-offs and update the review of articles from them.

Nothing else sets the reviewer and the review dates of an article.
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
from articles.problems.body_reading import read_body
from articles.problems.content_hash import compute_content_hash
from articles.review.shared_content import read_shared_content
from articles.review.waived import list_waived_sentences
from articles.utils.dates import add_months

# Sent with `pk` when the review shown by a published article has changed.
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
    """Record that the reviewer signed `article` as it is in memory, the text of `revision`.

    Its waived sentences are recorded as seen. The next review is due after `months`, or after the
    clinic's interval. `user` is the signed-in user, or None for a review link.
    """
    reading = read_body(article.body)
    shown = read_shared_content(article, reading, reviewer)
    sign_off = SignOff.objects.create(
        article_id=article.pk,
        article_title=article.title,
        revision=revision,
        content_hash=compute_content_hash(article, reading),
        shared_content=[part.as_json() for part in shown],
        seen_waivers=[each._asdict() for each in list_waived_sentences(article, reading)],
        reviewer=reviewer,
        reviewer_name=reviewer.display_name,
        user=user,
        comment=comment,
        signed_at=signed_at or timezone.now(),
        months_until_next=min(months or get_review_interval(article), MAX_REVIEW_INTERVAL_MONTHS),
    )
    update_review_fields(article.pk)
    return sign_off


def update_review_fields(pk: int) -> None:
    """Set reviewer and dates of a published article from the newest sign-off of its text.

    Without one, they stay and the article is marked as changed since. An alias has the review of
    its source.
    """
    article = ArticlePage.objects.filter(pk=pk, live=True).first()
    if article is None:
        return
    # Imported reviews have no content hash to compare with. A sign-off whose reviewer's profile
    # was deleted no longer counts; an earlier one may.
    signed_article = article.alias_of_id or pk
    sign_offs = list(SignOff.objects.filter(article_id=signed_article).exclude(content_hash=""))
    digest = compute_content_hash(article) if sign_offs else ""
    signed = next((s for s in sign_offs if s.content_hash == digest and s.reviewer_id), None)
    changed = article.is_reviewed and bool(sign_offs)
    values = _review_field_values(signed) if signed else {"changed_since_review": changed}
    articles = ArticlePage.objects.filter(Q(pk=pk) | Q(alias_of_id=pk, live=True))
    if articles.filter(**values).count() != articles.count():
        articles.update(**values)
        review_changed.send(sender=ArticlePage, pk=pk)


def get_review_interval(article: ArticlePage) -> int:
    """Return the months between reviews at the article's clinic."""
    site = article.get_site()
    settings = EditorialSettings.for_site(site) if site else EditorialSettings()
    return settings.review_interval_months


def update_review_on_publish(sender, instance, **kwargs):
    """Receiver of `page_published`."""
    if issubclass(sender, ArticlePage):
        update_review_fields(instance.pk)


def _review_field_values(signed: SignOff) -> dict[str, Any]:
    # The day at the clinic, whatever time zone the user chose for the admin.
    day = timezone.localdate(signed.signed_at, timezone.get_default_timezone())
    return {
        "reviewer_id": signed.reviewer_id,
        "reviewed_on": day,
        "next_review_on": add_months(day, signed.months_until_next),
        "changed_since_review": False,
    }
