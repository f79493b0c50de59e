"""Problems of an article: every code, where it is found, and where it is not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.blocks.walk import get_sections
from articles.models import ArticlePage, MergedReference, Reference
from articles.problems.body_reading import BodyReading
from articles.problems.citations import MAX_TYPED_CITATIONS
from articles.problems.problem import Problem, ProblemCode
from tests.articles.problems.citing import find_problems
from tests.factories import (
    article,
    block,
    body,
    call_to_action,
    callout,
    category,
    evidence,
    explanation,
    faq,
    figure,
    full_body,
    home_page,
    image,
    intro,
    key_points,
    list_items,
    mark,
    quote,
    reference,
    references,
    statement,
    table,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

BODY = ArticlePage.body.field.stream_block
LONG_AGO = 987_654
OPENING = intro("<p>What this is about.</p>")


def complete(authors: str = "Wood PB", **fields) -> Reference:
    return reference(authors, **{"container": "Pain", "volume": "7"} | fields)


def stored(*blocks) -> ArticlePage:
    """An article as the database has it, without its blocks being read yet."""
    return ArticlePage(title="Pain", body=body(*blocks))


def problems_in(*blocks) -> list[Problem]:
    return find_problems(stored(*blocks))


def codes(*blocks) -> list[str]:
    return [problem.code for problem in problems_in(*blocks)]


def test_an_article_in_order_has_no_problems():
    one, two = complete(), complete("Noppers I", title="Another study", year=2011)

    assert not problems_in(
        intro("<p>Knees bear us (in 2006 as today).</p>"),
        key_points(cited=(one,)),
        explanation(cited=(one, two)),
        quote(),
        evidence(statement(cited=(two,))),
        table((one,)),
        callout(),
        faq(),
        references((complete("Ball T", title="A book to read", year=1999),)),
    )


def test_a_new_article_has_no_problems():
    assert find_problems(ArticlePage(title="New")) == []


# -- Sources that are gone, retracted, incomplete, double ------------------------------------------


@pytest.mark.parametrize(
    "citing",
    [
        lambda pk: intro(f"<p>Opens {mark(pk)}</p>"),
        lambda pk: key_points(cited=(pk,)),
        lambda pk: explanation(cited=(pk,)),
        lambda pk: callout(cited=(pk,)),
        lambda pk: faq((pk,)),
        lambda pk: evidence(statement(cited=(pk,))),
        lambda pk: table((pk,)),
        lambda pk: references((pk,)),
    ],
)
def test_a_source_that_is_gone_is_an_error_wherever_it_is_named(citing):
    child = citing(LONG_AGO)

    (problem,) = problems_in(OPENING, child)

    assert (problem.code, problem.severity) == ("missing-reference", "error")
    assert (problem.block_id, problem.reference_id) == (child["id"], LONG_AGO)
    assert "was deleted" in problem.message


def test_a_deleted_source_is_reported_in_each_citing_block():
    words = f"<p>Pain stays {mark(LONG_AGO)} and stays {mark(LONG_AGO)}.</p>"

    one, two = problems_in(explanation(cited=(LONG_AGO,)), explanation("What helps", words))

    assert one.message.startswith(f"Explanation “How it works”: “[{LONG_AGO}]” cites")
    assert two.message.startswith("Explanation “What helps”: ")


def test_only_the_missing_source_of_a_citation_is_reported():
    here = complete()

    (problem,) = problems_in(explanation(text=f"Pain {mark(here, LONG_AGO)}"))

    assert problem.reference_id == LONG_AGO


def test_a_source_that_was_merged_into_another_is_not_gone():
    kept = complete()
    MergedReference.objects.create(old_id=LONG_AGO, reference=kept, old_key="gone-2001")

    assert not problems_in(explanation(cited=(LONG_AGO,)), faq((kept,)))


def test_a_retracted_source_is_an_error_in_each_citing_block():
    source = complete(state="retracted", state_note="Pain. 2008;9:90.")

    first, second = problems_in(explanation(cited=(source,)), faq((source, source)))

    assert {first.severity, second.severity} == {"error"}
    assert {first.code, second.code} == {"retracted"}
    assert "Wood 2006 was retracted" in first.message
    assert "Pain. 2008;9:90." in first.message


@pytest.mark.parametrize(
    ("state", "words"), [("concern", "expression of concern"), ("corrected", "was corrected")]
)
def test_a_source_that_is_doubted_or_corrected_is_a_warning(state: str, words: str):
    (problem,) = problems_in(explanation(cited=(complete(state=state),)))

    assert (problem.code, problem.severity) == ("retracted", "warning")
    assert words in problem.message


def test_an_incomplete_source_is_reported_once():
    source = reference(study_type="")
    child = explanation(cited=(source,))

    (problem,) = problems_in(OPENING, child, faq((source,)), references())

    assert (problem.code, problem.severity) == ("incomplete-reference", "warning")
    assert (problem.block_id, problem.reference_id) == (child["id"], source.pk)
    assert "Wood 2006 lacks: journal, volume or pages, study type." in problem.message


def test_a_duplicate_is_reported_where_the_second_is_cited():
    one = complete(title="A reconsideration of ketamine")
    two = complete(title="A Reconsideration of Ketamine.")
    child = faq((two, one, two))

    (problem,) = problems_in(explanation(cited=(one,)), child)

    assert (problem.code, problem.severity) == ("duplicate-reference", "warning")
    assert (problem.block_id, problem.reference_id) == (child["id"], two.pk)
    assert "same title, year and first author" in problem.message


def test_two_parts_of_a_series_are_two_works():
    one, two = complete(title="Pain, part I"), complete(title="Pain, part II")

    assert not problems_in(explanation(cited=(one, two)))


# -- Text ------------------------------------------------------------------------------------------


TYPED = "Pain can stay (5)."


@pytest.mark.parametrize(
    ("child", "field"),
    [
        (intro(f"<p>{TYPED}</p>"), ()),
        (explanation(text=TYPED), ("text",)),
        (explanation(heading=TYPED), ("heading",)),
        (block("explanation", {"heading": "", "text": "", "note_text": TYPED}), ("note_text",)),
        (callout(heading=TYPED), ("heading",)),
        (block("quote", {"text": TYPED, "attribution": "A"}), ("text",)),
        (evidence(heading=TYPED), ("heading",)),
        (block("evidence", {"introduction": f"<p>{TYPED}</p>"}), ("introduction",)),
        (block("table", {"table": None, "note": TYPED}), ("note",)),
        (
            block("table", {"table": {"caption": TYPED, "columns": [], "rows": []}}),
            ("table",),
        ),
        (block("figure", {"image": None, "caption": TYPED}), ("caption",)),
        (
            block("figure", {"image": {"image": None, "alt_text": TYPED, "decorative": False}}),
            ("image", "alt_text"),
        ),
        (references() | {"value": {"heading": TYPED}}, ("heading",)),
    ],
)
def test_a_citation_typed_by_hand_is_found_in_any_text(child, field):
    (problem,) = [p for p in problems_in(child) if p.code == ProblemCode.RAW_MARKER]

    assert problem.severity == "error"
    assert problem.path == (child["id"], *field)
    assert "“(5)” after “Pain can stay”" in problem.message


def test_a_citation_typed_in_the_item_of_a_list_leads_to_the_item():
    points = list_items({"text": "<p>One.</p>"}, {"text": f"<p>{TYPED}</p>"})
    child = block("key_points", {"heading": "Key points", "points": points})

    (problem,) = [p for p in problems_in(child) if p.code == ProblemCode.RAW_MARKER]

    assert problem.path == (child["id"], "points", points[1]["id"], "text")


def test_a_citation_typed_in_a_cell_of_a_table_is_found():
    grid = {
        "caption": "",
        "columns": [{"type": "prose", "heading": "When [7]"}, {"type": "text", "heading": "Who"}],
        "rows": [{"values": ["<p>At once<sup>2</sup></p>", "Some (3)"]}],
    }

    typed = [
        problem.what.partition("”")[0] for problem in problems_in(block("table", {"table": grid}))
    ]

    assert typed == ["“[7]", "“²", "“(3)"]


def test_the_words_of_a_citation_are_no_typed_citation():
    words = f"<p>Pain {mark(complete().pk).replace('[', '(').replace(']', ')')}.</p>"

    assert not problems_in(intro(words))


def test_a_long_line_is_quoted_from_its_end():
    (problem,) = problems_in(intro(f"<p>{'words and ' * 40}more pain (5).</p>"))

    assert "“(5)” after “…" in problem.message
    assert "words and more pain”" in problem.message
    assert len(problem.message) < 260


# -- Gaps and orphans ------------------------------------------------------------------------------


def test_a_citation_that_names_no_source_is_a_gap():
    (problem,) = problems_in(explanation(text=f"Pain {mark()} stays."))

    assert (problem.code, problem.severity, problem.reference_id) == ("gap", "warning", None)


@pytest.mark.parametrize(
    ("child", "words"),
    [
        (key_points("It helped a little."), "Point “It helped a little.” has no source"),
        (evidence(statement()), "Finding “It helps” has no source"),
    ],
)
def test_a_finding_and_a_key_point_need_a_source(child, words: str):
    (problem,) = problems_in(child)

    assert (problem.code, problem.severity) == ("gap", "warning")
    assert words in problem.message


def test_a_finding_with_an_empty_place_for_a_source_has_none():
    finding = statement() | {"sources": [block("item", None)]}

    assert codes(evidence(finding)) == ["gap"]


@pytest.mark.parametrize(
    "child",
    [
        block("key_points", {"heading": "Key points", "points": list_items({"text": ""})}),
        block(
            "evidence",
            {"heading": "Studies", "statements": list_items({"claim": "", "finding": ""})},
        ),
    ],
)
def test_a_place_for_a_claim_that_is_still_empty_is_no_gap(child):
    assert not problems_in(child)


def test_a_reference_list_without_citations_is_unused():
    last = references()

    (problem,) = problems_in(OPENING, last)

    assert (problem.code, problem.severity) == ("orphan-reference", "warning")
    assert problem.block_id == last["id"]


def test_a_list_of_references_waits_for_the_first_words():
    assert not problems_in(intro(""), references())


def test_a_list_of_further_reading_only_is_used():
    assert not problems_in(OPENING, references((complete(),)))


def test_further_reading_that_is_cited_is_unused():
    source = complete()
    last = references((source,))

    (problem,) = problems_in(explanation(cited=(source,)), last)

    assert (problem.code, problem.severity) == ("orphan-reference", "warning")
    assert (problem.block_id, problem.reference_id) == (last["id"], source.pk)


# -- As a whole ------------------------------------------------------------------------------------


def test_problems_are_in_the_order_of_the_article():
    retracted, incomplete = complete(state="retracted"), reference("Noppers I", title="Other")

    assert codes(
        intro("<p>Opens (1).</p>"),
        key_points(),
        explanation(text=f"{mark()} {TYPED}", cited=(LONG_AGO, incomplete)),
        evidence(statement(cited=(retracted,))),
        references((retracted,)),
    ) == [
        *("raw-marker", "gap"),
        *("raw-marker", "gap", "missing-reference", "incomplete-reference"),
        *("retracted", "retracted", "orphan-reference"),
    ]


def test_repeating_the_check_needs_no_query():
    here = (complete(), reference("Noppers I", title="Other"))
    full = full_body(image(), call_to_action(), (*here, LONG_AGO))
    page = ArticlePage.objects.get(pk=article(category(home_page()), body=full).pk)
    known = {source.pk: source for source in here}

    with CaptureQueriesContext(connection) as queries:
        first = find_problems(page, BodyReading(get_sections(page.body), known, {}))
        second = find_problems(page, BodyReading(get_sections(page.body), known, {}))

    assert first == second
    assert first
    assert len(queries) == 0


def test_checking_takes_one_query_or_two_with_unknown_sources():
    cited = tuple(complete(f"Author{n} A", title=f"Study {n}", year=1990 + n) for n in range(12))
    page = stored(explanation(cited=cited), figure(image()), faq(cited), references())

    with CaptureQueriesContext(connection) as known:
        assert not find_problems(page)
    with CaptureQueriesContext(connection) as unknown:
        page = stored(explanation(cited=(*cited, LONG_AGO)))
        assert find_problems(page)

    assert (len(known), len(unknown)) == (1, 2)


def test_a_source_is_diagnosed_once_however_often_it_is_cited(monkeypatch):
    diagnosed = []
    diagnose = Reference.diagnose

    def count(reference: Reference, source):
        diagnosed.append(reference.pk)
        return diagnose(reference, source)

    monkeypatch.setattr(Reference, "diagnose", count)
    one, other = complete("Wood PB"), complete("Noppers I", title="Another study")

    find_problems(stored(*(explanation(cited=(one, other, one)) for _block in range(3))))

    assert diagnosed == [one.pk, other.pk]


def test_checking_without_sources_takes_no_query():
    with CaptureQueriesContext(connection) as queries:
        find_problems(stored(OPENING, quote()))

    assert len(queries) == 0


@pytest.mark.parametrize("kind", sorted(BODY.child_blocks))
@pytest.mark.parametrize("junk", [None, {}, {"heading": None, "text": None, "statements": None}])
def test_a_half_empty_block_is_read(kind: str, junk):
    value = junk if kind not in ("intro", "call_to_action") else None

    assert isinstance(problems_in(OPENING, block(kind, value)), list)


def test_a_body_from_a_form_is_read_as_one_from_the_database():
    source = reference("Wood PB")
    page = stored(key_points(TYPED), explanation(cited=(source, LONG_AGO)), references())
    before = find_problems(page)

    for child in page.body:  # read as pages are, the stored values become objects
        assert child.value

    assert find_problems(page) == before


def test_a_text_of_nothing_but_typed_citations_fills_no_memory():
    found = problems_in(intro(f"<p>{'Pain (5) ' * 2_000}</p>"))

    assert len(found) == MAX_TYPED_CITATIONS


def test_hostile_text_is_quoted_as_it_is():
    (problem,) = problems_in(intro("<p>&lt;script&gt;alert()&lt;/script&gt; hurts (5).</p>"))

    assert "<script>alert()</script> hurts" in problem.message
