"""The page of a URL path."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from articles.models import ArticlePage, CategoryIndexPage
from home.delivery import content_version
from home.delivery.page_lookup import resolve_page
from home.sample.loader import load_sample_site

pytestmark = pytest.mark.django_db

Pages = dict[str, Page]


@pytest.fixture
def site(full_site: Pages) -> Iterator[Pages]:
    """The full site, with a content version that is not polled again."""
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


def wagtail_route(page: Page, path_components: list[str]) -> Page | None:
    """Route as Wagtail does, with one query for each level, or return None for a 404."""
    for slug in path_components:
        try:
            page = page.get_children().get(slug=slug)
        except Page.DoesNotExist:
            return None
    return page.specific if page.live else None


def our_route(home: Page, path_components: list[str]) -> Page | None:
    try:
        return home.route(RequestFactory().get("/"), path_components)[0]
    except Http404:
        return None


def test_every_page_of_the_sample_is_routed_as_by_wagtail():
    with transaction.atomic():
        load_sample_site()
        home = Site.objects.get(is_default_site=True).root_page.specific
        private = CategoryIndexPage.objects.live().order_by("depth", "path").last()
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        others = ArticlePage.objects.exclude(path__startswith=private.path)
        others.order_by("path").first().unpublish()
        content_version.reset()
        pages = Page.objects.descendant_of(home)

        for page in pages:
            components = page.url_path.removeprefix(home.url_path).strip("/").split("/")
            ours, theirs = our_route(home, components), wagtail_route(home, components)
            assert type(ours) is type(theirs), page.url_path
            if ours and theirs:
                assert ours.serializable_data() == theirs.serializable_data()
                assert list(ours.ancestors_and_self) == [*theirs.get_ancestors(), theirs]
                restrictions = Page.get_view_restrictions(theirs)
                assert set(ours.get_view_restrictions()) == set(restrictions)
        assert {True, False} == {page.live for page in pages}
        transaction.set_rollback(True)
