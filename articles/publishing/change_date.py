"""The date of change of an article, which all its outputs name.

It is the newest of three: the first publication, the newest line of the change log, and the last
publication with other words. A publication that only changes punctuation does not count, nor does
one that was declared a minor change, so the date tells readers and machines that there is something
new to read. It is stored with the text that it belongs to, whatever way that is published.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models.signals import post_save, pre_save
from django.utils import timezone

from articles.models import ArticleChange, ArticlePage, Clearance
from articles.problems.wording import has_same_wording
from articles.publishing.review_status import get_review_status
from articles.utils.dates import noon_at_clinic


def update_change_date(
    sender: Any, instance: ArticlePage, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Receiver of `pre_save`: set the date of a text that is or becomes public."""
    if instance.live and not raw and update_fields is None:
        instance.content_changed_at = compute_change_date(instance)


def compute_change_date(article: ArticlePage) -> datetime | None:
    """Return the date of change of an article that is about to be stored as public.

    An alias has that of its original. What was public before is still in the database.
    """
    articles = ArticlePage.objects.select_related(None).prefetch_related(None)
    if article.alias_of_id:
        original = articles.filter(pk=article.alias_of_id).first()
        return original and original.changed_at
    before = articles.filter(pk=article.pk).first() if article.pk else None
    moments = [article.first_published_at]
    if before and before.changed_at:
        moments.append(before.changed_at)
        if not has_same_wording(before, article) and not _is_minor_change(article):
            moments.append(timezone.now())
    newest = max(filter(None, moments), default=None)
    return _include_log(newest, (change.day for change in article.changes.all()))


def update_change_date_by_log(
    sender: Any, instance: ArticleChange, raw: bool = False, **kwargs: Any
) -> None:
    """Receiver of `post_save`: a line that a script adds to a public log moves the date, too."""
    rows = ArticlePage.objects.filter(pk=instance.page_id, live=True).order_by()
    dates = rows.values_list("content_changed_at", "first_published_at").first()
    before = next(filter(None, dates or ()), None)
    if raw or before is None:
        return
    after = _include_log(before, [instance.day])
    if after != before:
        rows.update(content_changed_at=after)


def _include_log(newest: datetime | None, days: Iterable[date | None]) -> datetime | None:
    """Return the date of change, or noon of the newest day if that day is later."""
    day = max(filter(None, days), default=None)
    clinic = timezone.get_default_timezone()
    if day is None or (newest and day <= timezone.localdate(newest, clinic)):
        return newest
    return min(noon_at_clinic(day), timezone.now())


def _is_minor_change(article: ArticlePage) -> bool:
    """Return True if this text was declared a minor change and not signed as a new one."""
    status = get_review_status(article)
    minor = status.find_record(Clearance.Kind.MINOR)
    return minor is not None and status.find_record("") is None


def register_signal_handlers() -> None:
    post_save.connect(
        update_change_date_by_log, sender=ArticleChange, dispatch_uid="change_date_by_log"
    )
    pre_save.connect(update_change_date, sender=ArticlePage, dispatch_uid="change_date")
