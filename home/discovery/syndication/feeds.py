"""Atom feeds with whole articles: one of the site, and one of each public category."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
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
from home.delivery.site_context import get_site_context
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


@conditional_get_view
def site_feed(request: HttpRequest) -> HttpResponse:
    """Serve the newest articles of the whole site."""
    home = get_public_home_or_404(request)
    clinic = get_site_context(get_site_or_404(request)).clinic
    articles = ArticlePage.objects.visible().descendant_of(home).without_duplicates()
    return feed_response(request, home, reverse("feed"), clinic.name, clinic.strapline, articles)


@conditional_get_view
def category_feed(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the newest articles of the category at `path` to visitors who may see it.

    A page below something else may be called "feed". Then that page is served.
    """
    url_path = f"{get_site_or_404(request).root_page.url_path}{path}"
    if not CategoryIndexPage.objects.filter(url_path=url_path).exists():
        return serve_page(request, f"{path}feed/")
    return serve_page_format(request, path, CategoryIndexPage, render_category_feed)


def render_category_feed(
    category: CategoryIndexPage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    if not public_page_url(category):
        raise Http404
    clinic = get_site_context(get_site_or_404(request)).clinic
    title = _("%(clinic)s: %(category)s") % {"clinic": clinic.name, "category": category.title}
    articles = ArticlePage.objects.visible().in_category(category).without_duplicates()
    path = f"{category.url}feed/"
    return feed_response(request, category, path, title, category.summary, articles)


def feed_response(
    request: HttpRequest, page: Page, path: str, title: str, subtitle: str, articles
) -> HttpResponse:
    """Build the feed of these articles, which readers find on `page`.

    Links name the public address, whatever host was requested. The number of queries does not
    depend on the number of entries.
    """
    feed = AtomFeed(
        title,
        canonical_url(page),
        description=None,
        subtitle=subtitle,
        language=get_language(),
        feed_url=absolute_url(path),
        feed_guid=permanent_id(page),
        author_name=get_site_context(get_site_or_404(request)).clinic.name,
        author_link=absolute_url("/"),
        updated_if_empty=get_last_changed_at(page),
    )
    newest = get_newest_articles(articles, MAX_ENTRIES, page.pk)
    authors, conditions = get_authors_by_article(newest), get_conditions_by_article(newest)
    texts = cached_entry_html(request, newest)
    for article in newest:
        category = article.category
        first = article.first_published_at
        names = [category.title] if category and public_page_url(category) else []
        feed.add_item(
            article.title,
            canonical_url(article),
            escape(article.summary),
            unique_id=permanent_id(article),
            pubdate=first and timezone.localtime(first),
            updateddate=timezone.localtime(get_last_changed_at(article)),
            categories=[*names, *conditions[article.pk]],
            content=texts[article.pk],
            people=[
                FeedAuthor(author.display_name, absolute_public_page_url(author))
                for author in authors[article.pk]
            ],
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    return set_public_cache_headers(response, CONTENT_MAX_AGE)


def cached_entry_html(request: HttpRequest, articles: list[ArticlePage]) -> dict[int, str]:
    """Return the HTML of each article by its id.

    Feeds are requested all day by programs that mostly have everything. The HTML is cached until
    public content changes, but not for long, since a source may be corrected in between.
    """
    version = content_version.current()
    prefix = f"feed-{version}-{get_site_or_404(request).pk}-{get_language()}"
    keys = {article.pk: f"{prefix}-{article.pk}" for article in articles}
    cached = cache.get_many(keys.values()) if version is not None else {}
    texts = {pk: cached[key] for pk, key in keys.items() if key in cached}
    rendered = render_entry_html(request, [a for a in articles if a.pk not in texts])
    if version is not None:
        cache.set_many({keys[pk]: text for pk, text in rendered.items()}, CONTENT_MAX_AGE)
    return texts | rendered


def render_entry_html(request: HttpRequest, articles: list[ArticlePage]) -> dict[int, str]:
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
    """Return the context for the article templates in `templates/plain`."""
    parts = build_outline(article.body)
    return {
        "page": article,
        "parts": parts,
        "citations": article.citations,
        "has_reference_list": has_reference_list(parts),
        "changes": changes,
    }
