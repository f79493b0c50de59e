"""The corrections of all articles, from their change logs."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from articles.cache.objects import cached_cards
from articles.models import ArticleChange, ArticlePage
from articles.models.article import ArticleQuerySet
from articles.public.pagination import pagination_context

PAGE_SIZE = 20


class Correction(NamedTuple):
    """A correction with its article; `url` leads to the change log of the article."""

    change: ArticleChange
    article: ArticlePage
    url: str

    @property
    def day(self) -> date:
        return self.change.day

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def text(self) -> str:
        return self.change.text


def find_corrections(articles: ArticleQuerySet) -> QuerySet[ArticleChange]:
    """Return the corrections of these articles, newest first. Aliases repeat none."""
    pages = articles.without_duplicates().order_by().values("pk")
    corrections = ArticleChange.objects.filter(kind=ArticleChange.Kind.CORRECTION, page__in=pages)
    return corrections.order_by("-day", "-pk")


def load_corrections(
    changes: Iterable[ArticleChange], get_url: Callable[[ArticlePage], str]
) -> list[Correction]:
    """Return corrections with their articles: one query, or none if the cards are cached."""
    changes = list(changes)
    articles = cached_cards(ArticlePage.objects, (change.page_id for change in changes))
    return [
        Correction(change, article, f"{get_url(article)}#changes")
        for change in changes
        if (article := articles.get(change.page_id))
    ]


def corrections_context(articles: ArticleQuerySet, request: HttpRequest) -> dict[str, Any]:
    """Return a page of the list with its links. Raise `Http404` if there is no such page."""
    requested = request.GET.get("page", "1")
    try:
        page = Paginator(find_corrections(articles), PAGE_SIZE).page(requested)
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404 from error

    def url(number: int) -> str:
        return f"{request.path}?page={number}" if number > 1 else request.path

    canonical = {"page": [str(page.number)]} if page.number > 1 else {}
    return pagination_context(page, url) | {
        "corrections": load_corrections(page.object_list, lambda article: article.get_url(request)),
        "has_canonical_query": dict(request.GET.lists()) == canonical,
    }
