"""A kit of the first version that could save one loads, and its pages show the same."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from articles.models import ArticlePage, SignOff
from articles.problems.content_hash import compute_content_hash
from home.kit.load import load_kit
from home.models import User
from tests.helpers import clear_all_caches
from tests.upgrade.main_text import main_text

FOLDER = Path(__file__).parent
KIT, PAGES = FOLDER / "kit-1", FOLDER / "kit-1-pages.json"

pytestmark = pytest.mark.django_db


def test_a_kept_kit_shows_the_same_on_every_page(client: Client) -> None:
    load_kit(KIT, trust=True)
    clear_all_caches()
    before = json.loads(PAGES.read_text())
    lost = {}
    for path, page in before.items():
        html = client.get(path).content.decode()
        main = BeautifulSoup(html, "html.parser").main
        assert main
        shown = " ".join(" ".join(main.stripped_strings).split())
        lost[path] = [text for text in page["texts"] if text not in shown]
        read = main_text(html)
        assert (read["title"], read["references"]) == (page["title"], page["references"])

    assert len(before) == 14
    assert {path: texts for path, texts in lost.items() if texts} == {}


def test_a_kept_kit_keeps_drafts_files_and_former_addresses(client: Client) -> None:
    load_kit(KIT, trust=True)
    clear_all_caches()

    waiting = ArticlePage.objects.get(slug="waiting")
    assert waiting.get_latest_revision_as_object().title == "Waiting changed"
    assert not ArticlePage.objects.get(slug="draft").live
    assert ArticlePage.objects.get(slug="scheduled").go_live_at is None
    assert client.get(get_document_model().objects.get().url).getvalue() == b"one"
    assert client.get("/old/").status_code == 301
    assert client.get("/private/").status_code == 302
    client.force_login(User.objects.get(username="superuser"))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_signature_in_a_kept_kit_still_covers_its_text() -> None:
    load_kit(KIT, trust=True)

    signed = SignOff.objects.get()
    article = ArticlePage.objects.get(pk=signed.article_id)
    assert signed.content_hash == compute_content_hash(article)
    assert signed.revision_id == article.live_revision_id
    assert signed.reviewer.title == "Ada Byron"
