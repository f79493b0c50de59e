"""The time our panels add to opening and saving a long article in the editor."""

from dataclasses import replace
from itertools import count
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from articles.editorial import viewsets
from articles.models import ArticlePage
from articles.problems.claims import checking
from articles.problems.claims.passages import ClaimSettings, Mark, Passage, SourceFacts
from tests.bench.bench_citations import create_references
from tests.bench.timing import compare
from tests.factories import article, category, editor, home_page, mark, stream

pytestmark = pytest.mark.django_db

BLOCKS, CITATIONS = 60, 200
INLINE_PANELS = ("article_authors", "changes", "cross_listings", "comments")


def cited_paragraphs() -> list[str]:
    """Return a paragraph for each block, with the citations spread over them."""
    sources = create_references(CITATIONS)
    return [
        "<p>Nerves learn, and can learn again. " * 20
        + "".join(mark(source) for source in sources[number::BLOCKS])
        + "</p>"
        for number in range(BLOCKS)
    ]


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
    texts = cited_paragraphs()
    blocks = [
        {"type": "explanation", "value": {"heading": f"Part {number}", "text": text}}
        for number, text in enumerate(texts)
    ]
    page = article(category(home_page()), body=stream(*blocks))
    page.save_revision()
    client = Client()
    client.force_login(editor())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = autosave_data(page, texts)

    def open_editor():
        assert client.get(address).status_code == 200

    def open_without_panels():
        with patch.object(viewsets, "add_side_panels", lambda view, panels: panels):
            open_editor()

    def autosave():
        response = client.post(address, data, headers={"Accept": "application/json"})
        assert response.json()["success"], response.content

    def list_problems():
        assert client.get(reverse("editorial:problems", args=[page.pk])).status_code == 200

    size = f"{BLOCKS} blocks, {CITATIONS} citations"
    compare(f"{size}: opening without | with our panels", open_without_panels, open_editor)
    compare("an autosave | listing the problems after it", autosave, list_problems)


def test_the_claims_of_a_long_article():
    """2,000 words in 60 paragraphs, with 200 citations."""
    sentence = "In this trial some people with pain slept a little longer after six visits to us. "
    size = len(sentence)
    passages = [
        Passage(
            sentence * 2 + f"Paragraph {number} ends here.",
            marks=tuple(Mark(size, (number + each,)) for each in range(CITATIONS // BLOCKS + 1)),
        )
        for number in range(BLOCKS)
    ]
    sources = {pk: SourceFacts(year=2024) for pk in range(CITATIONS)}
    settings = ClaimSettings(year=2026)
    numbers = count()

    def check_all():
        checking._judge_text.cache_clear()
        checking.check_claims(passages, sources, settings)

    def check_after_a_change():
        changed = replace(passages[0], text=f"We changed this {next(numbers)} times.")
        checking.check_claims([changed, *passages[1:]], sources, settings)

    size_of_text = sum(len(passage.text.split()) for passage in passages)
    compare(
        f"{size_of_text} words: claims of all | after a changed paragraph",
        check_all,
        check_after_a_change,
    )
