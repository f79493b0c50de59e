"""The time our panels and checks take in the editor, for an article of 2,000 words."""

from collections.abc import Callable
from functools import partial
from time import process_time
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from articles.blocks import walk
from articles.editorial import viewsets
from articles.models import ArticlePage
from articles.problems import examination, object_texts, readability
from articles.problems.body_reading import read_body
from articles.problems.claim_facts import read_claim_facts
from articles.problems.claims import checking, judging
from articles.problems.object_texts import get_facts, get_passages
from articles.references import misplaced_text
from tests.bench.long_article import create_long_article
from tests.bench.timing import compare
from tests.factories import article, category, editor, home_page

pytestmark = pytest.mark.django_db

INLINE_PANELS = ("article_authors", "changes", "cross_listings", "comments")


def autosave_data(page: ArticlePage, texts: list[str]) -> dict:
    """Return what the form sends on autosave."""
    sections = [
        (
            "explanation",
            {
                "heading": f"Part {number}",
                "text": rich_text(text),
                "note_term": "",
                "note_text": "",
            },
        )
        for number, text in enumerate(texts)
    ]
    counts = {
        f"{panel}-{field}": 0
        for panel in INLINE_PANELS
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    values = {"title": page.title, "slug": page.slug, "summary": page.summary, "conditions": ""}
    return nested_form_data(
        values | counts | {"body": streamfield(sections), "related_picks": streamfield([])}
    )


def test_a_long_article_in_the_editor():
    long = create_long_article()
    page = article(category(home_page()), body=long.make_body())
    page.save_revision()
    client = Client()
    client.force_login(editor())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = autosave_data(page, long.make_texts())

    def open_editor():
        assert client.get(address).status_code == 200

    def open_without_panels():
        plain = EditView.get_side_panels
        with patch.object(viewsets.ArticleEditView, "get_side_panels", plain, create=True):
            open_editor()

    def autosave():
        response = client.post(address, data, headers={"Accept": "application/json"})
        assert response.json()["success"], response.content

    def list_problems():
        assert client.get(reverse("editorial:problems", args=[page.pk])).status_code == 200

    compare("opening without | with our panels", open_without_panels, open_editor)
    compare("an autosave | listing the problems after it", autosave, list_problems)


def forget_paragraphs() -> None:
    """Empty the caches of what was found in paragraphs and sources."""
    for function in (
        walk.plain_text,
        object_texts._read_paragraphs,
        checking._judge_text,
        judging._find_subject_of_heading,
        readability._count_paragraph,
        misplaced_text.find_misplaced_text,
    ):
        function.cache_clear()


def test_the_checks_of_a_long_article():
    """Print the processor time of all checks, cold and after a change of one paragraph."""
    long = create_long_article()
    page = article(category(home_page()), body=long.make_body())
    drafts, revisions = [], []
    for number in range(2):
        page.body = long.make_body(f"We changed this {number} times.")
        revisions.append(page.save_revision().pk)
        drafts.append(page.get_latest_revision_as_object())
    settings = read_claim_facts(drafts[:1])[0].settings
    assert settings
    readings = [read_body(draft.body) for draft in drafts]
    texts = [
        (get_passages(draft, {"body": reading.sections}), get_facts(reading.references))
        for draft, reading in zip(drafts, readings, strict=True)
    ]
    client = Client()
    client.force_login(editor())
    address = reverse("editorial:problems", args=[page.pk])

    def check_claims(number: int):
        checking.check_claims(*texts[number], settings)

    def check_all(number: int):
        examination.examine(drafts[number])

    def show_panel(number: int):
        Page.objects.filter(pk=page.pk).update(latest_revision=revisions[number])
        assert client.get(address).status_code == 200

    def report(what: str, check: Callable[[int], None]) -> None:
        def check_cold():
            forget_paragraphs()
            check(0)

        title = f"{what}, processor time: cold | one paragraph changed"
        compare(title, check_cold, partial(check, 1), clock=process_time)

    report("claims", check_claims)
    with patch.object(examination, "check_claims", lambda *_arguments: []):
        report("all other checks", check_all)
    report("all checks", check_all)
    report("the answer of the panel", show_panel)
