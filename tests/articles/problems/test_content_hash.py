"""The number by which signed content is known again."""

import json
from datetime import date

import pytest

from articles.models import ArticleChange, ArticlePage
from articles.problems.content_hash import compute_content_hash
from tests.factories import explanation, intro, mark, reference, references, stream

pytestmark = pytest.mark.django_db


def build_article(*blocks, **fields) -> ArticlePage:
    body = ArticlePage.body.field.to_python(stream(*blocks))
    return ArticlePage(
        **{"title": "Ketamine", "summary": "What was tested.", "body": body} | fields
    )


def test_the_ids_of_blocks_and_white_space_do_not_count():
    one = build_article(intro("<p>It eases  pain.</p>"), explanation())
    spaced = '<p data-block-key="x1">It eases pain. </p>'
    other = build_article(intro(spaced), explanation(), title=" Ketamine ")

    assert compute_content_hash(one) == compute_content_hash(other)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Esketamine"},
        {"summary": "What was found."},
        {"card_summary": "It works."},
        {"seo_title": "It works"},
        {"search_description": "It works."},
        {"changes": [ArticleChange(day=date(2026, 1, 5), text="Ten times the dose.")]},
    ],
)
def test_fields_around_the_body_change_the_hash(change: dict):
    assert compute_content_hash(build_article(intro())) != compute_content_hash(
        build_article(intro(), **change)
    )


def test_words_order_and_emphasis_of_the_body_count():
    texts = ["<p>It eases pain.</p>", "<p>It eases <b>pain</b>.</p>", "<p>It erases pain.</p>"]
    hashes = {compute_content_hash(build_article(intro(text))) for text in texts}
    blocks = [explanation("One"), explanation("Two")]
    hashes |= {
        compute_content_hash(build_article(*blocks)),
        compute_content_hash(build_article(*reversed(blocks))),
    }

    assert len(hashes) == 5


def test_a_source_counts_as_the_record_it_is():
    wood = reference("Wood PB", title="Pain", year=2006)
    article = build_article(intro(f"<p>It eases pain{mark(wood.pk)}.</p>"), references())
    before = compute_content_hash(article)

    wood.title, wood.volume = "Pain in mice", "7"
    wood.save()
    assert compute_content_hash(article) == before

    article.body = build_article(
        intro(f"<p>It eases pain{mark(reference('Wood PB').pk)}.</p>"), references()
    ).body
    assert compute_content_hash(article) != before


def test_adding_or_removing_a_citation_changes_the_hash():
    wood = reference("Wood PB", title="Pain", year=2006)
    plain = build_article(intro("<p>It eases pain.</p>"))
    cited = build_article(intro(f"<p>It eases pain{mark(wood.pk)}.</p>"))
    relabelled = json.loads(stream(intro(f"<p>It eases pain{mark(wood.pk)}.</p>")))
    relabelled[0]["value"] = relabelled[0]["value"].replace("[", "[see ")
    renamed = build_article()
    renamed.body = ArticlePage.body.field.to_python(json.dumps(relabelled))

    assert (
        compute_content_hash(plain) != compute_content_hash(cited) == compute_content_hash(renamed)
    )
