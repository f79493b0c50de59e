"""What our panels cost an editor who opens a long article and writes on in it."""

from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from articles.editorial import viewsets
from articles.models import ArticlePage
from tests.bench.bench_citations import create_references
from tests.bench.pairs import compare
from tests.factories import article, category, editor, home_page, mark, stream

pytestmark = pytest.mark.django_db

BLOCKS, CITATIONS = 60, 200
INLINE_PANELS = ("article_authors", "changes", "cross_listings", "comments")


def cited_paragraphs() -> list[str]:
    """Paragraphs for each block, with all the citations spread over them."""
    sources = create_references(CITATIONS)
    return [
        "<p>Nerves learn, and can learn anew. " * 20
        + "".join(mark(source) for source in sources[number::BLOCKS])
        + "</p>"
        for number in range(BLOCKS)
    ]


def autosave_data(page: ArticlePage, texts: list[str]) -> dict:
    """What the form sends when it saves by itself."""
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

    def opened():
        assert client.get(address).status_code == 200

    def opened_without():
        with patch.object(viewsets, "add_side_panels", lambda view, panels: panels):
            opened()

    def saved():
        answer = client.post(address, data, headers={"Accept": "application/json"})
        assert answer.json()["success"], answer.content

    def listed():
        assert client.get(reverse("editorial:problems", args=[page.pk])).status_code == 200

    size = f"{BLOCKS} blocks, {CITATIONS} citations"
    compare(f"{size}: opened without | with our panels", opened_without, opened)
    compare("an autosave | the list of problems asked for after it", saved, listed)
