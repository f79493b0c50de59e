"""Atom feeds with whole articles: one of the site, and one of each public category."""

from uuid import uuid5

from django.core.cache import cache
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.views import serve as serve_page

from articles.blocks.outline import build_outline, has_reference_list
from articles.models import ArticlePage, CategoryIndexPage
from articles.models.site_roots import page_path
from articles.public.corrections import find_corrections, load_corrections
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
from articles.utils.dates import noon_at_clinic
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
from home.models import StandardPage

MAX_ENTRIES = 20


@conditional_get_view
def site_feed(request: HttpRequest) -> HttpResponse:
    """Serve the newest articles of the whole site."""
    home = get_public_home_or_404(request)
    clinic = get_site_context(get_site_or_404(request)).clinic
    articles = ArticlePage.objects.visible().descendant_of(home).without_duplicates()
    feed = create_feed(request, home, reverse("feed"), clinic.name, clinic.strapline)
    add_articles(feed, request, home, articles)
    return feed_response(feed)


@conditional_get_view
def page_feed(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the newest articles of the category at `path`, or the corrections listed there.

    Only visitors who may see the page get it. A page below something else may be called "feed".
    Then that page is served.
    """
    url_path = f"{get_site_or_404(request).root_page.url_path}{path}"
    if CategoryIndexPage.objects.filter(url_path=url_path).exists():
        return serve_page_format(request, path, CategoryIndexPage, render_category_feed)
    page = StandardPage.objects.filter(url_path=url_path).first()
    if page and page.lists_corrections:
        return serve_page_format(request, path, StandardPage, render_corrections_feed)
    return serve_page(request, f"{path}feed/")


def render_category_feed(
    category: CategoryIndexPage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    if not public_page_url(category):
        raise Http404
    clinic = get_site_context(get_site_or_404(request)).clinic
    title = _("%(clinic)s: %(category)s") % {"clinic": clinic.name, "category": category.title}
    articles = ArticlePage.objects.visible().in_category(category).without_duplicates()
    feed = create_feed(request, category, f"{page_path(category)}feed/", title, category.summary)
    add_articles(feed, request, category, articles)
    return feed_response(feed)


def render_corrections_feed(
    page: StandardPage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """Serve the newest corrections of the site, each with a link to the log of its article."""
    if not public_page_url(page):
        raise Http404
    site = get_site_or_404(request)
    clinic = get_site_context(site).clinic
    title = _("%(clinic)s: %(category)s") % {"clinic": clinic.name, "category": page.title}
    feed = create_feed(request, page, f"{page_path(page)}feed/", title, page.summary)
    changes = find_corrections(ArticlePage.objects.visible().descendant_of(site.root_page))
    changes = changes.annotate(article_key=F("page__translation_key"))
    for correction in load_corrections(changes[:MAX_ENTRIES], canonical_url):
        day = noon_at_clinic(correction.day)
        feed.add_item(
            correction.title,
            correction.url,
            escape(correction.text),
            unique_id=uuid5(correction.change.article_key, str(correction.change.pk)).urn,  # type: ignore[attr-defined]
            pubdate=day,
            updateddate=day,
            categories=[],
            content=linebreaks(correction.text, autoescape=True),
            people=[],
        )
    return feed_response(feed)


def create_feed(request: HttpRequest, page: Page, path: str, title: str, subtitle: str) -> AtomFeed:
    """Return a feed without entries, whose content readers find on `page`.

    Links name the public address, whatever host was requested.
    """
    return AtomFeed(
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


def add_articles(feed: AtomFeed, request: HttpRequest, page: Page, articles) -> None:
    """Add the newest of these articles, with as many queries for twenty as for one."""
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


def feed_response(feed: AtomFeed) -> HttpResponse:
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
