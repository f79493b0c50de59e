"""Old URLs redirect to their page, unless visitors may not see it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from tests.factories import article, category, home_page, standard_page
from tests.helpers import count_queries, parse_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog():
    return category(home_page(), "Blog", slug="blog")


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Give a page another slug the way the admin does: published, or saved as a draft."""

    def renamed(page, slug: str, publish: bool = True):
        page = Page.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            if publish:
                page.save_revision().publish()
            else:
                page.save()
        return page

    return renamed


def create_redirect(old_path: str, to: "Page | str", **fields) -> Redirect:
    target = {"redirect_page": to} if isinstance(to, Page) else {"redirect_link": to}
    return Redirect.objects.create(old_path=old_path, **target, **fields)


def redirect_target(client, address: str) -> str | None:
    """Return the target of the redirect, or None for a 404."""
    response = client.get(address)
    assert response.status_code in (301, 302, 404)
    return response.headers.get("Location")


def test_a_new_slug_redirects_the_page_and_its_descendants(client, blog, rename):
    article(category(blog, "Pain", slug="pain"), "Sleep", slug="sleep")

    rename(blog, "articles")

    assert redirect_target(client, "/blog/") == "/articles/"
    assert redirect_target(client, "/blog") == "/articles/"
    assert redirect_target(client, "/blog/pain/sleep/") == "/articles/pain/sleep/"
    assert client.get("/blog/").status_code == 301
    assert client.get("/articles/pain/sleep/").status_code == 200


def test_a_moved_page_is_found_at_its_old_address(client, blog, django_capture_on_commit_callbacks):
    page = article(category(blog, "Pain", slug="pain"), "Sleep", slug="sleep")
    mood = category(Page.objects.get(pk=blog.pk), "Mood", slug="mood")

    with django_capture_on_commit_callbacks(execute=True):
        page.move(mood, pos="last-child")

    assert redirect_target(client, "/blog/pain/sleep/") == "/blog/mood/sleep/"


def test_repeated_renames_redirect_in_one_step(client, blog, rename):
    for slug in ("second", "third", "blog", "fourth"):
        rename(blog, slug)

    for old in ("blog", "second", "third"):
        assert redirect_target(client, f"/{old}/") == "/fourth/"
    rename(blog, "blog")
    assert client.get("/blog/").status_code == 200
    assert redirect_target(client, "/blog/?page=99") is None


def test_never_published_drafts_create_no_redirects(
    client, blog, rename, django_capture_on_commit_callbacks
):
    draft = article(blog, "K", slug="k", live=False)
    rename(draft, "ke", publish=False)
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=draft.pk).move(category(blog, "Pain"), pos="last-child")
    assert not Redirect.objects.exists()

    page = rename(draft, "ketamine")
    rename(page, "ketamine-and-sleep")
    Page.objects.get(pk=page.pk).specific.unpublish()
    rename(page, "sleep", publish=False)
    assert set(Redirect.objects.values_list("old_path", flat=True)) == {
        "/blog/pain/ketamine",
        "/blog/pain/ketamine-and-sleep",
    }


@pytest.mark.parametrize("hidden", ["draft", "private", "expired"])
def test_redirects_never_reveal_hidden_pages(client, blog, hidden: str):
    page = standard_page(Page.objects.get(pk=blog.get_parent().pk), "Secret", slug="secret-name")
    create_redirect("/old", page)
    create_redirect("/older", "http://testserver/secret-name/")
    assert redirect_target(client, "/old/") == "/secret-name/"

    if hidden == "draft":
        page.unpublish()
    elif hidden == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))

    for address in ("/old/", "/older/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "secret-name" not in response.content.decode() + str(response.headers)


def test_redirects_to_redirects_are_followed_before_answering(client, blog):
    create_redirect("/a", "http://testserver/b/")
    create_redirect("/b", "/c.html")
    create_redirect("/c.html", blog, is_permanent=False)
    create_redirect("/blog", "https://elsewhere.example/")  # never used: there is a page

    assert redirect_target(client, "/a/") == "/blog/"
    assert client.get("/c.html").status_code == 302


def test_redirects_in_a_circle_are_not_found(client, blog):
    create_redirect("/a", "/b/")
    create_redirect("/b", "http://testserver/a")
    create_redirect("/self", "/self/")

    assert [redirect_target(client, address) for address in ("/a/", "/b/", "/self/")] == [None] * 3


def test_redirects_accept_any_url_and_pass_on_the_query(client, blog):
    create_redirect("/blog/post-1.html", blog)
    create_redirect("/index.php?id=3", blog)
    create_redirect("/schmerz-für-alle", blog)
    create_redirect("/shop", "https://shop.example/")

    assert redirect_target(client, "/blog/post-1.html") == "/blog/"
    assert redirect_target(client, "/blog/post-1.html?utm_source=x&page=1") == (
        "/blog/?utm_source=x&page=1"
    )
    assert redirect_target(client, "/index.php?id=3") == "/blog/"
    assert redirect_target(client, "/index.php?id=4") is None
    assert redirect_target(client, "/schmerz-f%C3%BCr-alle/") == "/blog/"
    assert redirect_target(client, "/shop?session=1") == "https://shop.example/"


def test_a_relative_target_is_no_name_of_a_url(client, blog):
    create_redirect("/old-news", "news")
    create_redirect("/old-feed", "feed")

    assert redirect_target(client, "/old-news/") == "news"
    assert redirect_target(client, "/old-feed/") == "feed"


def test_an_existing_page_takes_no_redirect_query(client, blog):
    before = count_queries(client, blog.url)
    Redirect.objects.bulk_create(Redirect(old_path=f"/{n}", redirect_page=blog) for n in range(50))

    assert count_queries(client, blog.url) == before


def test_a_file_of_old_addresses_is_imported(admin_client, client, blog):
    lines = (
        "from,to\n"
        "https://old.example/blog/post-1.html,http://localhost/blog/\n"
        "/somewhere,not an address\n"
    )
    file = SimpleUploadedFile("old.csv", lines.encode(), "text/csv")
    page = admin_client.post(reverse("wagtailredirects:start_import"), {"import_file": file})
    fields = parse_response(page).select("input[type=hidden]")
    hidden = {field["name"]: field["value"] for field in fields}

    done = admin_client.post(
        reverse("wagtailredirects:process_import"),
        hidden | {"from_index": "0", "to_index": "1", "permanent": "on", "site": ""},
    )

    assert "not an address" in done.content.decode()
    assert Redirect.objects.count() == 1
    answer = client.get("/blog/post-1.html?page=1", headers={"host": "localhost"})
    assert answer.status_code == 301
    assert answer.headers["Location"] == "http://localhost/blog/?page=1"


# -- Formats of pages, and capitals ---------------------------------------------------------------

ARTICLE_FORMATS = ["article.md", "references.ris", "references.json", "cite.ris", "cite.json"]


@pytest.mark.parametrize("suffix", ARTICLE_FORMATS)
def test_the_formats_of_an_article_redirect_with_it(client, blog, rename, suffix: str):
    article(blog, "Sleep", slug="sleep")

    rename(blog, "articles")

    assert redirect_target(client, f"/blog/sleep/{suffix}") == f"/articles/sleep/{suffix}"
    assert client.get(f"/articles/sleep/{suffix}").status_code == 200


def test_the_feed_of_a_category_redirects_with_it(client, blog, rename):
    article(blog, "Sleep", slug="sleep")

    rename(blog, "articles")

    assert redirect_target(client, "/blog/feed/") == "/articles/feed/"
    assert client.get("/articles/feed/").status_code == 200


def test_formats_that_the_new_page_does_not_have_are_not_found(client, blog):
    create_redirect("/old", blog)
    create_redirect("/away", "https://elsewhere.example/")

    for address in ("/old/article.md", "/old/references.ris", "/away/feed/", "/never/feed/"):
        assert redirect_target(client, address) is None
    assert redirect_target(client, "/old/feed/") == "/blog/feed/"


def test_a_hidden_page_has_no_redirects_of_its_formats(client, blog):
    page = article(blog, "Secret", slug="secret-name", live=False)
    create_redirect("/old", page)

    response = client.get("/old/references.ris")

    assert response.status_code == 404
    assert "secret-name" not in response.content.decode() + str(response.headers)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/Blog/", "/blog/"),
        ("/BLOG", "/blog/"),
        ("/blog/Sleep/?page=2&q=A", "/blog/sleep/?page=2&q=A"),
        ("/Blog/sleep/References.RIS", "/blog/sleep/references.ris"),
        ("/Blog/Feed/", "/blog/feed/"),
        ("/Blog/feed.md", None),
        ("/Blog/Nothing/", None),
    ],
)
def test_capitals_redirect_to_the_page_without(client, blog, address: str, target: str | None):
    article(blog, "Sleep", slug="sleep")

    assert redirect_target(client, address) == target


def test_capitals_do_not_reveal_hidden_pages(client, blog):
    article(blog, "Secret", slug="secret-name", live=False)

    assert redirect_target(client, "/blog/Secret-Name/") is None


def test_a_page_whose_address_has_capitals_stays_there(client, blog):
    article(blog, "Sleep", slug="Sleep")

    assert client.get("/blog/Sleep/").status_code == 200


def test_forms_sent_to_capitals_are_not_redirected(client, blog):
    assert client.post("/Blog/").status_code == 404


def test_looking_for_capitals_and_formats_takes_few_queries(client, blog):
    article(blog, "Sleep", slug="sleep")

    def count_not_found(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 404
        return len(captured)

    not_found = count_not_found("/blog/nothing/")

    assert count_not_found("/blog/Nothing/") <= not_found + 1
    assert count_not_found("/blog/nothing/references.ris") <= not_found + 1
