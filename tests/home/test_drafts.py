"""A half-empty draft is saved, previewed and found again without an error."""

import pytest
from django.urls import reverse
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock, TextBlock
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from articles.models import ArticlePage, CategoryIndexPage, PersonPage, TeamIndexPage
from home.care.models import (
    ConditionIndexPage,
    ConditionPage,
    PlaceIndexPage,
    PlacePage,
    ServiceIndexPage,
    ServicePage,
)
from home.models import HomePage, StandardPage
from tests.factories import article, block, call_to_action, category, home_page, list_items, stream
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
TYPES = [
    *(ArticlePage, CategoryIndexPage, PersonPage, TeamIndexPage, HomePage, StandardPage),
    *(PlaceIndexPage, PlacePage, ServiceIndexPage, ServicePage, ConditionIndexPage, ConditionPage),
]


def blocks_of(model):
    return model.body.field.stream_block.child_blocks


def empty_form_data(kind):
    """Return the stored value of an empty new block. Forms give no None for text."""
    if isinstance(kind, StructBlock):
        return {name: empty_form_data(child) for name, child in kind.child_blocks.items()}
    if isinstance(kind, ListBlock):
        return list_items(empty_form_data(kind.child_block))
    value = kind.get_prep_value(kind.get_default())
    return "" if value is None and isinstance(kind, CharBlock | TextBlock | ChoiceBlock) else value


KINDS = {
    f"{model.__name__}-{name}": (model, name, kind)
    for model in (ArticlePage, StandardPage, HomePage, PlacePage, ServicePage, ConditionPage)
    for name, kind in blocks_of(model).items()
}


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_a_page_with_only_a_title_can_be_previewed(model):
    home_page()

    response = model(title="Unfinished").make_preview_request()

    soup = parse_response(response)
    assert "Unfinished" in soup.h1.text
    assert len(soup.select("h1")) == 1


@pytest.mark.parametrize(("model", "name", "kind"), KINDS.values(), ids=KINDS)
def test_an_empty_block_can_be_previewed(model, name, kind):
    home_page()
    value = empty_form_data(kind)

    page = model(title="Unfinished", body=stream(block(name, value)))
    html = str(parse_response(page.make_preview_request()))

    assert "Unfinished" in html
    assert "None" not in html
    assert "linktype=" not in html


@pytest.mark.parametrize(("model", "name", "kind"), KINDS.values(), ids=KINDS)
def test_a_block_without_stored_values_can_be_previewed(model, name, kind):
    """As after a new field was added to the block."""
    home_page()
    value: dict | None = {} if hasattr(kind, "child_blocks") else None

    response = model(title="Unfinished", body=stream(block(name, value))).make_preview_request()

    assert parse_response(response).h1


def test_blocks_with_deleted_choices_are_not_rendered():
    home_page()
    gone = {"image": 999, "alt_text": "", "decorative": True}
    page = ArticlePage(
        title="Unfinished",
        body=stream(
            block("call_to_action", 999),
            block("figure", {"image": gone, "caption": "Still here.", "callouts": []}),
        ),
    )

    soup = parse_response(page.make_preview_request())

    assert "Still here." in soup.text
    assert soup.select(".invitation") == []


def edit_form_data(title: str, *blocks, **fields):
    empty = {
        "TOTAL_FORMS": "0",
        "INITIAL_FORMS": "0",
        "MIN_NUM_FORMS": "0",
        "MAX_NUM_FORMS": "1000",
    }
    return nested_form_data(
        {
            "title": title,
            "slug": "",
            "summary": "",
            "body": streamfield(blocks),
            "related_picks": streamfield([]),
            "article_authors": empty,
            "changes": empty,
            "cross_listings": empty,
            "comments": empty,
        }
        | fields
    )


def test_a_draft_with_only_a_title_can_be_saved(admin_client):
    pain = category(home_page())
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", pain.pk])

    response = admin_client.post(address, edit_form_data("Unfinished", slug="unfinished"))

    page = ArticlePage.objects.get(title="Unfinished")
    assert response.status_code == 302
    assert not page.live
    assert page.category == pain
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_an_invalid_draft_can_be_saved_but_not_published(admin_client):
    pain = category(home_page())
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", pain.pk])
    quote = {"text": "Kept words.", "attribution": "A doctor"}
    data = edit_form_data(
        "Out of order",
        ("quote", quote),
        ("intro", rich_text("<p>Kept too.</p>")),
        summary="Enough.",
        slug="out-of-order",
    )

    refused = admin_client.post(address, data | {"action-publish": "1"})
    assert refused.status_code == 200
    html = refused.content.decode()
    assert "The introduction comes first" in html
    assert "Kept words." in html
    assert "Kept too." in html

    assert admin_client.post(address, data).status_code == 302
    page = ArticlePage.objects.get(title="Out of order")
    assert [child.block_type for child in page.body] == ["quote", "intro"]


def test_the_editor_opens_a_complete_article(admin_client):
    pain = category(home_page())
    picked = article(pain, "Picked article")
    chosen = call_to_action(heading="Chosen invitation")
    page = article(pain, picks=(picked,), body=stream(block("call_to_action", chosen.pk)))

    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Picked article" in html
    assert "Chosen invitation" in html
