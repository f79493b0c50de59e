"""Feeds: which articles they hold, and how those look without the site around them."""

from datetime import UTC, date, datetime, timedelta
from time import time
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage, EditorialSettings
from articles.models.change import ArticleChange
from home.delivery import content_version
from home.discovery.syndication.feeds import MAX_ENTRIES
from tests.factories import (
    article,
    body,
    bulk_copy_article,
    call_to_action,
    category,
    explanation,
    full_body,
    home_page,
    image,
    person,
    reference,
    standard_page,
    update_page,
)
from tests.helpers import clear_all_caches
from tests.home.delivery.test_visibility import WAYS_TO_HIDE
from tests.home.discovery.syndication.atom import (
    ATOM,
    XHTML,
    child_text,
    content_soup,
    parse_feed,
)
from tests.home.full_site import create_full_site

pytestmark = pytest.mark.django_db
SITE_URL = "https://clinic.example"


@pytest.fixture(autouse=True)
def _https_site_url(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE_URL


def set_published_on(page: ArticlePage, day: int) -> None:
    moment = datetime(2026, 3, day, 12, tzinfo=UTC)
    changed = moment + timedelta(hours=1)
    update_page(page, first_published_at=moment, content_changed_at=changed)


def test_browsers_get_a_list_of_the_articles_and_a_style_sheet(client):
    blog = category(home_page(), "Blog", slug="blog", summary="What we <write>.")
    first, second = article(blog, "Sleep & pain"), article(blog, "Knees")
    set_published_on(first, 2)
    set_published_on(second, 1)

    response = client.get("/blog/feed/")

    view = parse_feed(response).root.find(f"{XHTML}div")
    assert view.findtext(f"{XHTML}h1") == "Our clinic: Blog"
    assert view.findtext(f"{XHTML}p") == "What we <write>."
    shown = [
        (item.findtext(f"{XHTML}a"), item.find(f"{XHTML}a").get("href"), item[1].get("datetime"))
        for item in view.iter(f"{XHTML}li")
    ]
    assert shown == [
        ("Sleep & pain", f"{SITE_URL}{first.url}", "2026-03-02"),
        ("Knees", f"{SITE_URL}{second.url}", "2026-03-01"),
    ]
    prolog = response.content.decode().partition("<feed")[0]
    assert '<?xml-stylesheet href="/static/css/feed.css" media="all" type="text/css"?>' in prolog


@pytest.mark.parametrize(("language", "direction"), [("en-gb", "ltr"), ("ar", "rtl")])
def test_the_list_for_browsers_has_the_direction_of_its_language(client, language, direction):
    home_page()

    with override(language):
        view = parse_feed(client.get("/feed/")).root.find(f"{XHTML}div")

    assert (view.get("lang"), view.get("dir")) == (language, direction)


def test_an_article_is_whole(client):
    site = create_full_site()
    page = site["article"]

    feed = parse_feed(client.get("/feed/"))

    entry = next(entry for entry in feed.entries if child_text(entry, "title") == page.title)
    assert entry.find(f'{ATOM}link[@rel="alternate"]').get("href") == f"{SITE_URL}{page.url}"
    assert child_text(entry, "id") == f"urn:uuid:{page.translation_key}"
    names = [author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")]
    assert names == ["Dr Ada Byron", "Ben Fry"]
    assert f"{SITE_URL}{site['person'].url}" in [uri.text for uri in entry.iter(f"{ATOM}uri")]
    assert [found.get("term") for found in entry.findall(f"{ATOM}category")] == ["Pain"]
    html = content_soup(entry)
    words = html.get_text(" ")
    for part in ("It helped a little.", "A nerve.", "Rest is part of it.", "Ask first."):
        assert part in words
    assert "Randomised controlled trial · Limited evidence" in words
    assert html.find("table")
    assert html.find("h3", string="How soon?")
    assert html.select("img")[0]["src"].startswith(f"{SITE_URL}/media/")
    assert html.select("img")[0]["alt"] == "Two cells."
    assert html.find_all("a", string="about us")[0]["href"] == f"{SITE_URL}/about/"


def test_citations_link_to_entries_on_the_page(client):
    wood = reference("Wood PB", title="A study", doi="10.1000/x")
    noppers = reference("Noppers I", title="Another", state="retracted")
    page = article(
        category(home_page()), "Knees", body=body(explanation(cited=(noppers, wood, noppers)))
    )

    html = content_soup(parse_feed(client.get("/feed/")).entries[0])

    marks = [(mark.get_text(), mark["href"]) for mark in html.select("sup a")]
    address = f"{SITE_URL}{page.url}"
    assert marks == [
        ("[1]", f"{address}#ref-{noppers.key}"),
        ("[2]", f"{address}#ref-{wood.key}"),
        ("[1]", f"{address}#ref-{noppers.key}"),
    ]
    listed = [line.get_text() for line in html.find_all("ol")[-1].find_all("li")]
    assert "Another" in listed[0]
    assert "Retracted" in listed[0]
    assert "A study" in listed[1]
    assert html.find_all("a", string="doi.org/10.1000/x")[0]["href"] == "https://doi.org/10.1000/x"


def test_the_feed_names_its_publisher(client):
    create_full_site()
    feed = parse_feed(client.get("/feed/", headers={"host": "127.0.0.1"}))

    assert child_text(feed.root, "title") == "Haven"
    assert feed.root.find(f'{ATOM}link[@rel="self"]').get("href") == f"{SITE_URL}/feed/"
    assert feed.root.find(f'{ATOM}link[@rel="alternate"]').get("href") == f"{SITE_URL}/"
    pain = parse_feed(client.get("/blog/pain/feed/"))
    assert child_text(pain.root, "title") == "Haven: Pain"
    assert child_text(pain.root, "subtitle") == "Pain that lasts."
    assert pain.root.find(f'{ATOM}link[@rel="alternate"]').get("href") == f"{SITE_URL}/blog/pain/"
    assert child_text(pain.root, "id") != child_text(feed.root, "id")


def test_the_newest_entries_come_first_up_to_a_limit(client):
    blog = category(home_page())
    old, new, middle = (article(blog, title) for title in ("Old", "New", "Middle"))
    for page, day in ((old, 1), (new, 9), (middle, 5)):
        set_published_on(page, day)
    bulk_copy_article(old, MAX_ENTRIES)  # never published, as far as anybody knows

    feed = parse_feed(client.get("/feed/"))

    assert feed.titles[:3] == ["New", "Middle", "Old"]
    assert len(feed.titles) == MAX_ENTRIES
    assert child_text(feed.entries[0], "published") == "2026-03-09T12:00:00+00:00"
    assert child_text(feed.entries[0], "updated") == "2026-03-09T13:00:00+00:00"


def test_a_category_feed_has_each_listed_article_once(client):
    home = home_page()
    blog = category(home, "Blog", slug="blog")
    pain, mood = category(blog, "Pain", slug="pain"), category(blog, "Mood", slug="mood")
    article(pain, "Knees", also_in=(mood, blog))
    article(mood, "Sadness")

    assert sorted(parse_feed(client.get("/blog/feed/")).titles) == ["Knees", "Sadness"]
    assert sorted(parse_feed(client.get("/blog/mood/feed/")).titles) == ["Knees", "Sadness"]
    assert parse_feed(client.get("/blog/pain/feed/")).titles == ["Knees"]


def test_a_feed_without_articles_is_a_feed(client):
    category(home_page(), slug="blog")

    assert parse_feed(client.get("/feed/")).titles == []
    assert parse_feed(client.get("/blog/feed/")).titles == []


@pytest.mark.parametrize("hide", WAYS_TO_HIDE)
def test_a_hidden_article_is_in_no_feed(client, hide):
    blog = category(home_page(), slug="blog")
    hidden, _shown = article(blog, "Unmentionable"), article(blog, "Shown")
    assert len(parse_feed(client.get("/feed/")).titles) == 2
    content_version.reset()

    hide(hidden)

    assert parse_feed(client.get("/feed/")).titles == ["Shown"]
    assert parse_feed(client.get("/blog/feed/")).titles == ["Shown"]


def test_an_unpublished_article_changes_last_modified(client):
    pain = category(home_page(), slug="pain")
    first, second = article(pain, "First"), article(pain, "Second")
    set_published_on(first, 1)
    set_published_on(second, 2)
    since = http_date(time())
    second.unpublish()
    clear_all_caches()

    after = client.get("/feed/", headers={"If-Modified-Since": since})

    assert parse_feed(after).titles == ["First"]


def test_a_private_category_has_no_feed_and_is_not_named(client):
    home = home_page()
    blog = category(home, "Blog", slug="blog")
    article(blog, "Knees")
    PageViewRestriction.objects.create(page=blog, restriction_type=PageViewRestriction.LOGIN)

    response = client.get("/blog/feed/")

    assert response.status_code == 302
    assert "public" not in response.get("Cache-Control", "")
    assert "Blog" not in client.get("/feed/").content.decode()


def test_private_categories_have_no_feed(admin_client):
    blog = category(home_page(), slug="blog")
    PageViewRestriction.objects.create(page=blog, restriction_type=PageViewRestriction.LOGIN)

    assert admin_client.get("/blog/feed/").status_code == 404


def test_an_author_with_a_hidden_profile_has_no_url(client):
    home = home_page()
    ada = person(home, "Ada Byron")
    article(category(home), authors=(ada,))
    ada.unpublish()

    author = parse_feed(client.get("/feed/")).entries[0].find(f"{ATOM}author")

    assert [child.text for child in author] == ["Ada Byron"]


def test_a_page_may_still_be_called_feed(client):
    about = standard_page(home_page(), "About", slug="about")
    standard_page(about, "What we feed", slug="feed")

    assert b"What we feed" in client.get("/about/feed/").content


def test_control_characters_break_nothing(client):
    article(category(home_page()), "Odd\x0b title", summary="Odd\x1f words", body="[]")

    assert parse_feed(client.get("/feed/")).titles == ["Odd title"]


def test_changes_of_sources_and_articles_are_seen(client):
    wood = reference("Wood PB", title="A study")
    page = article(category(home_page()), "Knees", body=body(explanation(cited=(wood,))))
    content_version.reset()  # what has been set up counts as committed
    first = client.get("/feed/")
    assert b"A study" in first.content

    page.title = "Knees and hips"
    page.save_revision().publish()
    content_version.reset()

    response = client.get("/feed/", headers={"If-None-Match": first["ETag"]})
    assert parse_feed(response).titles == ["Knees and hips"]


def test_four_articles_cost_as_many_queries_as_two(client):
    home = home_page()
    blog, doctor = category(home), person(home)
    link = f'<a linktype=\\"page\\" id=\\"{blog.pk}\\">topics</a>'
    cited = (reference("Wood PB"), reference("Noppers I"))
    for n in range(4):
        whole = full_body(image(f"Picture {n}"), call_to_action(link_page=blog), cited)
        body_with_link = whole.replace("What this is about.", link)
        page = article(blog, authors=(doctor,), reviewer=doctor, body=body_with_link)
        ArticleChange.objects.create(page=page, day=date(2026, 1, 2), text="Mended.")
    parse_feed(client.get("/feed/"))  # makes the sizes of the pictures

    four = count_cold_queries(client)
    ArticlePage.objects.filter(pk__in=ArticlePage.objects.values("pk")[2:]).update(live=False)

    assert count_cold_queries(client) == four <= 17


def count_cold_queries(client) -> int:
    clear_all_caches()
    with patch.object(content_version, "POLL_SECONDS", 3600):
        content_version.current()
        with CaptureQueriesContext(connection) as captured:
            parse_feed(client.get("/feed/"))
    return len(captured)


def test_an_unchanged_feed_is_not_rendered(client):
    article(category(home_page()), "Knees")
    client.get("/feed/")
    content_version.reset()
    client.get("/feed/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/feed/")

    assert len(captured) <= 6
    assert "articles_reference" not in " ".join(query["sql"] for query in captured)


def test_the_sample_note_and_disclaimer_are_included(client):
    home = home_page()
    site = home.get_site()
    editorial = EditorialSettings.for_site(site)
    editorial.sample_note, editorial.disclaimer = "<p>A sample.</p>", "<p>Not advice.</p>"
    editorial.save()
    page = article(category(home))
    update_page(page, show_sample_note=True)

    words = content_soup(parse_feed(client.get("/feed/")).entries[0]).get_text(" ")

    assert "A sample." in words
    assert "Not advice." in words
