"""A category lists articles below it and those cross-listed to it, each once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import ArticlePage, Condition, TaggedCondition
from articles.public.filters import FilterCounts
from articles.public.listing import PAGE_SIZE
from tests.factories import (
    article,
    body,
    bulk_copy_article,
    category,
    evidence,
    home_page,
    person,
    reference,
    statement,
    update_page,
)
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog():
    return category(home_page(), "Blog", slug="blog")


def context(client, page, query: str = ""):
    response = client.get(page.url + query)
    assert response.status_code == 200
    return response.context_data


def titles(client, page, query: str = "") -> list[str]:
    """Return the shown titles in order, the featured article first."""
    data = context(client, page, query)
    shown = [data["featured"]] if data["featured"] else []
    return [found.title for found in [*shown, *data["page_obj"]]]


def article_citing(parent, title: str, study_type: str, **fields):
    source = reference(title, study_type=study_type)
    return article(parent, title, body=body(evidence(statement(cited=(source,)))), **fields)


def test_a_category_lists_articles_of_categories_below_it(client, blog):
    pain = category(blog, "Pain")
    deep = category(pain, "Deep")
    article(blog, "Own"), article(pain, "Below"), article(deep, "Two below")

    assert sorted(titles(client, blog)) == ["Below", "Own", "Two below"]
    assert titles(client, deep) == ["Two below"]


def test_an_article_listed_by_several_routes_appears_once(client, blog):
    pain = category(blog, "Pain")
    mood = category(blog, "Mood")
    article(pain, "Everywhere", also_in=(blog, mood, pain))

    for page in (blog, pain, mood):
        assert titles(client, page) == ["Everywhere"]
        assert context(client, page)["total"] == 1


def test_a_parent_category_lists_cross_listings_of_its_topics(client, blog):
    pain = category(blog, "Pain")
    other = category(blog.get_parent(), "Other")
    article(other, "Guest", also_in=(pain,))

    assert titles(client, blog) == ["Guest"]


def test_categories_with_similar_urls_are_not_mixed_up(client, blog):
    category(blog.get_parent(), "Blog two", slug="blog-2")
    neighbour = category(blog.get_parent(), "Blogs", slug="blogs")
    article(neighbour, "Neighbour")

    assert titles(client, blog) == []


def test_newest_reviews_come_first_and_unreviewed_last(client, blog):
    article(blog, "Unreviewed")
    article(blog, "Old", reviewed_on=date(2020, 1, 1))
    article(blog, "New", reviewed_on=date(2026, 1, 1))

    assert titles(client, blog) == ["New", "Old", "Unreviewed"]


def test_titles_are_sorted_as_a_reader_expects(client, blog):
    for title in ("cherry", "Banana", "apple"):
        article(blog, title)
    update_page(blog, featured_article=article(blog, "Featured"))

    shown = titles(client, blog, "?sort=title")

    assert shown == ["Featured", "apple", "Banana", "cherry"]


def test_the_list_can_be_sorted_by_strongest_source(client, blog):
    article_citing(blog, "Opinion", "expert_opinion", reviewed_on=date(2026, 1, 1))
    article_citing(blog, "Review", "systematic_review", reviewed_on=date(2020, 1, 1))
    article_citing(blog, "Unreviewed opinion", "expert_opinion")
    article(blog, "None", reviewed_on=date(2026, 9, 1))
    update_page(blog, featured_article=article(blog, "Featured"))

    shown = titles(client, blog, "?sort=strongest")

    assert shown == ["Featured", "Review", "Opinion", "Unreviewed opinion", "None"]


def test_the_source_filter_uses_the_strongest_source(client, blog):
    article_citing(blog, "Trial", "randomised_trial")
    article_citing(blog, "Review", "systematic_review")
    article_citing(blog, "Opinion", "expert_opinion")

    assert titles(client, blog, "?source=4") == ["Trial"]
    assert sorted(titles(client, blog, "?source=4&source=5")) == ["Review", "Trial"]


def test_an_article_on_guidelines_alone_precedes_those_without_evidence(client, blog):
    update_page(blog, featured_article=article(blog, "Featured"))
    article(blog, "None", reviewed_on=date(2026, 9, 1))
    article_citing(blog, "Guideline", "guideline", reviewed_on=date(2020, 1, 1))

    assert titles(client, blog, "?sort=strongest") == ["Featured", "Guideline", "None"]


def test_guidelines_are_a_choice_apart_from_opinions(client, blog):
    article_citing(blog, "Opinion", "expert_opinion")
    article_citing(blog, "Guideline", "guideline")
    trial, licence = (
        reference("T", study_type="randomised_trial"),
        reference(study_type="guideline"),
    )
    article(blog, "Both", body=body(evidence(statement(cited=(trial, licence)))))

    assert titles(client, blog, "?source=1") == ["Opinion"]
    assert sorted(titles(client, blog, "?source=guideline")) == ["Both", "Guideline"]
    assert sorted(titles(client, blog, "?source=4&source=1")) == ["Both", "Opinion"]


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("year", ["This year"]),
        ("two-years", ["This year", "Last year"]),
        ("three-years", ["This year", "Last year", "The year before"]),
    ],
)
def test_the_review_filter_uses_reviewer_and_date(client, blog, period: str, shown: list[str]):
    doctor, today = person(blog.get_parent()), timezone.localdate()
    for title, days in (("This year", 364), ("Last year", 366), ("The year before", 732)):
        article(blog, title, reviewer=doctor, reviewed_on=today - timedelta(days=days))
    article(blog, "Nobody's name", reviewed_on=today)
    article(blog, "Never")

    assert titles(client, blog, f"?reviewed={period}") == shown


def test_the_topic_filter_includes_cross_listings(client, blog):
    pain, mood = category(blog, "Pain", slug="pain"), category(blog, "Mood", slug="mood")
    article(pain, "In pain"), article(mood, "In mood"), article(blog, "In neither")
    article(mood, "In both", also_in=(pain,))

    assert sorted(titles(client, blog, "?topic=pain")) == ["In both", "In pain"]
    assert sorted(titles(client, blog, "?topic=pain&topic=mood")) == [
        "In both",
        "In mood",
        "In pain",
    ]


def test_a_filtered_list_shows_its_count(client, blog):
    for number in range(2):
        article_citing(blog, f"Review {number}", "systematic_review")

    heading = parse_response(client.get(f"{blog.url}?source=5")).select_one(".results-head h2")

    assert heading.get_text(" ", strip=True) == "2 articles"


@pytest.mark.parametrize(
    ("number", "query", "heading"),
    [
        (1, "", "1 article"),
        (3, "", "3 articles"),
        (PAGE_SIZE + 1, "", f"{PAGE_SIZE + 1} articles"),
        (PAGE_SIZE + 2, "", f"Articles 1 to {PAGE_SIZE + 1} of {PAGE_SIZE + 2}"),
        (PAGE_SIZE + 2, "?page=2", f"Article {PAGE_SIZE + 2} of {PAGE_SIZE + 2}"),
        (
            PAGE_SIZE + 3,
            "?page=2",
            f"Articles {PAGE_SIZE + 2} to {PAGE_SIZE + 3} of {PAGE_SIZE + 3}",
        ),
        (PAGE_SIZE + 1, "?source=3&page=2", f"Article {PAGE_SIZE + 1} of {PAGE_SIZE + 1}"),
    ],
)
def test_a_list_says_which_articles_of_how_many_it_shows(client, blog, number, query, heading):
    """The featured article is the first one; a filtered list has none."""
    bulk_copy_article(article_citing(blog, "A study", "observational"), number - 1)

    soup = parse_response(client.get(f"{blog.url}{query}"))

    assert soup.select_one(".results-head h2").get_text(" ", strip=True) == heading


def test_filters_of_different_kinds_all_hold(client, blog):
    pain = category(blog, "Pain", slug="pain")
    article_citing(pain, "Both", "randomised_trial")
    article_citing(pain, "Wrong source", "imaging")
    article_citing(blog, "Wrong topic", "randomised_trial")

    assert titles(client, blog, "?topic=pain&source=4") == ["Both"]


def test_filter_choices_have_counts_and_none_is_empty(client, blog):
    pain = category(blog, "Pain", slug="pain")
    category(blog, "Empty", slug="empty")
    article_citing(pain, "Trial", "randomised_trial")
    article_citing(blog, "Another trial", "randomised_trial")

    form = context(client, blog)["form"]

    assert form.fields["topic"].choices == [("pain", "Pain (1)")]
    assert form.fields["source"].choices == [("4", "Randomised trial (2)")]


def choice_labels(client, page, query: str, name: str) -> list[str]:
    return [label for _value, label in context(client, page, query)["form"].fields[name].choices]


def test_the_number_at_a_choice_follows_the_other_filters(client, blog):
    reviewer = person(blog.get_parent())
    recent = {"reviewer": reviewer, "reviewed_on": timezone.localdate()}
    pain, mood = category(blog, "Pain", slug="pain"), category(blog, "Mood", slug="mood--low")
    for parent, study_type, fields in [
        (pain, "randomised_trial", recent),
        (pain, "systematic_review", {}),
        (mood, "randomised_trial", {}),
        (mood, "randomised_trial", recent),
    ]:
        page = article_citing(parent, "Article", study_type, **fields)
        page.tagged_conditions = [
            TaggedCondition(tag=Condition.objects.get_or_create(name=parent.title)[0])
        ]
        page.save()

    shown = "?source=4&topic=pain"
    assert choice_labels(client, blog, shown, "topic") == ["Pain (1)", "Mood (2)"]
    assert choice_labels(client, blog, shown, "source") == [
        "Systematic review (1)",
        "Randomised trial (1)",
    ]
    assert choice_labels(client, blog, shown, "condition") == ["Mood (0)", "Pain (1)"]
    assert choice_labels(client, blog, shown, "reviewed")[:2] == [
        "Any time (1)",
        "In the last 12 months (1)",
    ]
    shown = "?reviewed=year"
    assert choice_labels(client, blog, shown, "topic") == ["Pain (1)", "Mood (1)"]
    assert choice_labels(client, blog, shown, "reviewed")[:2] == [
        "Any time (4)",
        "In the last 12 months (2)",
    ]


def test_each_number_is_that_of_the_list_it_leads_to(client, blog):
    pain, mood = category(blog, "Pain", slug="pain"), category(blog, "Mood", slug="mood")
    for parent, study_type in [(pain, "imaging"), (mood, "imaging"), (pain, "observational")]:
        article_citing(parent, "Article", study_type)

    for chosen in ("source=2", "topic=pain", "topic=pain&source=2"):
        form = context(client, blog, f"?{chosen}")["form"]
        for name in ("topic", "source"):
            others = [part for part in chosen.split("&") if not part.startswith(name)]
            for value, label in form.fields[name].choices:
                query = "&".join([*others, f"{name}={value}"])
                found = context(client, blog, f"?{query}")["result_count"]
                assert label.endswith(f"({found})"), (chosen, label, found)


def test_counting_for_a_selection_takes_two_queries(client, blog, django_assert_num_queries):
    pain = category(blog, "Pain", slug="pain")
    articles = ArticlePage.objects.in_category(blog)
    for topics in ([pain], [pain, *(category(blog) for _number in range(5))]):
        for topic in topics:
            article_citing(topic, "Article", "imaging")

        with django_assert_num_queries(2):
            FilterCounts(articles, topics, {"source": ["2"], "topic": ["pain"]})


def test_filters_without_choices_are_not_offered(client, blog):
    article(blog)

    assert set(context(client, blog)["form"].fields) == {"reviewed", "sort"}


def test_each_chip_removes_only_its_own_filter(client, blog):
    doctor = person(blog.get_parent())
    signed = {"reviewer": doctor, "reviewed_on": timezone.localdate()}
    article_citing(blog, "Trial", "randomised_trial", **signed)
    article_citing(blog, "Review", "systematic_review", **signed)

    soup = parse_response(client.get(blog.url + "?sort=title&source=4&reviewed=year&source=5"))

    assert {link.text.strip(): link["href"] for link in soup.select("a.chip")} == {
        "Remove filter: Strongest source: Systematic review": (
            "/blog/?source=4&reviewed=year&sort=title"
        ),
        "Remove filter: Strongest source: Randomised trial": (
            "/blog/?source=5&reviewed=year&sort=title"
        ),
        "Remove filter: Reviewed: In the last 12 months": "/blog/?source=5&source=4&sort=title",
    }
    clear = soup.find("a", string="Clear all")
    assert clear is not None
    assert clear["href"] == "/blog/"


def test_unknown_filters_have_no_chip_and_no_effect(client, blog):
    article(blog, "Only")

    data = context(client, blog, "?source=9&topic=nowhere&reviewed=never&sort=worst&x=1")

    assert data["chips"] == []
    assert data["active_filter_count"] == 0
    assert [found.title for found in data["page_obj"]] == ["Only"]


def test_pagination_neither_drops_nor_repeats_articles(client, blog):
    bulk_copy_article(article(blog, reviewed_on=date(2026, 1, 1)), 2 * PAGE_SIZE + 1)

    pages = [titles(client, blog, f"?page={number}") for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [1 + PAGE_SIZE, PAGE_SIZE, 1]
    assert len({title for page in pages for title in page}) == 2 * PAGE_SIZE + 2


def test_page_links_retain_filters_and_drop_unknown_parameters(client, blog):
    today = timezone.localdate()
    doctor = person(blog.get_parent())
    bulk_copy_article(article(blog, reviewer=doctor, reviewed_on=today), 2 * PAGE_SIZE)

    data = context(client, blog, "?page=2&reviewed=year&evil=1&source=9")

    assert data["next_url"] == "/blog/?reviewed=year&page=3"
    assert data["previous_url"] == "/blog/?reviewed=year"
    assert [(link["number"], link["is_current"]) for link in data["page_links"]] == [
        (1, False),
        (2, True),
        (3, False),
    ]


@pytest.mark.parametrize("number", ["0", "-1", "3", "abc", "1.5", "", "9" * 5000])
def test_a_page_that_does_not_exist_is_not_found(client, blog, number: str):
    bulk_copy_article(article(blog), PAGE_SIZE)

    assert client.get(blog.url, {"page": number}).status_code == 404


def test_an_empty_category_shows_a_message(client, blog):
    soup = parse_response(client.get(blog.url))

    assert "no articles here yet" in soup.select_one("main").text


def test_filters_without_matches_can_be_cleared(client, blog):
    article_citing(blog, "Trial", "randomised_trial", reviewed_on=date(2001, 1, 1))

    soup = parse_response(client.get(blog.url + "?source=4&reviewed=year"))

    empty = soup.select_one("main .empty-result")
    assert "No article here matches every filter you chose" in empty.text
    assert [line.text for line in empty.select("li")] == [
        "Strongest source: Randomised trial",
        "Reviewed: In the last 12 months",
    ]
    assert [link["href"] for link in empty.select("a")] == ["/blog/"]


def test_the_newest_review_leads_the_unfiltered_first_page_only(client, blog):
    newest = article_citing(blog, "Newest", "imaging", reviewed_on=date(2026, 1, 1))
    bulk_copy_article(article(blog, reviewed_on=date(2020, 1, 1)), PAGE_SIZE)

    assert context(client, blog)["featured"] == newest
    assert context(client, blog, "?page=2")["featured"] is None
    assert context(client, blog, "?source=2")["featured"] is None


def test_the_editors_choice_is_featured_while_it_may_be_seen(client, blog):
    article(blog, "Newest", reviewed_on=date(2026, 1, 1))
    chosen = article(blog, "Chosen")
    update_page(blog, featured_article=chosen)

    assert context(client, blog)["featured"] == chosen
    chosen.unpublish()
    assert context(client, blog)["featured"] != chosen
