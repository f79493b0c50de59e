"""Daily counts of search queries, for the report "Search terms" in the admin.

A query reveals something about a visitor's health. So only a count is stored: no address, no time,
no order, nothing that connects two queries; and nothing at all of a query that may name a person or
has more than a few plain words. Further pages and tabs of a result are not counted again.
"""

import re

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.search.utils import normalise_query_string

MIN_COUNTED_LENGTH, MAX_COUNTED_WORDS = 3, 8
# Stops a program that sends nonsense all day from filling the database.
MAX_NEW_QUERIES_PER_DAY = 1000
# Letters and digits with separators: no address, no markup, no code.
PLAIN_WORDS = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|[ '’.,?-])*")
# Telephone, patient and insurance numbers, dates of birth.
LONG_NUMBER = re.compile(r"(?:\d[ .,-]*){5}")
MAX_COUNTED_DIGITS = 6


def is_countable(query: str) -> bool:
    """Return True for a few plain words without personal numbers or addresses."""
    if len(query) < MIN_COUNTED_LENGTH or len(query.split()) > MAX_COUNTED_WORDS:
        return False
    if not PLAIN_WORDS.fullmatch(query) or LONG_NUMBER.search(query):
        return False
    digits = sum(sign.isdigit() for sign in query)
    return digits <= MAX_COUNTED_DIGITS and any(sign.isalpha() for sign in query)


def is_prefetch(request: HttpRequest) -> bool:
    """Return True if the browser only prefetches the page."""
    purpose = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return request.method != "GET" or "prefetch" in purpose


def count_query(query: str) -> None:
    """Add one to today's count. A database error is ignored."""
    query = normalise_query_string(query)
    if not is_countable(query):
        return
    try:
        with transaction.atomic():
            _add_hit(query)
    except DatabaseError:
        return


def _add_hit(query: str) -> None:
    today = QueryDailyHits.objects.filter(date=timezone.now().date())
    if today.filter(query__query_string=query).update(hits=F("hits") + 1):
        return
    if today.count() < MAX_NEW_QUERIES_PER_DAY:
        Query.get(query).add_hit()
