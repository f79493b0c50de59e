"""The block picker describes and previews each block."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.fields import StreamField

from articles.models import ArticlePage
from home.models import StandardPage
from tests.factories import home_page, image
from tests.helpers import parse_response

pytestmark = pytest.mark.sqlite_only

BLOCKS = {
    f"{model.__name__}-{field.name}-{name}": block
    for model in apps.get_models()
    for field in model._meta.local_fields
    if isinstance(field, StreamField)
    for name, block in field.stream_block.child_blocks.items()
}


def every_block(test):
    return pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)(test)


def test_an_article_offers_every_documented_block():
    assert set(ArticlePage.body.field.stream_block.child_blocks) >= {
        "intro",
        "key_points",
        "explanation",
        "evidence",
        "known_unknown",
        "call_to_action",
        "figure",
        "quote",
        "callout",
        "table",
        "faq",
        "references",
    }


@every_block
def test_a_block_has_a_label_and_description(block):
    assert block.meta.icon not in ("", "placeholder")
    assert str(block.label)
    assert str(block.meta.group)
    assert len(str(block.get_description())) > 15
    assert block.is_previewable


@pytest.mark.parametrize("body", [ArticlePage.body, StandardPage.body], ids=["article", "standard"])
def test_the_blocks_of_pages_are_in_several_groups(body):
    groups = {str(block.meta.group) for block in body.field.stream_block.child_blocks.values()}

    assert len(groups) > 1


@pytest.mark.django_db
@pytest.mark.parametrize("pictures", [False, True], ids=["empty-library", "with-picture"])
@every_block
def test_the_preview_of_a_block_renders(admin_client, block, pictures: bool):
    home_page()
    if pictures:
        image()

    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )

    soup = parse_response(response)
    assert "linktype=" not in str(soup)
    assert ">None<" not in str(soup)
    assert soup.select_one(".block-preview").find(True) is not None
