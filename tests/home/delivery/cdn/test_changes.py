"""The URLs that a change of public content purges from the caches in front of the site."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published

from articles.models import ArticlePage, CallToAction, Condition
from articles.review.sign_off import record_sign_off
from home.brand.models import LookSettings
from home.delivery.cdn import changes
from tests.factories import (
    article,
    block,
    body,
    call_to_action,
    call_to_action_block,
    category,
    condition,
    conditions,
    evidence,
    home_page,
    image,
    intro,
    person,
    place,
    reference,
    service,
    services,
    standard_page,
    statement,
    stream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

Purged = Callable[[Callable[[], object]], list[str]]
PAGE_SUFFIXES = (
    *("", "article.md", "leaflet.pdf"),
    *("references.ris", "references.json", "cite.ris", "cite.json"),
)
SITE_WIDE_PATHS = {"/", "/page.md", "/sitemap.xml", "/feed/", "/llms.txt"}


@pytest.fixture
def purged_urls(monkeypatch, django_capture_on_commit_callbacks) -> Iterator[Purged]:
    """Return a function that makes a change and returns the purged URLs, without the host."""
    urls: list[str] = []
    monkeypatch.setattr(changes, "schedule_purge", urls.extend)

    def because_of(change: Callable[[], object]) -> list[str]:
        urls.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change()
            assert not urls  # it might yet be taken back
        assert all(url.startswith("http://testserver/") for url in urls)
        return [url.removeprefix("http://testserver") for url in urls]

    changes.register_signal_handlers()
    yield because_of
    for signal, sender, handler in changes.SIGNAL_HANDLERS:
        signal.disconnect(handler, sender=sender)


def test_a_changed_look_purges_every_page_of_the_site(purged_urls):
    home = home_page()
    page = article(category(home, "Pain", slug="pain"), slug="knees")
    look = LookSettings.for_site(page.get_site())

    purged = purged_urls(look.save)

    assert {"/", "/pain/", page.url} <= set(purged)


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def pain(home):
    return category(home, slug="pain")


def page_paths(path: str) -> set[str]:
    return {f"{path}{form}" for form in PAGE_SUFFIXES}


def publish(page) -> None:
    """Send Wagtail's signal, as every way of publishing does."""
    page_published.send(sender=type(page), instance=page)


def test_publishing_purges_an_article_with_formats_and_lists(purged_urls, home, pain):
    writer = person(home, slug="ada")
    blog = category(home, slug="blog")
    nested = category(blog, slug="nested")
    nerves = article(pain, slug="nerves", authors=(writer,), also_in=(nested,))
    article(pain, slug="other")

    lists = {"/pain/", "/pain/feed/", "/blog/", "/blog/feed/", "/blog/nested/"}
    expected = (
        page_paths("/pain/nerves/") | lists | {"/blog/nested/feed/", writer.url} | SITE_WIDE_PATHS
    )
    assert set(purged_urls(lambda: publish(nerves))) == expected
    assert set(purged_urls(nerves.unpublish)) == expected


def test_publishing_an_article_purges_the_list_of_corrections(purged_urls, home, pain):
    corrections = {"heading": "Corrected", "empty_text": "None."}
    standard_page(home, slug="corrected", body=stream(block("corrections", corrections)))
    prices = standard_page(home, slug="prices")
    nerves = article(pain)

    purged = purged_urls(lambda: publish(nerves))

    assert {"/corrected/", "/corrected/feed/"} <= set(purged)
    assert prices.url not in purged
    assert "/corrected/" not in purged_urls(lambda: publish(prices))


def test_pages_that_link_to_a_page_are_purged_with_it(purged_urls, home):
    prices = standard_page(home, slug="prices")
    link = f'<p><a linktype="page" id="{prices.pk}">Prices</a></p>'
    about = article(category(home, slug="a"), slug="b", body=body(intro(link)))

    assert about.url in purged_urls(lambda: publish(prices))


def test_moving_purges_both_places_with_descendants(purged_urls, home, pain):
    sleep = category(home, slug="sleep")
    nested = category(pain, slug="nerves")
    article(nested, slug="shingles")

    urls = set(purged_urls(lambda: nested.move(sleep, "last-child")))
    for path in ("/pain/", "/sleep/"):
        assert {path, f"{path}feed/", f"{path}nerves/", f"{path}nerves/feed/"} <= urls
        assert page_paths(f"{path}nerves/shingles/") <= urls


def test_a_new_slug_purges_both_urls(purged_urls, pain):
    nerves = article(pain, slug="nerves")
    nerves.slug = "nerve-pain"

    urls = set(purged_urls(nerves.save))
    assert page_paths("/pain/nerves/") | page_paths("/pain/nerve-pain/") | {"/pain/"} <= urls


def test_deleting_purges_a_page_with_its_descendants(purged_urls, home, pain):
    article(pain, slug="nerves")
    article(pain, slug="draft", live=False)
    pain.refresh_from_db()

    urls = set(purged_urls(pain.delete))
    assert page_paths("/pain/nerves/") | {"/pain/", "/pain/feed/"} | SITE_WIDE_PATHS <= urls
    assert "/pain/draft/" not in urls


def test_making_a_page_private_or_public_purges_it(purged_urls, pain):
    article(pain, slug="nerves")
    expected = page_paths("/pain/nerves/") | {"/pain/", "/pain/feed/"} | SITE_WIDE_PATHS
    restriction = PageViewRestriction(page=pain, restriction_type="login")

    assert expected <= set(purged_urls(restriction.save))
    assert expected <= set(purged_urls(restriction.delete))


def test_a_category_that_no_longer_lists_an_article_goes(purged_urls, home, pain):
    blog = category(home, slug="blog")
    nerves = article(pain, slug="nerves", also_in=(blog,))
    nerves.cross_listings = []

    assert {"/blog/", "/blog/feed/"} <= set(purged_urls(nerves.save))


def test_a_signature_is_purged_with_its_reviewer(purged_urls, home, pain):
    nerves = article(pain, slug="nerves")
    doctor = person(home, slug="ada")

    urls = set(
        purged_urls(lambda: record_sign_off(ArticlePage.objects.get(pk=nerves.pk), None, doctor))
    )
    assert page_paths("/pain/nerves/") | {doctor.url} <= urls


def test_changing_used_objects_purges_the_page(purged_urls, pain):
    source, picture, chosen = reference(), image(), call_to_action()
    condition = Condition.objects.create(name="Shingles")
    findings = evidence(statement(cited=(source,)))
    nerves = article(
        pain,
        slug="nerves",
        lead_image=picture,
        body=body(intro(), findings, call_to_action_block(chosen)),
    )
    nerves.conditions.add(condition)
    nerves.save()
    article(pain, slug="other")

    for thing in (source, picture, chosen, condition):
        assert set(purged_urls(thing.save)) == page_paths("/pain/nerves/"), thing
    assert set(purged_urls(condition.delete)) == page_paths("/pain/nerves/")
    assert not purged_urls(reference)


def test_only_public_changes_of_a_call_to_action_purge(purged_urls, pain):
    chosen = call_to_action()
    article(pain, slug="nerves", body=body(intro(), call_to_action_block(chosen)))
    chosen.heading = "New words"

    assert not purged_urls(chosen.save_revision)
    assert set(purged_urls(chosen.latest_revision.publish)) == page_paths("/pain/nerves/")
    public = CallToAction.objects.get()
    assert set(purged_urls(public.unpublish)) == page_paths("/pain/nerves/")
    assert not purged_urls(public.save)


def test_a_rollback_purges_nothing(purged_urls, pain):
    nerves = article(pain, slug="nerves")

    def take_back():
        with transaction.atomic():
            publish(nerves)
            transaction.set_rollback(True)

    assert not purged_urls(take_back)


@pytest.mark.parametrize("listed", ["services", "prices", "conditions", "find_us"])
def test_pages_whose_sections_list_everything_are_purged(purged_urls, home, listed):
    sections = stream(block(listed, {"heading": "Ours"}))
    standard_page(home, "Visit", slug="visit", body=sections)
    standard_page(home, "Other", slug="other")
    page: Any = {
        "services": lambda: service(services(home)),
        "prices": lambda: service(services(home)),
        "conditions": lambda: condition(conditions(home)),
        "find_us": lambda: place(home, slug="row"),
    }[listed]()

    purged = purged_urls(lambda: publish(page))

    assert {"/", "/page.md", "/visit/", "/visit/page.md", page.url, f"{page.url}page.md"} <= set(
        purged
    )
    assert "/other/" not in purged
