"""What is searched for, and how often a day: the report "Search terms" in the admin.

What somebody searches for here says something of their health. So a count is all that is kept: no
address, no time of day, no order, nothing that ties two queries to each other; and nothing at all
of a query that may name a person or holds more than a few plain words. One look at a result counts
once: further pages and narrower tabs are the same search.
"""

import re

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.search.utils import normalise_query_string

MIN_COUNTED_LENGTH, MAX_COUNTED_WORDS = 3, 8
# So that a machine which asks nonsense all day does not fill the database.
MAX_NEW_QUERIES_PER_DAY = 1000
# Letters and digits with what stands between words: no address, no mark-up, no code.
PLAIN_WORDS = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|[ '’.,?-])*")
# Telephone, patient and insurance numbers, dates of birth.
LONG_NUMBER = re.compile(r"(?:\d[ .,-]*){5}")
MAX_COUNTED_DIGITS = 6


def is_countable(query: str) -> bool:
    """Only a few plain words, without anything that looks like a number or address of someone."""
    if len(query) < MIN_COUNTED_LENGTH or len(query.split()) > MAX_COUNTED_WORDS:
        return False
    if not PLAIN_WORDS.fullmatch(query) or LONG_NUMBER.search(query):
        return False
    digits = sum(sign.isdigit() for sign in query)
    return digits <= MAX_COUNTED_DIGITS and any(sign.isalpha() for sign in query)


def is_prefetch(request: HttpRequest) -> bool:
    """The browser asks ahead: nobody has searched yet."""
    purpose = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return request.method != "GET" or "prefetch" in purpose


def count_query(query: str) -> None:
    """Add one to today's number. A database that cannot be written to is no reason to fail."""
    asked = normalise_query_string(query)
    if not is_countable(asked):
        return
    try:
        with transaction.atomic():
            _add_hit(asked)
    except DatabaseError:
        return


def _add_hit(asked: str) -> None:
    today = QueryDailyHits.objects.filter(date=timezone.now().date())
    if today.filter(query__query_string=asked).update(hits=F("hits") + 1):
        return
    if today.count() < MAX_NEW_QUERIES_PER_DAY:
        Query.get(asked).add_hit()
