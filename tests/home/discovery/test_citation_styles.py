"""A clinic's citation style decides every printed entry, and no mark in the text."""

import pytest

from articles.models import EditorialSettings
from articles.references.formatting import Style
from tests.factories import article, body, category, explanation, home_page, reference
from tests.helpers import count_queries, parse_response

pytestmark = pytest.mark.django_db

ENTRIES = {
    Style.VANCOUVER: "Alder AB, Elm C. Iron and rest. J Rest. 2006;7(9):611-4.",
    Style.AMA: "Alder AB, Elm C. Iron and rest. J Rest. 2006;7(9):611-614.",
    Style.APA: "Alder, A. B., & Elm, C. (2006). Iron and rest. Journal of Rest, 7(9), 611–614.",
}


@pytest.fixture
def page():
    source = reference(
        "Alder AB\nElm C",
        title="Iron and rest",
        container="Journal of Rest",
        container_short="J. Rest",
        volume="7",
        issue="9",
        pages="611-4",
    )
    return article(category(home_page()), body=body(explanation(cited=(source,))))


def choose(style: Style) -> None:
    # Saved, so that pages in caches are dropped.
    for editorial in EditorialSettings.objects.all():
        editorial.citation_style = style
        editorial.save()


@pytest.mark.parametrize("style", Style)
def test_the_page_and_its_markdown_are_in_the_style_of_the_clinic(client, page, style: Style):
    EditorialSettings.for_site(page.get_site())
    choose(style)

    html = parse_response(client.get(page.url))
    text = client.get(f"{page.url}article.md").content.decode()

    assert html.select_one(".reference-text").get_text().strip() == ENTRIES[style]
    assert html.select_one("[role=doc-biblioref]").get_text(strip=True).strip("[]()") == "1"
    assert f"1. {ENTRIES[style]}" in text.replace("*", "")


def test_no_style_takes_more_queries_than_another(client, page):
    EditorialSettings.for_site(page.get_site())
    counts = set()
    for style in Style:
        choose(style)
        counts.add(count_queries(client, page.url))

    assert len(counts) == 1
