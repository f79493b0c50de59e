"""A link in rich text follows its page, and leads nowhere while the page is not live."""

import pytest
from django.template import Context, Template
from wagtail.models import Page

from tests.factories import block, home_page, standard_page, stream, update_page
from tests.helpers import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def render_rich_text(html: str) -> str:
    template = Template("{% load wagtailcore_tags %}{{ html|richtext }}")
    return template.render(Context({"html": html}))


def page_link(pk: object) -> str:
    return f'<p><a linktype="page" id="{pk}">words</a></p>'


def test_a_link_leads_to_the_page():
    page = standard_page(home_page(), slug="prices")

    assert render_rich_text(page_link(page.pk)) == '<p><a href="/prices/">words</a></p>'


def test_a_link_to_an_unpublished_page_becomes_text():
    page = standard_page(home_page(), live=False)

    assert render_rich_text(page_link(page.pk)) == "<p><a>words</a></p>"


def test_a_link_follows_the_status_of_its_page():
    page = standard_page(home_page(), slug="prices")
    assert 'href="/prices/"' in render_rich_text(page_link(page.pk))

    page.unpublish()
    assert "href" not in render_rich_text(page_link(page.pk))

    page.save_revision().publish()
    assert 'href="/prices/"' in render_rich_text(page_link(page.pk))


def test_a_link_follows_when_its_page_is_moved_or_renamed():
    home = home_page()
    above = standard_page(home, "About", slug="about")
    page = standard_page(home, slug="prices")
    render_rich_text(page_link(page.pk))

    page.move(above, pos="last-child")
    assert 'href="/about/prices/"' in render_rich_text(page_link(page.pk))

    page = Page.objects.get(pk=page.pk).specific
    page.slug = "fees"
    page.save_revision().publish()
    assert 'href="/about/fees/"' in render_rich_text(page_link(page.pk))


def test_a_link_to_a_deleted_page_has_no_target():
    page = standard_page(home_page())
    render_rich_text(page_link(page.pk))

    page.delete()

    assert render_rich_text(page_link(page.pk)) == "<p><a>words</a></p>"


@pytest.mark.parametrize(
    "nonsense",
    ["", "x", "-1", "0", "1.5", "1 OR 1=1", "٣", "²", "9" * 30, "9" * 5000, "2147483648", "\x00"],
    ids=lambda value: value[:12] or "empty",
)
def test_an_invalid_page_id_is_no_error(nonsense: str):
    home_page()

    assert render_rich_text(page_link(nonsense)) == "<p><a>words</a></p>"


def test_cached_links_take_no_query(client):
    home = home_page()
    target = standard_page(home, "Target")
    many = "".join(page_link(target.pk) for _ in range(20))
    linking = standard_page(home, "Linking")
    without = count_queries(client, linking.url)
    update_page(linking, body=stream(block("text", {"heading": "H", "text": many})))

    assert count_queries(client, linking.url) == without
