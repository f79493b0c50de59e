"""The block picker shows editors what each block is and what it looks like."""

import pytest
from django.urls import reverse

from articles.models import ArticlePage
from home.models import HomePage, StandardPage
from tests.factories import home_page, image
from tests.helpers import soup_of

FIELDS = {"article": ArticlePage.body, "home": HomePage.body, "standard": StandardPage.body}
BLOCKS = {
    f"{where}-{name}": block
    for where, body in FIELDS.items()
    for name, block in body.field.stream_block.child_blocks.items()
}


def every_block(test):
    return pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)(test)


def test_an_article_is_made_of_the_blocks_editors_were_promised():
    assert set(ArticlePage.body.field.stream_block.child_blocks) == {
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
def test_a_block_says_what_it_is(block):
    assert block.meta.icon not in ("", "placeholder")
    assert str(block.label)
    assert len(str(block.get_description())) > 15
    assert block.is_previewable


@pytest.mark.parametrize("name", ["article", "standard"])
def test_every_block_of_running_pages_stands_in_a_group(name: str):
    groups = {
        str(block.meta.group) for block in FIELDS[name].field.stream_block.child_blocks.values()
    }

    assert "" not in groups
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

    soup = soup_of(response)
    assert "linktype=" not in str(soup)
    assert ">None<" not in str(soup)
    assert soup.select_one(".block-preview").find(True) is not None
