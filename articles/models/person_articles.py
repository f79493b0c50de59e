"""What a person has written and reviewed, in pages of its own length."""

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import cached_property

PAGE_SIZE = 20


class ProfileListing:
    """One list on a profile. `name` is its anchor and its parameter in the query string.

    A number that is none, or beyond the end, shows the nearest page: two lists share an address.
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
        """This list at another page, the other list where it is."""
        values = QueryDict(mutable=True)
        for name in ("reviewed", "written"):
            if (value := self.query.get(name, "")).isdecimal():
                values[name] = value
        values[self.name] = str(number)
        return f"?{values.urlencode()}#{self.name}"
