"""Official sources: readers can look them up, and editors check old ones again."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import ArticlePage, EditorialSettings, Reference
from articles.problems.problem import Problem
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.gate import check_publishable
from tests.articles.problems.citing import find_problems
from tests.factories import article, body, category, explanation, faq, home_page, intro, reference

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

THIS_YEAR = timezone.localdate().year
LINK = {"url": "https://guidance.example/ng193"}
KINDS: dict[str, dict[str, Any]] = {
    "report": {"kind": "report", "publisher": "NICE"},
    "web_page": {"kind": "web_page", "container": "NICE", "accessed": date(THIS_YEAR, 1, 1)},
    "guideline": {"study_type": "guideline", "container": "Pain", "volume": "7"},
}


def official(kind: str = "report", **fields) -> Reference:
    return reference("NICE", **{"year": THIS_YEAR} | KINDS[kind] | fields)


def problems_with(source: Reference, page: ArticlePage | None = None) -> list[Problem]:
    page = page or ArticlePage(title="Pain")
    page.body = body(intro("<p>What this is about.</p>"), explanation(cited=(source,)))
    return find_problems(page)


@pytest.mark.parametrize("kind", KINDS)
def test_an_official_source_without_a_link_is_an_error(kind: str):
    (problem,) = problems_with(official(kind))

    assert (problem.code, problem.severity) == ("unreachable-reference", "error")
    assert "without an address or identifier" in problem.message


@pytest.mark.parametrize("kind", ["report", "guideline"])
@pytest.mark.parametrize(
    "link",
    [LINK, {"doi": "10.1000/a"}, {"pmid": "1"}, {"pmcid": "PMC1"}, {"isbn": "978-0-00-000000-2"}],
    ids=lambda link: next(iter(link)),
)
def test_an_address_or_identifier_makes_it_reachable(kind: str, link: dict):
    assert not problems_with(official(kind, **link))


def test_a_link_that_browsers_cannot_follow_is_none():
    (problem,) = problems_with(official(url="ftp://guidance.example/ng193"))

    assert problem.code == "unreachable-reference"


def test_a_paper_without_identifiers_is_no_problem():
    assert not problems_with(reference("Wood PB", container="Pain", volume="7"))


def test_what_else_an_unreachable_source_lacks_is_a_warning():
    problems = problems_with(official(study_type=""))

    assert [problem.severity for problem in problems] == ["error", "warning"]
    assert f"NICE {THIS_YEAR} lacks: study type." in problems[1].message


def test_an_unreachable_source_is_reported_once():
    source = official()
    page = ArticlePage(title="Pain", body=body(explanation(cited=(source,)), faq((source,))))

    assert len(find_problems(page)) == 1


def test_an_article_with_an_unreachable_source_is_not_published():
    source = official()
    page = article(category(home_page()), body=body(intro(), explanation(cited=(source,))))

    with pytest.raises(PublishingRefusedError, match="without an address or identifier"):
        check_publishable(page)
    Reference.objects.filter(pk=source.pk).update(**LINK)
    check_publishable(page)


@pytest.mark.parametrize(
    ("years", "accessed", "warned"),
    [
        (5, None, False),
        (6, None, True),
        (6, date(THIS_YEAR, 1, 1), False),
        (9, date(THIS_YEAR - 6, 12, 31), True),
    ],
)
def test_an_old_official_source_is_a_warning_until_it_is_visited(years, accessed, warned):
    problems = problems_with(official(year=THIS_YEAR - years, accessed=accessed, **LINK))

    assert [problem.code for problem in problems] == ["outdated-reference"] * warned
    for problem in problems:
        assert problem.severity == "warning"
        assert f"has not been checked since {THIS_YEAR - 6}" in problem.message


def test_an_old_paper_is_no_problem():
    assert not problems_with(reference("Wood PB", year=1950, container="Pain", volume="7"))


def test_each_site_sets_when_official_sources_are_old():
    page = article(category(home_page()))
    source = official(year=THIS_YEAR - 4, **LINK)

    assert not problems_with(source, page)
    EditorialSettings.objects.update(official_source_years=3)
    (problem,) = problems_with(source, page)

    assert problem.code == "outdated-reference"


@pytest.mark.parametrize("years", [0, 51])
def test_the_years_of_official_sources_are_between_1_and_50(years: int):
    with pytest.raises(ValidationError, match="official_source_years"):
        EditorialSettings(official_source_years=years).clean_fields(exclude=["site"])


def test_the_setting_takes_two_queries_however_many_sources(django_assert_max_num_queries):
    page = article(category(home_page()))
    cited = [
        official(title=f"Guideline {n}", **LINK | {"url": f"https://a.example/{n}"})
        for n in range(5)
    ]
    page.body = body(explanation(cited=tuple(cited)))

    with django_assert_max_num_queries(3):
        find_problems(page)
