"""Conditions: the list from A to Z, their articles, and ways to treat them."""

from datetime import date

import pytest

from articles.models import Condition, TaggedCondition
from home.care.alphabet import first_letter, list_by_letter
from home.care.condition import ConditionPage
from tests.factories import (
    article,
    block,
    body,
    category,
    condition,
    conditions,
    evidence,
    finding_of,
    home_page,
    list_items,
    person,
    prose,
    reference,
    service,
    services,
    statement,
    stream,
    update_page,
)
from tests.helpers import clear_all_caches, parse_response
from tests.home.rendered_page import visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def letters_of(*pages: ConditionPage) -> dict[str, list[str]]:
    return {one.letter: [name.text for name in one.names] for one in list_by_letter(pages)}


def test_a_condition_is_listed_under_each_of_its_names():
    fibro = ConditionPage(title="Fibromyalgia", also_called="Fibro\n  Muscle   pain \n\nFibro")
    crps = ConditionPage(title="CRPS", also_called="")

    assert letters_of(fibro, crps) == {
        "C": ["CRPS"],
        "F": ["Fibro", "Fibromyalgia"],
        "M": ["Muscle pain"],
    }


@pytest.mark.parametrize(
    ("name", "letter"), [("élan", "E"), ("Ångst", "A"), ("5-HT", "#"), ("(x)", "#"), ("", "#")]
)
def test_names_are_filed_without_accents(name, letter):
    assert first_letter(name) == letter


def test_names_without_a_letter_come_last():
    pages = (ConditionPage(title="5-HT"), ConditionPage(title="Zoster"))

    assert list(letters_of(*pages)) == ["Z", "#"]


def test_the_list_links_its_letters(client):
    index = conditions(home_page())
    condition(index, also_called="FMS")
    condition(index, "Hidden", live=False)

    page = parse_response(client.get(index.url))

    assert [link["href"] for link in page.select(".letter-links a")] == ["#letter-f"]
    assert page.select_one("#letter-f")
    assert visible_text(page.select_one(".letter-section")) == "F Fibromyalgia FMS see Fibromyalgia"


def test_an_empty_list_says_so(client):
    assert b"There are no conditions here yet" in client.get(conditions(home_page()).url).content


def make_article(parent, title: str, finding: str = "A little.", **fields):
    text = body(evidence(statement(cited=(reference(),), finding=finding)))
    return article(parent, title, body=text, **fields)


def ways(*rows) -> str:
    items = list_items(*({"where": "", "services": []} | row for row in rows))
    return stream(block("ways", {"heading": "Ways", "ways": items}))


def test_a_way_shows_the_finding_of_its_article(client):
    home = home_page()
    page = make_article(category(home), "Walking", reviewed_on=date(2026, 5, 4))
    update_page(page, reviewer=person(home, honorific="Dr"))
    rows = (
        {"way": "Walking", "statement": finding_of(page), "where": "NHS"},
        {"way": "Resting", "known": prose("Not tested.")},
    )
    fibro = condition(conditions(home), body=ways(*rows))

    lines = parse_response(client.get(fibro.url)).select(".ways tbody tr")

    first, second = map(visible_text, lines)
    for words in ("Walking", "A little.", "Limited evidence", "NHS", "reviewed May 2026 by Dr Ada"):
        assert words in first
    assert lines[0].select_one('a[href$="#ref-wood-2006"]')
    assert "Not tested." in second
    assert "We have not written about the evidence yet. Ask us." in second


def test_a_way_without_its_finding_shows_the_words(client):
    home = home_page()
    page = make_article(category(home), "Walking", live=False)
    row = {"way": "Walking", "statement": finding_of(page), "known": prose("Under study.")}
    fibro = condition(conditions(home), body=ways(row))

    text = visible_text(parse_response(client.get(fibro.url)).select_one(".ways"))

    assert "A little." not in text
    assert "Under study." in text


def test_articles_about_the_condition_are_listed(client):
    home = home_page()
    blog = category(home)
    tag = Condition.objects.create(name="Fibro", slug="fibro")
    chosen, tagged, other = (article(blog, title) for title in ("Chosen", "Tagged", "Other"))
    for page in (chosen, tagged):
        TaggedCondition.objects.create(tag=tag, content_object=page)
    fibro = condition(conditions(home), library_condition=tag, picks=(other,))

    shown = parse_response(client.get(fibro.url))

    titles = [visible_text(title) for title in shown.select(".read-on h3")]
    assert titles[0] == "Other"
    assert sorted(titles[1:]) == ["Chosen", "Tagged"]


def test_the_review_is_the_oldest_of_the_articles_it_draws_on(client):
    home = home_page()
    blog, doctor = category(home), person(home)
    old, new = (
        make_article(blog, title, reviewer=doctor, reviewed_on=day)
        for title, day in (("Old", date(2026, 2, 3)), ("New", date(2026, 8, 9)))
    )
    rows = ({"way": one.title, "statement": finding_of(one)} for one in (new, old))
    fibro = condition(conditions(home), body=ways(*rows))

    facts = visible_text(parse_response(client.get(fibro.url)).select_one(".facts-panel"))

    assert "reviewed on 3 Feb 2026 or later" in facts


def test_services_that_name_the_condition_are_listed(client):
    home = home_page()
    fibro = condition(conditions(home))
    index = services(home)
    service(index, treats=(fibro,))
    service(index, "Mood clinic")

    facts = visible_text(parse_response(client.get(fibro.url)).select_one(".facts-panel"))

    assert "Pain clinic" in facts
    assert "Mood clinic" not in facts


def test_other_conditions_are_linked_by_letter(client):
    index = conditions(home_page())
    fibro = condition(index)
    condition(index, "Shingles")

    links = parse_response(client.get(fibro.url)).select("#other-conditions a")

    assert [link["href"] for link in links] == [f"{index.url}#letter-s"]


def test_queries_do_not_grow_with_conditions_and_findings(client, django_assert_max_num_queries):
    home = home_page()
    blog, index = category(home), conditions(home)
    pages = [make_article(blog, f"Article {n}") for n in range(6)]
    rows = ({"way": one.title, "statement": finding_of(one)} for one in pages)
    fibro = condition(index, body=ways(*rows))
    offers = services(home)
    for number in range(8):
        other = condition(index, f"Condition {number}")
        service(offers, f"Service {number}", treats=(fibro, other), prices=({"amount": "1"},))
    clear_all_caches()
    client.get(home.url)

    with django_assert_max_num_queries(22):
        client.get(fibro.url)
