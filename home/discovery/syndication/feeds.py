"""Atom feeds with whole articles: one of the site, and one of each public category."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.syndication.views import Feed
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.views import serve as serve_page

from articles.blocks.outline import outline
from articles.models import ArticlePage, CategoryIndexPage
from articles.public.feeds import AtomFeed, Author, changed_at, newest, permanent_id
from articles.public.html_sanitising import portable
from articles.public.page_formats import serve_form_of_page
from articles.public.prefetch import authors_of, changes_of, conditions_of, read_together
from home.delivery import content_version as generation
from home.delivery.site_context import Chrome, chrome_for
from home.delivery.visibility import absolute, canonical_url, public_address, public_url
from home.discovery.syndication.responses import (
    CONTENT_AGE,
    for_every_cache,
    for_machines,
    public_home_or_404,
    site_or_404,
)

ENTRIES = 20


@dataclass(frozen=True)
class Entry:
    """One article as its entry shows it."""

    article: ArticlePage
    html: str
    people: list[Author]
    terms: list[str]


@dataclass(frozen=True)
class Channel:
    """What one feed is about; `page` is where readers find the same articles."""

    page: Page
    chrome: Chrome
    path: str
    title: str
    subtitle: str
    entries: list[Entry] = field(default_factory=list)


class ArticleFeed(Feed):
    """Django's feed of a `Channel`. It speaks of the public address whatever host was asked."""

    feed_type = AtomFeed

    def get_object(self, request: HttpRequest, channel: Channel) -> Channel:
        return channel

    def title(self, channel: Channel) -> str:
        return channel.title

    def subtitle(self, channel: Channel) -> str:
        return channel.subtitle

    def link(self, channel: Channel) -> str:
        return canonical_url(channel.page)

    def feed_url(self, channel: Channel) -> str:
        return absolute(channel.path)

    def feed_guid(self, channel: Channel) -> str:
        return permanent_id(channel.page)

    def author_name(self, channel: Channel) -> str:
        return channel.chrome.clinic.name

    def author_link(self, channel: Channel) -> str:
        return absolute("/")

    def feed_extra_kwargs(self, channel: Channel) -> dict:
        return {"unchanged_since": changed_at(channel.page)}

    def items(self, channel: Channel) -> list[Entry]:
        return channel.entries

    def item_title(self, entry: Entry) -> str:
        return entry.article.title

    def item_description(self, entry: Entry) -> str:
        return escape(entry.article.summary)

    def item_link(self, entry: Entry) -> str:
        return canonical_url(entry.article)

    def item_guid(self, entry: Entry) -> str:
        return permanent_id(entry.article)

    def item_pubdate(self, entry: Entry):
        return entry.article.first_published_at

    def item_updateddate(self, entry: Entry):
        return changed_at(entry.article)

    def item_categories(self, entry: Entry) -> list[str]:
        return entry.terms

    def item_extra_kwargs(self, entry: Entry) -> dict:
        return {"content": entry.html, "people": entry.people}


@for_machines
def site_feed(request: HttpRequest) -> HttpResponse:
    """The newest articles of the whole site."""
    home = public_home_or_404(request)
    chrome = chrome_for(site_or_404(request))
    articles = ArticlePage.objects.visible().descendant_of(home)
    title, subtitle = chrome.clinic.name, chrome.clinic.strapline
    path = reverse("feed")
    return answer(
        request, Channel(home, chrome, path, title, subtitle, entries(request, articles, home.pk))
    )


@for_machines
def category_feed(request: HttpRequest, path: str) -> HttpResponse:
    """The newest articles of the category at `path`, for whoever may see it.

    A page below something else may well be called "feed": then it is served.
    """
    address = f"{site_or_404(request).root_page.url_path}{path}"
    if not CategoryIndexPage.objects.filter(url_path=address).exists():
        return serve_page(request, f"{path}feed/")
    return serve_form_of_page(request, path, CategoryIndexPage, feed_of_category)


def feed_of_category(
    category: CategoryIndexPage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    if not public_url(category):
        raise Http404
    chrome = chrome_for(site_or_404(request))
    articles = ArticlePage.objects.visible().in_category(category)
    names = {"clinic": chrome.clinic.name, "category": category.title}
    title = _("%(clinic)s: %(category)s") % names
    path = f"{category.url}feed/"
    listed = entries(request, articles, category.pk)
    return answer(request, Channel(category, chrome, path, title, category.summary, listed))


def answer(request: HttpRequest, channel: Channel) -> HttpResponse:
    response = ArticleFeed()(request, channel)
    # The date of the newest entry goes back when that is withdrawn: only the tag tells of it.
    del response["Last-Modified"]
    return for_every_cache(response, CONTENT_AGE)


def entries(request: HttpRequest, articles, key: int) -> list[Entry]:
    """The newest of these articles, with a number of queries that does not depend on theirs."""
    shown = newest(articles, ENTRIES, key)
    authors, terms = authors_of(shown), conditions_of(shown)
    texts = texts_of(request, shown)
    return [
        Entry(
            article,
            texts[article.pk],
            [Author(one.display_name, public_address(one)) for one in authors[article.pk]],
            [*_topic(article), *terms[article.pk]],
        )
        for article in shown
    ]


def _topic(article: ArticlePage) -> Iterable[str]:
    category = article.category
    return [category.title] if category and public_url(category) else []


def texts_of(request: HttpRequest, articles: list[ArticlePage]) -> dict[int, str]:
    """The text of each article by its id.

    Feeds are asked for all day, by programs that mostly have everything: a text is kept until
    public content changes, but not for long, since a source may be corrected in between.
    """
    number = generation.current()
    under = f"feed-{number}-{site_or_404(request).pk}-{get_language()}"
    keys = {article.pk: f"{under}-{article.pk}" for article in articles}
    kept = cache.get_many(keys.values()) if number is not None else {}
    texts = {pk: kept[key] for pk, key in keys.items() if key in kept}
    missing = [article for article in articles if article.pk not in texts]
    made = render(request, missing)
    if number is not None:
        cache.set_many({keys[pk]: text for pk, text in made.items()}, CONTENT_AGE)
    return texts | made


def render(request: HttpRequest, articles: list[ArticlePage]) -> dict[int, str]:
    """The texts made anew, all of them read together."""
    read_together(articles)
    changes = changes_of(articles) if articles else {}
    return {
        article.pk: portable(
            render_to_string("plain/entry.html", context_of(article, changes[article.pk]), request),
            canonical_url(article),
        )
        for article in articles
    }


def context_of(article: ArticlePage, changes: list) -> dict:
    """What the templates of `templates/plain` need to write an article."""
    parts = outline(article.body)
    return {
        "page": article,
        "parts": parts,
        "citations": article.citations,
        "has_references_block": any(part.child.block_type == "references" for part in parts),
        "changes": changes,
    }
