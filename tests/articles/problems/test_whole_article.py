"""Problems of an article as a whole, told before it is published."""

import pytest

from articles.models import ArticlePage, EditorialSettings
from articles.problems.examination import Examination, examine
from articles.problems.problem import Problem, ProblemCode, Severity
from articles.publishing.gate import blocking_issues
from tests.factories import (
    article,
    body,
    category,
    explanation,
    home_page,
    intro,
    person,
    reference,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

LONG_WORDS = (
    "Multidisciplinary rehabilitation programmes incorporating physiotherapeutic interventions "
    "necessitate comprehensive coordination between institutional administrators, although "
    "longitudinal investigations characteristically underrepresent disadvantaged populations. "
)
PASTED = (
    "Ball T, Reed M. Walking and knees. Pain. 2019;12(3):44-9.",
    "Hale S. Sleep after surgery: a trial. Lancet. 2020;5:1-9. doi:10.1000/7",
    "Moore K, Lund P, et al. Cold and warmth. BMJ. 2021;373:n100.",
)


@pytest.fixture
def page() -> ArticlePage:
    home = home_page()
    return article(category(home), authors=(person(home),))


def examined(page: ArticlePage, *blocks) -> Examination:
    page.body = body(*(blocks or (intro(),)))
    return examine(page)


def find(found: Examination, code: ProblemCode) -> Problem | None:
    problems = [*found.problems, *found.notes]
    return next((problem for problem in problems if problem.code == code), None)


# -- People and standfirst -------------------------------------------------------------------------


def test_an_article_in_order_has_none(page: ArticlePage):
    assert examined(page) == Examination()


def test_an_article_without_an_author_has_a_note(page: ArticlePage):
    page.article_authors = []

    problem = find(examined(page), ProblemCode.NO_AUTHOR)

    assert (problem.severity, problem.path) == (Severity.NOTE, ("article_authors",))


@pytest.mark.parametrize("empty", ["", " "])
def test_an_article_without_a_standfirst_stops_once(page: ArticlePage, empty: str):
    page.summary = empty
    found = examined(page)

    assert find(found, ProblemCode.NO_STANDFIRST).severity == Severity.ERROR
    assert [issue.where for issue in blocking_issues(page)] == ["Standfirst"]


def test_an_article_that_is_not_begun_lacks_nothing(page: ArticlePage):
    page.summary, page.article_authors = "", []

    assert examined(page, intro("")) == Examination()


# -- Reading ---------------------------------------------------------------------------------------


def test_a_grade_above_the_one_aimed_at_is_a_note(page: ArticlePage):
    hard = explanation(text=LONG_WORDS * 6)

    problem = find(examined(page, intro(), hard), ProblemCode.READING_GRADE)
    assert problem.severity == Severity.NOTE
    assert "aims at 9 or below" in problem.what

    EditorialSettings.objects.update(max_grade=18)
    easy = explanation(text="We walk for an hour each day. Then we rest. " * 12)
    assert not find(examined(page, intro(), easy), ProblemCode.READING_GRADE)


def test_a_grade_is_only_for_english(page: ArticlePage, settings):
    settings.LANGUAGE_CODE = "de"
    hard = explanation(text=LONG_WORDS * 6)

    assert not find(examined(page, intro(), hard), ProblemCode.READING_GRADE)


# -- Sources ---------------------------------------------------------------------------------------


def test_sources_without_a_study_type_are_counted(page: ArticlePage):
    cited = tuple(reference(f"{name} A", study_type=kind) for name, kind in [("B", ""), ("C", "")])
    known = reference("Zed A", study_type="imaging")

    problem = find(examined(page, explanation(cited=(*cited, known))), ProblemCode.UNLABELLED)

    assert problem.severity == Severity.NOTE
    assert problem.what.startswith("2 of 3 cited sources have no study type.")
    assert not find(examined(page, explanation(cited=(known,))), ProblemCode.UNLABELLED)
    alone = find(examined(page, explanation(cited=cited)), ProblemCode.UNLABELLED)
    assert alone.what.startswith("No cited source has a study type")


@pytest.mark.parametrize(
    ("values", "is_found"),
    [
        ({}, True),
        ({"doi": "10.1000/9"}, False),
        ({"pmid": "123"}, False),
        ({"isbn": "9780000000002", "kind": "book"}, False),
        ({"url": "https://journal.example/9"}, False),
    ],
)
def test_a_source_without_an_identifier_is_a_note(page: ArticlePage, values, is_found: bool):
    source = reference(container="Pain", volume="7", **values)

    problem = find(examined(page, explanation(cited=(source,))), ProblemCode.NO_IDENTIFIER)

    assert bool(problem) is is_found
    assert not problem or (problem.severity, problem.reference_id) == (Severity.NOTE, source.pk)


def test_damage_that_the_import_finds_is_told_where_the_source_is_cited(page: ArticlePage):
    source = reference("Wood PBJTJoP", container="", doi="10.1000/9")

    problem = find(examined(page, explanation(cited=(source,))), ProblemCode.DAMAGED)

    assert (problem.severity, problem.reference_id) == (Severity.WARNING, source.pk)
    assert "probably the initial letters of the journal" in problem.what
    assert "Probably: “Wood PB”." in problem.what
    assert "journal is missing" not in problem.what  # another problem names missing fields


def test_a_list_of_authors_that_is_cut_short_is_a_note(page: ArticlePage):
    source = reference("Wood PB\net al")

    problem = find(examined(page, explanation(cited=(source,))), ProblemCode.DAMAGED)

    assert problem.severity == Severity.NOTE


def test_two_entries_of_one_work_are_told_apart(page: ArticlePage):
    one = reference("Wood PBJTJoP", title="On pain", container="")
    other = reference("Wood PB", title="On pain", container="J Pain")

    problem = find(examined(page, explanation(cited=(one, other))), ProblemCode.DUPLICATE)

    assert (problem.reference_id, problem.other_reference_id) == (other.pk, one.pk)
    assert f"Wood PBJTJoP 2006 (entry {one.pk}) and Wood 2006 (entry {other.pk})" in problem.what
    assert "authors (“Wood PBJTJoP”; “Wood PB”)" in problem.what
    assert "journal, book or site (none; “J Pain”)" in problem.what


# -- Lists of references typed as text -------------------------------------------------------------


def as_html(lines: tuple[str, ...], kind: str) -> str:
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
    return {
        "paragraphs": "".join(f"<p>{line}</p>" for line in lines),
        "numbered": "".join(f"<p>{line}</p>" for line in numbered),
        "list": f"<ol>{''.join(f'<li>{line}</li>' for line in lines)}</ol>",
        "line breaks": f"<p>{'<br/>'.join(numbered)}</p>",
        "one paragraph": f"<p>{' '.join(numbered)}</p>",
        "wrapped": "".join(f"<p>{line[:30]}</p><p>{line[30:]}</p>" for line in numbered),
    }[kind]


@pytest.mark.parametrize(
    "kind", ["paragraphs", "numbered", "list", "line breaks", "one paragraph", "wrapped"]
)
def test_a_list_of_references_in_a_text_is_found(page: ArticlePage, kind: str):
    text = f"<p>Knees are joints.</p><h3>References</h3>{as_html(PASTED, kind)}"
    found = examined(page, intro(f"{text}<p>We hope this helps a little.</p>"))

    problem = find(found, ProblemCode.PASTED_LIST)

    assert problem.severity == Severity.WARNING
    assert problem.what.startswith("3 references are typed here as text.")
    assert "Knees are joints" not in problem.pasted_list
    assert "hope this helps" not in problem.pasted_list
    assert "Moore K" in problem.pasted_list


@pytest.mark.parametrize(
    "text",
    [
        "<p>Ball T, Reed M. Walking and knees. Pain. 2019;12(3):44-9.</p>",  # one only
        "<p>Dr Ball joined us in 2019.</p><p>Dr Reed came in May, 2020.</p><p>Both stayed.</p>",
        "<ol><li>Call us on 020 7946 0000.</li><li>Ask for Dr Hale.</li><li>Come by 9.</li></ol>",
        "<p>In 2019, 44 people walked. In 2020, 31 did.</p><p>The trial ended in May 2021.</p>",
    ],
)
def test_other_texts_are_no_list_of_references(page: ArticlePage, text: str):
    assert not find(examined(page, intro(text)), ProblemCode.PASTED_LIST)
