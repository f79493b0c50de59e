"""Paginated lists of the articles that a person wrote and reviewed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode

from articles.models import ArticleAuthor, ArticlePage, PersonPage
from articles.models.page_context import provide_context

PAGE_SIZE = 20


def paginate(name: str, articles, query: QueryDict) -> dict[str, Any]:
    """Return a page of a list; `name` is its anchor and its parameter in the query string.

    An invalid page number shows the nearest page, because two lists share the URL.
    """
    page = Paginator(articles, PAGE_SIZE).get_page(query.get(name))
    numbers = {key: query.get(key, "") for key in ("reviewed", "written")}
    numbers = {key: number for key, number in numbers.items() if number.isdecimal()}

    def url(number: int) -> str:
        return f"?{urlencode(numbers | {name: str(number)})}#{name}"

    return {
        "name": name,
        "page": page,
        "total": page.paginator.count,
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }


@provide_context(PersonPage)
def profile_context(person: PersonPage, request: HttpRequest) -> dict[str, Any]:
    """Return what a person wrote and reviewed; nothing in the preview of a new profile."""
    if not person.pk:
        return {}
    articles = ArticlePage.objects.visible().without_duplicates().for_cards().newest_review_first()
    written = articles.filter(pk__in=ArticleAuthor.objects.filter(person=person).values("page"))
    # A reviewer without a date has not reviewed yet.
    reviewed = articles.filter(reviewer=person, reviewed_on__isnull=False)
    return {
        "written": paginate("written", written, request.GET),
        "reviewed": paginate("reviewed", reviewed, request.GET),
    }
