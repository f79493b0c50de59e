"""Words of readers in which an address was found."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from home.feedback.models import FeedbackWords


def find_words(is_in: Callable[[str], bool]) -> list[FeedbackWords]:
    """Return the words for whose text `is_in` is true."""
    words = FeedbackWords.objects.select_related("article").order_by("pk")
    return [each for each in words.iterator(500) if is_in(each.words)]


def describe_words(found: list[FeedbackWords]) -> Iterator[dict[str, Any]]:
    """Yield a row for each, as for an enquiry: page, time and answers."""
    for each in found:
        yield {
            "page": each.article.title,
            "received": each.day,
            "answers": {_("What was missing?"): each.words},
        }


def erase_words(found: list[FeedbackWords]) -> None:
    FeedbackWords.objects.filter(pk__in=[each.pk for each in found]).delete()
