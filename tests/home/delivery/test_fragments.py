"""Shared parts of pages are cached; every page shows its own and current content."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import Site

from home.delivery import content_version
from home.models import ClinicSettings, HomePage
from tests.factories import article, category, home_page, standard_page
from tests.helpers import clear_all_caches

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

TEMPLATE = Template(
    "{% load fragment_tags %}{% cachedfragment 'name' page %}{{ clinic }}{% endcachedfragment %}"
)


def make_request(**state):
    made = RequestFactory().get("/")
    defaults = {"is_preview": False, "content_version": content_version.current()}
    for name, value in (defaults | state).items():
        setattr(made, name, value)
    return made


def render_fragment(clinic: str, page: int = 1, **state) -> str:
    return TEMPLATE.render(
        Context({"request": make_request(**state), "clinic": clinic, "page": page})
    )


def test_a_part_is_rendered_once_for_everything_it_depends_on():
    assert [render_fragment("one"), render_fragment("two")] == ["one", "one"]
    assert render_fragment("two", page=2) == "two"
    with override("de"):
        assert render_fragment("three") == "three"


@pytest.mark.parametrize(
    "state",
    [{"is_preview": True}, {"content_version": None}, {"content_version": -5}],
    ids=["preview", "uncommitted", "read before a change"],
)
def test_a_fragment_that_varies_is_rendered_again(state: dict):
    render_fragment("one")

    assert render_fragment("two", **state) == "two"
    assert render_fragment("three") == "one"


def test_templates_without_a_request_are_not_cached():
    template = Template(
        "{% load fragment_tags %}{% cachedfragment 'a' %}{{ x }}{% endcachedfragment %}"
    )

    assert [template.render(Context({"x": x})) for x in (1, 2)] == ["1", "2"]


def test_two_sites_of_one_process_do_not_share_fragments(client):
    first = home_page()
    second = HomePage(title="Other", slug="other", hero_heading="Other")
    first.get_parent().add_child(instance=second)
    other = Site.objects.create(hostname="127.0.0.1", port=80, root_page=second)
    for site, name in ((Site.objects.get(is_default_site=True), "Haven"), (other, "Harbour")):
        settings = ClinicSettings.for_site(site)
        settings.name = name
        settings.save()
    for home in (first, second):
        article(category(home, "Blog", slug="blog"), f"Of {home.title}", slug="same")
    clear_all_caches()

    for _turn in range(2):
        for host, name, title in (
            ("testserver", "Haven", first.title),
            ("127.0.0.1", "Harbour", "Other"),
        ):
            for path in ("/", "/blog/", "/blog/same/"):
                html = client.get(path, HTTP_HOST=host).content.decode()
                assert f"· {name}</title>" in html
            assert f"Of {title}" in html


def test_an_unknown_host_gets_the_default_site(client):
    page = standard_page(home_page(), "About", slug="about")
    clear_all_caches()

    for host in ("testserver", "127.0.0.1", "localhost"):
        assert page.title in client.get("/about/", HTTP_HOST=host).content.decode()


def test_a_url_resolves_to_its_page_at_any_depth(client):
    home = home_page()
    blog = category(category(home, "Blog", slug="blog"), "Pain", slug="pain")
    page = article(blog, "Sleep", slug="sleep")
    clear_all_caches()

    assert client.get("/blog/pain/sleep/").status_code == 200
    for wrong in ("/blog/sleep/", "/sleep/", "/blog/pain/", "/pain/sleep/"):
        expected = 200 if wrong == "/blog/pain/" else 404
        assert client.get(wrong).status_code == expected

    page.unpublish()
    assert client.get("/blog/pain/sleep/").status_code == 404
