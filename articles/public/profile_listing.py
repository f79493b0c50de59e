"""Paginated lists of the articles that a person wrote and reviewed."""

from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from articles.models import ArticleAuthor, ArticlePage, PersonPage
from articles.models.page_context import provide_context

PAGE_SIZE = 20


class ProfileListing:
    """A list on a profile. `name` is its anchor and its parameter in the query string.

    An invalid page number shows the nearest page, because two lists share the URL.
    """

    def __init__(self, name: str, articles, query: QueryDict):
        self.name = name
        self.articles = articles
        self.query = query

    @cached_property
    def page(self) -> ListPage:
        return Paginator(self.articles, PAGE_SIZE).get_page(self.query.get(self.name))

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def previous_url(self) -> str:
        return self._url(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self._url(self.page.number + 1) if self.page.has_next() else ""

    def _url(self, number: int) -> str:
        """Return the URL of another page of this list, with the other list unchanged."""
        values = QueryDict(mutable=True)
        for name in ("reviewed", "written"):
            if (value := self.query.get(name, "")).isdecimal():
                values[name] = value
        values[self.name] = str(number)
        return f"?{values.urlencode()}#{self.name}"


@provide_context(PersonPage)
def profile_context(person: PersonPage, request: HttpRequest) -> dict[str, Any]:
    """Return what a person wrote and reviewed; nothing in the preview of a new profile."""
    if not person.pk:
        return {}
    articles = ArticlePage.objects.visible().for_cards().newest_review_first()
    written = articles.filter(pk__in=ArticleAuthor.objects.filter(person=person).values("page"))
    # A reviewer without a date has not reviewed yet.
    reviewed = articles.filter(reviewer=person, reviewed_on__isnull=False)
    return {
        "written": ProfileListing("written", written, request.GET),
        "reviewed": ProfileListing("reviewed", reviewed, request.GET),
    }
