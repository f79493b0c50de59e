"""Problems say which words they are about, so that the form can show them."""

import pytest
from django.utils.timezone import localdate

from articles.models import ArticlePage
from articles.problems.examination import find_problems
from articles.problems.problem import Problem, ProblemCode, Spot, get_spot
from articles.references.study_types import StudyType
from tests.factories import article, body, category, home_page, intro, prose, reference

PROMISE = "Acupuncture prevents colds."


def problems_of(text: str, code: ProblemCode) -> list[Problem]:
    page: ArticlePage = article(category(home_page()), body=body(intro(text)))
    return [problem for problem in find_problems(page) if problem.code == code]


def test_a_spot_has_the_words_of_its_line_and_counts_equal_lines_before() -> None:
    text = "It hurts (5).\nIt stays.\nIt hurts (5)."
    start = text.rindex("(5)")

    assert get_spot(text, start, start + 3) == Spot("It hurts ", "(5)", ".", earlier=1)


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_a_typed_citation_is_its_spot() -> None:
    (typed,) = problems_of("<p>Pain can stay.</p><p>It eases (5).</p>", ProblemCode.RAW_MARKER)

    assert typed.spot == Spot("It eases ", "(5)", ".")


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_the_spot_of_a_claim_counts_equal_sentences_before_it() -> None:
    trial = reference(study_type=StudyType.RANDOMISED_TRIAL, year=localdate().year)
    cited = prose(PROMISE, (trial,))

    (claim,) = problems_of(f"{cited}<p>So they say. {PROMISE}</p>", ProblemCode.CLAIM)

    assert claim.spot == Spot("", "Acupuncture prevents colds", ".", earlier=1)


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_the_words_of_a_claim_are_apart_from_their_sentence() -> None:
    (claim,) = problems_of("<p>Pain stays. Our course cures eczema.</p>", ProblemCode.CLAIM)

    assert claim.spot == Spot("Our course ", "cures eczema", ".")
