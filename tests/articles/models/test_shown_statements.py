"""Findings on other pages are those of their public articles, as they are now."""

import pytest

from articles.blocks.statement_choice import StatementChoice, parse_choice
from articles.models import ArticlePage
from articles.models.shown_statements import get_shown_statements
from tests.factories import (
    article,
    body,
    category,
    evidence,
    finding_of,
    home_page,
    reference,
    statement,
    update_page,
)
from tests.helpers import clear_all_caches

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def make_article(finding: str = "A little.", **fields):
    cited = reference("Noppers I", year=2011)
    text = body(evidence(statement(cited=(cited,), finding=finding)))
    return article(category(home_page()), "Knees", body=text, **fields)


def shown_words(choice) -> list[str]:
    found = get_shown_statements([choice])
    return [one.statement["finding"] for one in found.values()]


def test_a_finding_is_shown_with_its_article_and_sources():
    page = make_article()

    (shown,) = get_shown_statements([parse_choice(finding_of(page))]).values()

    assert shown.statement["finding"] == "A little."
    assert shown.statement.strength_label == "Limited evidence"
    assert shown.article == page
    assert [source.short_label for source in shown.sources] == ["Noppers 2011"]


def test_a_changed_finding_is_shown_changed():
    page = make_article()
    choice = parse_choice(finding_of(page))
    assert shown_words(choice) == ["A little."]

    update_page(page, body=_with_finding(page, "Nothing."))
    clear_all_caches()

    assert shown_words(choice) == ["Nothing."]


def _with_finding(page, words: str):
    stored = page.body.get_prep_value()
    stored[0]["value"]["statements"][0]["value"]["finding"] = words
    return page.body.stream_block.to_python(stored)


def test_a_finding_of_an_unpublished_article_is_not_shown():
    page = make_article(live=False)

    assert shown_words(parse_choice(finding_of(page))) == []


def test_a_finding_that_is_gone_is_not_shown():
    page = make_article()

    assert shown_words(StatementChoice(page.pk, "gone")) == []
    assert shown_words(StatementChoice(page.pk + 999, "gone")) == []


def test_many_findings_need_two_queries(django_assert_max_num_queries):
    home = category(home_page())
    cited = reference()
    text = body(evidence(*(statement(cited=(cited,), finding=f"{n}.") for n in range(3))))
    pages = [article(home, f"Article {n}", body=text) for n in range(4)]
    choices = [parse_choice(finding_of(page, n)) for page in pages for n in range(3)]
    clear_all_caches()
    assert ArticlePage.objects.visible().exists()  # reads what all lists share

    with django_assert_max_num_queries(3):  # and the content version
        assert len(get_shown_statements(choices)) == 12


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "12", "12#", "#abc", "x#abc", "-1#abc", "1.5#abc"),
        *("9" * 30 + "#a", "1#" + "a" * 200),
    ],
)
def test_garbage_is_no_choice(value):
    assert parse_choice(value) is None


def test_a_choice_survives_being_stored():
    choice = StatementChoice(12, "a#b")

    assert parse_choice(str(choice)) == choice
