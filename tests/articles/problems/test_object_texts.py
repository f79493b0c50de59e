"""The texts of articles and of other objects, with the citations where they stand."""

import pytest
from django.core.management import CommandError, call_command

from articles.blocks.text_kinds import TextKind
from articles.models import ArticlePage
from articles.models.cited_references import get_references_by_id
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import ClaimSettings, ClaimSeverity, Passage
from articles.problems.object_texts import get_cited_ids, get_facts, get_passages
from home.sample.loader import load_sample_site
from tests.factories import (
    article,
    block,
    body,
    call_to_action,
    category,
    evidence,
    explanation,
    home_page,
    key_points,
    list_items,
    mark,
    reference,
    standard_page,
    statement,
    stream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SETTINGS = ClaimSettings(year=2026)


def by_text(passages: list[Passage]) -> dict[str, Passage]:
    return {passage.text: passage for passage in passages}


def page(*blocks, **fields) -> ArticlePage:
    return ArticlePage(title="Gout", summary="In short.", body=body(*blocks), **fields)


def test_fields_of_a_page_have_kinds():
    passages = by_text(get_passages(page(search_description="Found by robots.")))

    assert passages["Gout"].kind is TextKind.TITLE
    assert passages["In short."].kind is TextKind.STANDFIRST
    assert passages["In short."].path == ("summary",)
    assert passages["Found by robots."].kind is TextKind.SEARCH


def test_marks_stand_at_their_places():
    text = (
        f"<p>Pain <b>fe</b>ll.{mark(3)} It rose&nbsp;{mark(4, 5)} again.</p>"
        "<ul><li>A list</li></ul>"
    )
    block_id = "e0b2c3a4-0000-0000-0000-000000000000"
    intro = block("intro", text, block_id)

    first, second = [each for each in get_passages(page(intro)) if each.path == (block_id,)]

    assert first.text == "Pain fell. It rose again."
    assert [(each.position, each.source_ids) for each in first.marks] == [(10, (3,)), (18, (4, 5))]
    assert (second.text, second.kind, second.paragraph) == ("A list", TextKind.ITEM, 1)


def test_a_finding_has_its_sources_beside_it():
    one, other = reference(), reference()
    first = statement(cited=(one,), claim="Pads help", finding="They did not.", strength="good")
    second = statement(cited=(other,), claim="Heat helps", people="12 people")
    block = evidence(first, second)
    block["value"]["conclusion"] = "<p>All in all.</p>"

    passages = by_text(get_passages(page(block)))

    claim, finding = passages["Pads help"], passages["They did not."]
    assert (claim.kind, claim.beside, claim.strength) == (TextKind.CLAIM, (one.pk,), "good")
    assert (finding.kind, finding.beside) == (TextKind.FINDING, (one.pk,))
    assert claim.group == finding.group != passages["Heat helps"].group
    assert passages["All in all."].beside == (one.pk, other.pk)
    assert "12 people" not in passages


def test_a_heading_is_in_the_group_of_its_text():
    passages = by_text(get_passages(page(explanation("Why it swells", "Crystals form."))))

    assert passages["Why it swells"].kind is TextKind.HEADING
    assert passages["Why it swells"].group == passages["Crystals form."].group
    assert "Nerve" not in passages


def test_the_texts_of_a_call_to_action():
    passages = by_text(get_passages(call_to_action(heading="Enjoy better sleep", text="Come.")))

    assert passages["Enjoy better sleep"].kind is TextKind.HEADING
    assert passages["Book a consultation"].kind is TextKind.CALL_TO_ACTION
    assert passages["Come."].path == ("text",)
    assert not any("/" in text for text in passages)


def test_blocks_of_other_pages_take_part_by_themselves():
    testimonial = {
        "text": "I dance again.",
        "person": "Moira from Leeds",
        "consent_record": "No. 4",
    }
    root = home_page(
        hero_text="Care in Bristol.",
        body=stream(
            block("trust", {"statements": list_items({"heading": "Best in town", "text": "x"})})
        ),
    )
    other = standard_page(
        root,
        body=stream(
            block("testimonials", {"heading": "Voices", "testimonials": list_items(testimonial)})
        ),
    )

    home, standard = by_text(get_passages(root)), by_text(get_passages(other))

    assert home["Care in Bristol."].kind is TextKind.STANDFIRST
    assert home["Best in town"].kind is TextKind.HEADING
    assert standard["I dance again."].kind is TextKind.TESTIMONIAL
    assert "Moira from Leeds" not in standard
    assert "No. 4" not in standard


def test_a_testimonial_is_judged_without_quotation_marks():
    passage = Passage("I dance again.", TextKind.TESTIMONIAL)

    assert [claim.rule_id for claim in check_claims([passage], {}, SETTINGS)] == ["G1"]


def test_the_command_lists_the_claims_of_a_page(capsys):
    written = article(
        category(home_page()), slug="gout", body=body(key_points("Our course cures gout."))
    )
    for name in (str(written.pk), "gout", written.url_path):
        call_command("check_claims", name)
        out = capsys.readouterr().out
        assert "stop A1" in out
        assert "1 stop" in out

    with pytest.raises(CommandError, match="No file or page"):
        call_command("check_claims", "nowhere")


def test_the_articles_of_the_sample_claim_little():
    load_sample_site()
    stops: list[tuple] = []
    warnings: list[tuple] = []
    articles = list(ArticlePage.objects.live())
    for each in articles:
        passages = get_passages(each)
        facts = get_facts(get_references_by_id(get_cited_ids(passages)))
        for claim in check_claims(passages, facts, SETTINGS):
            if claim.severity is not ClaimSeverity.NOTE:
                found = stops if claim.severity is ClaimSeverity.STOP else warnings
                found.append((each.slug, claim.rule_id, claim.quote, claim.sentence))

    assert len(articles) == 14
    assert stops == []
    assert len(warnings) <= 10
