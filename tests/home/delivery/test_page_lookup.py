"""From an address to its page."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from wagtail.models import Page

from home.delivery import content_version
from home.delivery.page_lookup import resolve_page

pytestmark = pytest.mark.django_db

Pages = dict[str, Page]


@pytest.fixture
def site(full_site: Pages) -> Iterator[Pages]:
    """What has been set up counts as committed, and nobody looks again."""
    with patch.object(content_version, "POLL_SECONDS", 3600):
        content_version.reset()
        yield full_site


@pytest.mark.parametrize("kind", ["article", "category", "standard", "person", "team"])
def test_a_page_is_found_with_its_type_and_ancestors(site: Pages, kind: str):
    found = resolve_page(site[kind].url_path)

    assert found == site[kind]
    assert type(found) is type(site[kind].specific)
    assert found.ancestors_and_self == [*site[kind].get_ancestors(), site[kind]]


def test_an_article_is_found_below_its_own_category_only(site: Pages):
    slug = site["article"].slug

    assert resolve_page(f"{site['team'].url_path}{slug}/") is None
    assert resolve_page(f"{site['category'].url_path}nowhere/") is None


@pytest.mark.parametrize("kind", ["category", "person"])
def test_cached_lookups_take_no_query_and_are_not_shared(
    site: Pages, kind: str, django_assert_num_queries
):
    address = site[kind].url_path
    resolve_page(address)

    with django_assert_num_queries(0):
        mine, yours = resolve_page(address), resolve_page(address)
    mine.title = "Mine"

    assert yours.title == resolve_page(address).title == site[kind].title
