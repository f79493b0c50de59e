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

from articles.blocks.outline import build_outline, has_reference_list
from articles.models import ArticlePage, CategoryIndexPage
from articles.public.feeds import (
    AtomFeed,
    FeedAuthor,
    get_last_changed_at,
    get_newest_articles,
    permanent_id,
)
from articles.public.html_sanitising import standalone_html
from articles.public.page_formats import serve_page_format
from articles.public.prefetch import (
    get_authors_by_article,
    get_changes_by_article,
    get_conditions_by_article,
    prefetch_bodies,
)
from home.delivery import content_version
from home.delivery.site_context import SiteContext, get_site_context
from home.delivery.visibility import (
    absolute_public_page_url,
    absolute_url,
    canonical_url,
    public_page_url,
)
from home.discovery.syndication.responses import (
    CONTENT_MAX_AGE,
    conditional_get_view,
    get_public_home_or_404,
    get_site_or_404,
    set_public_cache_headers,
)

MAX_ENTRIES = 20


@dataclass(frozen=True)
class FeedEntry:
    """One article as its entry shows it."""

    article: ArticlePage
    html: str
    people: list[FeedAuthor]
    terms: list[str]


@dataclass(frozen=True)
class FeedChannel:
    """What one feed is about; `page` is where readers find the same articles."""

    page: Page
    site_context: SiteContext
    path: str
    title: str
    subtitle: str
    entries: list[FeedEntry] = field(default_factory=list)


class ArticleFeed(Feed):
    """Django's feed of a `Channel`. It speaks of the public address whatever host was asked."""

    feed_type = AtomFeed

    def get_object(self, request: HttpRequest, channel: FeedChannel) -> FeedChannel:
        return channel

    def title(self, channel: FeedChannel) -> str:
        return channel.title

    def subtitle(self, channel: FeedChannel) -> str:
        return channel.subtitle

    def link(self, channel: FeedChannel) -> str:
        return canonical_url(channel.page)

    def feed_url(self, channel: FeedChannel) -> str:
        return absolute_url(channel.path)

    def feed_guid(self, channel: FeedChannel) -> str:
        return permanent_id(channel.page)

    def author_name(self, channel: FeedChannel) -> str:
        return channel.site_context.clinic.name

    def author_link(self, channel: FeedChannel) -> str:
        return absolute_url("/")

    def feed_extra_kwargs(self, channel: FeedChannel) -> dict:
        return {"updated_if_empty": get_last_changed_at(channel.page)}

    def items(self, channel: FeedChannel) -> list[FeedEntry]:
        return channel.entries

    def item_title(self, entry: FeedEntry) -> str:
        return entry.article.title

    def item_description(self, entry: FeedEntry) -> str:
        return escape(entry.article.summary)

    def item_link(self, entry: FeedEntry) -> str:
        return canonical_url(entry.article)

    def item_guid(self, entry: FeedEntry) -> str:
        return permanent_id(entry.article)

    def item_pubdate(self, entry: FeedEntry):
        return entry.article.first_published_at

    def item_updateddate(self, entry: FeedEntry):
        return get_last_changed_at(entry.article)

    def item_categories(self, entry: FeedEntry) -> list[str]:
        return entry.terms

    def item_extra_kwargs(self, entry: FeedEntry) -> dict:
        return {"content": entry.html, "people": entry.people}


@conditional_get_view
def site_feed(request: HttpRequest) -> HttpResponse:
    """The newest articles of the whole site."""
    home = get_public_home_or_404(request)
    site_context = get_site_context(get_site_or_404(request))
    articles = ArticlePage.objects.visible().descendant_of(home)
    title, subtitle = site_context.clinic.name, site_context.clinic.strapline
    path = reverse("feed")
    return feed_response(
        request,
        FeedChannel(
            home, site_context, path, title, subtitle, build_entries(request, articles, home.pk)
        ),
    )


@conditional_get_view
def category_feed(request: HttpRequest, path: str) -> HttpResponse:
    """The newest articles of the category at `path`, for whoever may see it.

    A page below something else may well be called "feed": then it is served.
    """
    address = f"{get_site_or_404(request).root_page.url_path}{path}"
    if not CategoryIndexPage.objects.filter(url_path=address).exists():
        return serve_page(request, f"{path}feed/")
    return serve_page_format(request, path, CategoryIndexPage, render_category_feed)


def render_category_feed(
    category: CategoryIndexPage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    if not public_page_url(category):
        raise Http404
    site_context = get_site_context(get_site_or_404(request))
    articles = ArticlePage.objects.visible().in_category(category)
    names = {"clinic": site_context.clinic.name, "category": category.title}
    title = _("%(clinic)s: %(category)s") % names
    path = f"{category.url}feed/"
    listed = build_entries(request, articles, category.pk)
    return feed_response(
        request, FeedChannel(category, site_context, path, title, category.summary, listed)
    )


def feed_response(request: HttpRequest, channel: FeedChannel) -> HttpResponse:
    response = ArticleFeed()(request, channel)
    # The date of the newest entry goes back when that is withdrawn: only the tag tells of it.
    del response["Last-Modified"]
    return set_public_cache_headers(response, CONTENT_MAX_AGE)


def build_entries(request: HttpRequest, articles, key: int) -> list[FeedEntry]:
    """The newest of these articles, with a number of queries that does not depend on theirs."""
    shown = get_newest_articles(articles, MAX_ENTRIES, key)
    authors, terms = get_authors_by_article(shown), get_conditions_by_article(shown)
    texts = cached_entry_html(request, shown)
    return [
        FeedEntry(
            article,
            texts[article.pk],
            [
                FeedAuthor(one.display_name, absolute_public_page_url(one))
                for one in authors[article.pk]
            ],
            [*_category_terms(article), *terms[article.pk]],
        )
        for article in shown
    ]


def _category_terms(article: ArticlePage) -> Iterable[str]:
    category = article.category
    return [category.title] if category and public_page_url(category) else []


def cached_entry_html(request: HttpRequest, articles: list[ArticlePage]) -> dict[int, str]:
    """The text of each article by its id.

    Feeds are asked for all day, by programs that mostly have everything: a text is kept until
    public content changes, but not for long, since a source may be corrected in between.
    """
    number = content_version.current()
    under = f"feed-{number}-{get_site_or_404(request).pk}-{get_language()}"
    keys = {article.pk: f"{under}-{article.pk}" for article in articles}
    kept = cache.get_many(keys.values()) if number is not None else {}
    texts = {pk: kept[key] for pk, key in keys.items() if key in kept}
    missing = [article for article in articles if article.pk not in texts]
    made = render_entry_html(request, missing)
    if number is not None:
        cache.set_many({keys[pk]: text for pk, text in made.items()}, CONTENT_MAX_AGE)
    return texts | made


def render_entry_html(request: HttpRequest, articles: list[ArticlePage]) -> dict[int, str]:
    """The texts made anew, all of them read together."""
    prefetch_bodies(articles)
    changes = get_changes_by_article(articles) if articles else {}
    return {
        article.pk: standalone_html(
            render_to_string(
                "plain/entry.html", plain_article_context(article, changes[article.pk]), request
            ),
            canonical_url(article),
        )
        for article in articles
    }


def plain_article_context(article: ArticlePage, changes: list) -> dict:
    """What the templates of `templates/plain` need to write an article."""
    parts = build_outline(article.body)
    return {
        "page": article,
        "parts": parts,
        "citations": article.citations,
        "has_reference_list": has_reference_list(parts),
        "changes": changes,
    }
