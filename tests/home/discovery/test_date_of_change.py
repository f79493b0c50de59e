"""Every output of an article names one date of change, which a comma does not move."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import ArticleChange, ArticlePage
from tests.factories import article, body, category, home_page, intro, update_page
from tests.helpers import clear_all_caches, parse_response
from tests.home.discovery.syndication.atom import child_text, parse_feed

pytestmark = pytest.mark.django_db

# Late enough that London and UTC have different days.
PUBLISHED = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DAY = date(2026, 5, 4)


@pytest.fixture
def page() -> ArticlePage:
    blog = category(home_page(), slug="blog")
    long_ago = PUBLISHED - timedelta(days=900)
    update_page(blog, last_published_at=long_ago)
    page = article(blog, "Knees", slug="knees", body=body(intro("<p>Nerves learn.</p>")))
    update_page(page, first_published_at=PUBLISHED, content_changed_at=PUBLISHED)
    return page


def named_dates(client, page: ArticlePage) -> dict[str, date]:
    """Return the day of change that each output names."""
    clear_all_caches()
    soup = parse_response(client.get(page.url))
    graph = json.loads(soup.select_one('script[type="application/ld+json"]').text)["@graph"]
    (node,) = [node for node in graph if node["@type"] == "Article"]
    sitemap = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    days = {
        urlsplit(entry.findtext(f"{NAMESPACE}loc") or "").path: entry.findtext(
            f"{NAMESPACE}lastmod"
        )
        for entry in sitemap
    }
    markdown = client.get(f"{page.url}article.md").content.decode()
    texts = {
        "JSON-LD": node["dateModified"],
        "Open Graph": soup.select_one('meta[property="article:modified_time"]')["content"],
        "sitemap": days[page.url],
        "sitemap, category": days["/blog/"],
    }
    for path in ("/feed/", "/blog/feed/"):
        feed = parse_feed(client.get(path))
        texts[path] = child_text(feed.root, "updated")
        texts[f"{path} entry"] = child_text(feed.entries[0], "updated")
    if shown := soup.select_one(".record .last-change time"):
        texts["page"] = shown["datetime"]
    (day,) = re.findall(r"^- Last changed: (.+)$", markdown, re.MULTILINE)
    dates = {name: date.fromisoformat(text[:10]) for name, text in texts.items()}
    return dates | {"article.md": parse_day(day)}


def parse_day(text: str) -> date:
    days = (timezone.localdate() - timedelta(days=number) for number in range(1000))
    return next(day for day in days if date_format(day) == text)


def publish(page: ArticlePage, **fields) -> None:
    draft = ArticlePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


def test_all_outputs_agree_after_the_first_publication(client, page):
    dates = named_dates(client, page)

    assert set(dates.values()) == {DAY}
    assert "page" not in dates


def test_a_comma_moves_no_date(client, page):
    publish(page, body=body(intro("<p>Nerves, learn.</p>")))

    assert "Nerves, learn." in client.get(page.url).content.decode()
    assert set(named_dates(client, page).values()) == {DAY}


def test_other_words_move_all_dates(client, page):
    publish(page, body=body(intro("<p>Nerves forget.</p>")))

    dates = named_dates(client, page)

    assert "page" in dates
    assert set(dates.values()) == {timezone.localdate()}


def test_a_line_of_the_log_moves_all_dates_to_its_day(client, page):
    day = date(2026, 6, 1)

    publish(page, changes=[ArticleChange(day=day, kind="correction", text="8, not 9.")])

    dates = named_dates(client, page)
    assert "page" in dates
    assert set(dates.values()) == {day}
