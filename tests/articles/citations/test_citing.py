"""Blocks name their sources by id; what has been deleted since is no error."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from articles.blocks.references import ReferenceChooserBlock
from articles.citations.cited_sources import extract_cited_ids
from articles.models import ArticlePage, Reference
from tests.factories import (
    article,
    block,
    body,
    callout,
    category,
    evidence,
    explanation,
    faq,
    home_page,
    intro,
    key_points,
    reference,
    references,
    statement,
    stream,
    table,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def create_citing_article(*blocks, **fields) -> ArticlePage:
    return article(category(home_page()), body=body(*blocks), **fields)


def test_the_id_of_a_source_survives_storing_and_reading():
    one, two = reference("Wood PB"), reference("Noppers I")
    page = ArticlePage.objects.get(pk=create_citing_article(table((two, one, two))).pk)

    assert list(page.body[0].value["sources"]) == [two.pk, one.pk, two.pk]
    assert [item["value"] for item in page.body.get_prep_value()[0]["value"]["sources"]] == [
        two.pk,
        one.pk,
        two.pk,
    ]


def test_the_form_returns_the_id_of_a_chosen_source():
    chooser = ReferenceChooserBlock()
    source = reference()

    chosen = chooser.value_from_datadict({"source": str(source.pk)}, {}, "source")

    assert chosen == source.pk
    assert chooser.clean(chosen) == source.pk
    assert chooser.value_from_datadict({"source": ""}, {}, "source") is None


def test_the_form_shows_the_source_that_was_chosen():
    source = reference("Wood PB", year=2006)

    assert "Wood 2006" in str(ReferenceChooserBlock().get_form_state(source.pk))


def test_reading_a_body_with_many_sources_takes_no_query():
    cited = tuple(reference(f"Author{n} A") for n in range(5))
    page = create_citing_article(explanation(cited=cited), table(cited), faq(cited))

    with CaptureQueriesContext(connection) as captured:
        value = ArticlePage.body.field.to_python(stream(*page.body.get_prep_value()))
        assert len(extract_cited_ids(value)) == 15

    assert len(captured) == 0


def test_sources_are_found_in_every_kind_of_block_in_reading_order():
    sources = [reference(f"Author{n} A") for n in range(6)]
    page = create_citing_article(
        intro(),
        key_points(cited=(sources[0],)),
        explanation(cited=(sources[1],)),
        evidence(statement(cited=(sources[2],))),
        table((sources[3],)),
        callout(cited=(sources[4],)),
        faq((sources[5],)),
        references(),
    )

    assert [entry.reference for entry in page.citations.entries] == sources


def test_all_sources_of_an_article_are_read_in_one_query():
    cited = tuple(reference(f"Author{n} A") for n in range(8))
    page = ArticlePage.objects.get(
        pk=create_citing_article(explanation(cited=cited), faq(cited)).pk
    )

    with CaptureQueriesContext(connection) as captured:
        assert len(page.citations.entries) == 8

    assert len(captured) == 1


def test_marks_and_reference_list_point_at_each_other(client):
    one, two = reference("Wood PB"), reference("Noppers I", year=2011)
    page = create_citing_article(
        key_points(cited=(two, one)), explanation(cited=(two,)), references()
    )

    soup = parse_response(client.get(page.url))

    marks = soup.select("main [role=doc-biblioref]")
    assert [(mark.text, mark["href"]) for mark in marks] == [
        ("1", "#ref-noppers-2011"),
        ("2", "#ref-wood-2006"),
        ("1", "#ref-noppers-2011"),
    ]
    entries = soup.select("[role=doc-bibliography] li")
    assert [entry["id"] for entry in entries] == ["ref-noppers-2011", "ref-wood-2006"]
    backlinks = [link["href"] for link in soup.select("[role=doc-backlink]")]
    assert sorted(backlinks) == sorted(f"#{mark['id']}" for mark in marks)


def test_sources_are_listed_without_a_references_block(client):
    page = create_citing_article(explanation(cited=(reference("Wood PB"),)))

    assert parse_response(client.get(page.url)).select_one("#ref-wood-2006")


def test_a_deleted_source_has_neither_mark_nor_entry(client):
    gone, kept = reference("Gone A"), reference("Kept B", year=2020)
    page = create_citing_article(
        key_points(cited=(gone, kept)), explanation(cited=(gone,)), references()
    )

    Reference.objects.filter(pk=gone.pk).delete()
    soup = parse_response(client.get(page.url))

    assert [mark["href"] for mark in soup.select("[role=doc-biblioref]")] == ["#ref-kept-2020"]
    assert [mark.text for mark in soup.select("[role=doc-biblioref]")] == ["1"]
    assert "gone" not in str(soup.select_one("main")).lower()


def test_an_article_all_of_whose_sources_are_gone_has_no_list(client):
    gone = reference()
    page = create_citing_article(explanation(cited=(gone,)), references())

    gone.delete()

    assert not parse_response(client.get(page.url)).select("[role=doc-bibliography]")


def test_an_empty_place_for_a_source_is_no_source():
    page = create_citing_article(table())
    raw = page.body.get_prep_value()
    raw[0]["value"]["sources"] = [block("item", None)]
    page.body = stream(*raw)

    assert page.citations.entries == []
    page.serve(RequestFactory().get("/")).render()


def test_where_a_source_is_used_is_known_before_it_is_deleted():
    source, unused = reference("Wood PB"), reference("Noppers I")
    page = create_citing_article(explanation(cited=(source,)), faq((source,)))

    usage = ReferenceIndex.get_grouped_references_to(source)
    assert [found.pk for found, _places in usage] == [page.pk]
    assert len(usage[0][1]) == 2
    assert list(ReferenceIndex.get_grouped_references_to(unused)) == []


def test_a_source_no_longer_cited_is_no_longer_in_use():
    source = reference()
    page = create_citing_article(explanation(cited=(source,)))

    page.body = body(intro())
    page.save()

    assert not ReferenceIndex.get_references_to(source).exists()
