"""Lists can be filtered by condition; conditions are managed in the library."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.models import ArticlePage, Condition, TaggedCondition
from tests.factories import article, category, editor, home_page
from tests.helpers import assert_content_version_bumped, count_queries, parse_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog():
    return category(home_page(), "Blog", slug="blog")


def set_conditions(page: ArticlePage, *names: str) -> ArticlePage:
    for name in names:
        condition, _made = Condition.objects.get_or_create(name=name)
        TaggedCondition.objects.create(tag=condition, content_object=page)
    return page


def listed_titles(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return sorted(found.title for found in response.context_data["page_obj"])


def test_an_article_about_several_chosen_conditions_is_listed_once(client, blog):
    pain = category(blog, "Pain")
    set_conditions(article(pain, "Both", also_in=(blog, pain)), "Migraine", "Nerve pain")
    set_conditions(article(blog, "One"), "Migraine")
    set_conditions(article(blog, "Other"), "Insomnia")

    assert listed_titles(client, "/blog/?condition=migraine") == ["Both", "One"]
    assert listed_titles(client, "/blog/?condition=migraine&condition=nerve-pain") == [
        "Both",
        "One",
    ]
    assert listed_titles(client, "/blog/?condition=nerve-pain&topic=pain") == ["Both"]
    assert listed_titles(client, "/blog/?condition=insomnia&topic=pain") == []


def test_condition_choices_count_visible_articles(client, blog):
    set_conditions(article(blog), "migraine", "Nerve pain")
    set_conditions(article(blog), "Nerve pain", "Acne")
    set_conditions(article(blog, live=False), "Nerve pain", "Gout")
    set_conditions(article(category(blog.get_parent(), "Other")), "Nerve pain", "Asthma")

    form = client.get(blog.url).context_data["form"]

    assert form.fields["condition"].choices == [
        ("acne", "Acne (1)"),
        ("migraine", "migraine (1)"),
        ("nerve-pain", "Nerve pain (2)"),
    ]


def test_a_chosen_condition_is_ticked_and_has_a_chip(client, blog):
    set_conditions(article(blog), "Migraine"), set_conditions(article(blog), "Nerve pain")

    soup = parse_response(client.get("/blog/?condition=nerve-pain"))

    assert [box["value"] for box in soup.select("input[name=condition][checked]")] == ["nerve-pain"]
    assert [chip.text.strip() for chip in soup.select("a.chip")] == [
        "Remove filter: Condition: Nerve pain"
    ]


def test_counting_conditions_takes_a_constant_number_of_queries(client, blog):
    page = set_conditions(article(blog), "Condition 0")
    article(blog)
    one = count_queries(client, "/blog/?condition=condition-0")

    set_conditions(page, *(f"Condition {n}" for n in range(1, 40)))

    assert count_queries(client, "/blog/?condition=condition-0") == one <= 12


def test_the_library_lists_and_finds_conditions(admin_client, blog):
    set_conditions(article(blog), "Migraine"), set_conditions(article(blog), "Migraine", "Gout")
    address = reverse("wagtailsnippets_articles_condition:list")

    found = {
        row.select("td")[1].a.text.strip(): row.select("td")[2].text.strip()
        for row in parse_response(admin_client.get(address)).select("tbody tr")
    }

    assert found == {"Gout": "1", "Migraine": "2"}
    rows = parse_response(admin_client.get(address, {"q": "migr"})).select("tbody tr")
    assert len(rows) == 1


def test_deleting_a_condition_names_its_articles(admin_client, blog):
    (
        set_conditions(article(blog, "First"), "Migraine"),
        set_conditions(article(blog, "Second"), "Migraine"),
    )
    condition = Condition.objects.get()
    address = reverse("wagtailsnippets_articles_condition:delete", args=[condition.pk])

    text = parse_response(admin_client.get(address)).text
    admin_client.post(address)

    assert "2 articles are about this condition, including: First; Second." in text
    assert visible_titles(admin_client, blog) == {"First", "Second"}
    assert "condition" not in admin_client.get(blog.url).context_data["form"].fields


def visible_titles(client, page) -> set[str]:
    data = client.get(page.url).context_data
    return {found.title for found in [data["featured"], *data["page_obj"]]}


@pytest.mark.parametrize("way", ["save", "delete"])
def test_changing_a_condition_changes_public_pages(way: str):
    condition = Condition.objects.create(name="Migraine")
    with assert_content_version_bumped():
        getattr(condition, way)()


def test_the_editor_accepts_known_conditions_in_any_spelling(blog):
    Condition.objects.create(name="Nerve pain")
    page = article(blog)

    assert edit_form(page, conditions='"nerve Pain"').cleaned_data["conditions"] == ["Nerve pain"]
    assert edit_form(page).cleaned_data["conditions"] == []
    assert edit_form(page, conditions='"Nerve pain", Hiccups').errors["conditions"] == [
        "The library has no condition “Hiccups”. Choose another one, or ask to have it added."
    ]
    assert not Condition.objects.filter(name="Hiccups").exists()


def edit_form(page: ArticlePage, **fields):
    """The article's form as an editor submits it."""
    names = ("article_authors", "changes", "cross_listings", "comments")
    data = {"title": page.title, "slug": page.slug, "summary": "An answer."}
    data |= {name: inline_formset([]) for name in names}
    data |= {name: streamfield([]) for name in ("body", "related_picks")}
    form_class = ArticlePage.get_edit_handler().get_form_class()
    sent = form_class(nested_form_data(data | fields), instance=page, for_user=editor())
    sent.is_valid()
    return sent
