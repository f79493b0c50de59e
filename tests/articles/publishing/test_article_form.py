"""Validation by the form of an article."""

from datetime import date

import pytest
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from articles.models import ArticleAuthor, ArticlePage
from tests.factories import (
    article,
    category,
    editor,
    home_page,
    person,
    reference,
    stream,
    table,
)
from tests.factories import body as body_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page() -> ArticlePage:
    return article(category(home_page()), body=stream())


@pytest.fixture
def ada(page) -> ArticlePage:
    return person(page.get_parent().get_parent(), "Ada Byron")


def form(page, authors=(), **fields):
    """The form as the admin binds it; `authors` are (row or None, person)."""
    rows = [{"id": row.pk if row else "", "person": who.pk} for row, who in authors]
    initial = sum(row is not None for row, _who in authors)
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "An answer.",
            "body": streamfield([("intro", rich_text("<p>Where we begin.</p>"))]),
            "related_picks": streamfield([]),
            "article_authors": inline_formset(rows, initial=initial),
            "changes": inline_formset([]),
            "cross_listings": inline_formset([]),
            "comments": inline_formset([]),
        }
        | fields
    )
    handler = ArticlePage.get_edit_handler()
    return handler.get_form_class()(data, instance=page, for_user=editor())


def test_a_repeated_author_has_an_error_on_the_second(page, ada):
    twice = form(page, authors=[(None, ada), (None, ada)])

    assert not twice.is_valid()
    assert "listed twice" in str(twice.formsets["article_authors"].forms[1].errors)


def test_two_authors_change_places(page, ada):
    ben = person(page.get_parent().get_parent(), "Ben Lane")
    page.article_authors = [ArticleAuthor(person=ada), ArticleAuthor(person=ben)]
    page.save()
    page = ArticlePage.objects.get(pk=page.pk)
    first, second = page.article_authors.all()

    swapped = form(page, authors=[(first, ben), (second, ada)])
    assert swapped.is_valid(), swapped.errors
    swapped.save()

    assert {row.pk: row.person_id for row in ArticleAuthor.objects.all()} == {
        first.pk: ben.pk,
        second.pk: ada.pk,
    }


def test_revision_comparison_shows_chosen_objects_by_name(page, ada, admin_client):
    other = article(page.get_parent(), "A neighbour")
    source = reference("Wood PB", title="A study of rest")
    before = page.save_revision()
    page.related_picks = stream({"type": "article", "value": other.pk, "id": "a"})
    page.body = body_of(table((source,)))
    after = page.save_revision()

    response = admin_client.get(
        f"/admin/pages/{page.pk}/revisions/compare/{before.pk}...{after.pk}/"
    )

    assert "A neighbour" in response.content.decode()
    assert "A study of rest" in response.content.decode()


def test_an_unreviewed_article_is_labelled_everywhere(client):
    page = article(category(home_page()), reviewed_on=date(2026, 9, 12))

    html = client.get(page.url).content.decode()

    assert "Not medically reviewed" in html
    assert "12 Sep 2026" not in html
