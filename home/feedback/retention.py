"""Deletion of readers' words after the days set for their site."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models.site_roots import get_site_roots
from home.feedback.models import FeedbackWords
from home.models import ReaderSettings


def purge_words(*, dry_run: bool = False) -> int:
    """Delete the expired words. Return how many there were.

    Those of articles that no site shows are kept for the default period.
    """
    days = dict(ReaderSettings.objects.values_list("site", "words_days"))
    default: int = ReaderSettings._meta.get_field("words_days").default
    number = 0
    others = Q()
    # Sites inside of others come first.
    for root in get_site_roots():
        inside = (
            Q(article__path__startswith=root.path) & ~others
            if others
            else Q(article__path__startswith=root.path)
        )
        number += _purge(
            FeedbackWords.objects.filter(inside), days.get(root.site_id, default), dry_run
        )
        others |= Q(article__path__startswith=root.path)
    rest = FeedbackWords.objects.exclude(others) if others else FeedbackWords.objects.all()
    return number + _purge(rest, default, dry_run)


def _purge(words: QuerySet[FeedbackWords], days: int, dry_run: bool) -> int:
    expired = words.filter(day__lt=timezone.localdate() - timedelta(days=days))
    return expired.count() if dry_run else expired.delete()[0]
