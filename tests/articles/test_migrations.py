"""What stood in lists beside a text becomes citations in the text."""

import pytest

from articles.migrations._citations import CiteInline
from tests.factories import list_items, reference

pytestmark = pytest.mark.django_db


def test_listed_sources_become_one_citation_at_the_end_of_the_text():
    one, two = reference("Wood PB", year=2006), reference("Noppers I", year=2011)
    value = {"heading": "H", "text": "<p>A</p><p>B.</p>", "sources": list_items(one.pk, two.pk)}

    assert CiteInline("text").apply(value) == {
        "heading": "H",
        "text": f'<p>A</p><p>B. <a linktype="citation" ids="{one.pk} {two.pk}">'
        "[Wood 2006; Noppers 2011]</a></p>",
    }


def test_a_text_that_ends_in_a_list_is_cited_in_its_last_item():
    source = reference()
    value = {"text": "<p>A</p><ul><li>B</li></ul>", "sources": list_items(source.pk)}

    assert CiteInline("text").apply(value)["text"].endswith("[Wood 2006]</a></li></ul>")


def test_a_plain_text_becomes_a_paragraph():
    value = {"text": "5 < 6", "sources": []}

    assert CiteInline("text", was_plain=True).apply(value) == {"text": "<p>5 &lt; 6</p>"}


@pytest.mark.parametrize("value", [{}, {"text": ""}, {"text": None, "sources": None}])
def test_a_half_empty_draft_is_left_without_a_citation(value: dict):
    assert CiteInline("text").apply(value) == {"text": ""}


def test_a_source_that_is_gone_is_not_cited():
    assert CiteInline("text").apply({"text": "<p>A</p>", "sources": list_items(99)}) == {
        "text": "<p>A</p>"
    }
