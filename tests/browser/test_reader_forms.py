"""Readers subscribe, leave and answer "Was this clear?", with and without JavaScript."""

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.cache import caches
from wagtail.models import Site

from home.feedback.models import FeedbackCount, FeedbackWords
from home.models import ReaderSettings
from home.subscriptions.joining import send_confirmations
from home.subscriptions.links import leave_url
from home.subscriptions.models import Subscriber
from tests.browser.chromium import expect
from tests.browser.cited_article import create_cited_article

if TYPE_CHECKING:
    from tests.browser.conftest import Audit, PageFactory
    from tests.browser.snapshots import Snapshots

WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize("script", [True, False])


def create_article_with_forms() -> str:
    address = create_cited_article()
    site = Site.objects.get(is_default_site=True)
    ReaderSettings.objects.update_or_create(
        site=site, defaults={"offers_letters": True, "takes_words": True}
    )
    return address


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    caches["enquiries"].clear()


@WITH_AND_WITHOUT_SCRIPT
def test_a_reader_answers_with_the_keyboard(
    snapshots: "Snapshots", new_page: "PageFactory", axe: "Audit", script: bool
) -> None:
    page = new_page(size="phone", scheme="dark", java_script_enabled=script)
    page.goto(snapshots.restore_or_build(create_article_with_forms))
    if script:
        assert not axe(page)

    page.get_by_role("button", name="Not quite").press("Enter")
    expect(page.get_by_text("Thank you")).to_be_visible()
    assert page.url.endswith("/clear/") is not script
    page.get_by_label("What was missing?").fill("How long it lasts.")
    if script:
        assert not axe(page)
    page.get_by_role("button", name="Send", exact=True).press("Enter")
    expect(page.get_by_text("The people who write our articles read this")).to_be_visible()

    assert FeedbackCount.objects.get().not_quite == 1
    assert FeedbackWords.objects.get().words == "How long it lasts."
    assert page.context.cookies() == []


@WITH_AND_WITHOUT_SCRIPT
def test_a_reader_subscribes_and_leaves(
    snapshots: "Snapshots", new_page: "PageFactory", axe: "Audit", script: bool
) -> None:
    page = new_page(size="small phone", java_script_enabled=script)
    page.goto(snapshots.restore_or_build(create_article_with_forms))
    page.get_by_label("Your email address").fill("rosa@example.org")
    page.get_by_label("Your email address").press("Enter")
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()

    send_confirmations()
    page.goto(re.findall(r"/subscribe/confirm/\S+/", str(mail.outbox[-1].body))[0])
    if script:
        assert not axe(page)
    page.get_by_role("button", name="Yes, send me these articles").press("Enter")
    expect(page.get_by_role("heading", name="Your address is confirmed")).to_be_visible()
    subscriber = Subscriber.objects.get()
    assert not subscriber.all_topics

    page.goto(re.findall(r"/subscribe/leave/\S+/", leave_url(subscriber))[0])
    if script:
        assert not axe(page)
    page.get_by_role("button", name="Stop and delete my address").press("Enter")
    expect(page.get_by_role("heading", name="You get no more emails")).to_be_visible()

    assert not Subscriber.objects.exists()
    assert page.context.cookies() == []


def test_topics_are_chosen_on_a_page_of_their_own(
    snapshots: "Snapshots", new_page: "PageFactory", axe: "Audit"
) -> None:
    page = new_page(size="small phone", scheme="dark")
    page.goto(snapshots.restore_or_build(create_article_with_forms))
    page.get_by_role("link", name="Choose other topics").click()
    expect(page.get_by_role("checkbox", name="All topics")).to_be_checked()
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
