"""Count answers and store words, for an article and nothing else."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import ArticlePage
from articles.utils.dates import start_of_week
from home.feedback.models import MAX_WORDS_LENGTH, FeedbackCount, FeedbackWords

YES, NOT_QUITE = "yes", "not-quite"
ANSWERS = {YES: "yes", NOT_QUITE: "not_quite"}


@transaction.atomic
def count_answer(article: ArticlePage, answer: str) -> None:
    """Add one to the sum of this week. Raise `KeyError` for another answer."""
    name, week = ANSWERS[answer], start_of_week(timezone.localdate())
    count, _is_new = FeedbackCount.objects.get_or_create(article=article, week=week)
    FeedbackCount.objects.filter(pk=count.pk).update(**{name: F(name) + 1})


def store_words(article: ArticlePage, words: str) -> None:
    """Store what a reader missed."""
    words = words.strip()[:MAX_WORDS_LENGTH]
    if words:
        FeedbackWords.objects.create(article=article, words=words)
