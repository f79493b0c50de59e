"""The list of problems in the page editor, and the address that keeps it true."""

import pytest
from bs4 import ResultSet, Tag
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from articles.models import ArticlePage, Reference
from home.models import User
from tests.factories import (
    article,
    body,
    category,
    explanation,
    home_page,
    intro,
    person,
    reference,
    standard_page,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

XHR = {"X-Requested-With": "XMLHttpRequest"}


def new_source() -> Reference:
    """A source that lacks nothing but its journal. An old one would be another problem."""
    return reference(year=localdate().year, url="https://journal.example/9")


@pytest.fixture
def page() -> ArticlePage:
    """Public in good order; its latest draft is not."""
    home = home_page()
    page = article(category(home), "Pain", authors=(person(home),), body=body(intro()))
    new = new_source()
    page.body = body(intro("<p>Pain can stay (5).</p>"), explanation(cited=(new,)))
    page.save_revision()
    return page


def editor_of(*pages) -> Client:
    """A user who may log in to the admin and change these pages and what is below them."""
    group = Group.objects.create(name="Some editors")
    group.permissions.add(*Group.objects.get(name="Editors").permissions.all())
    for each in pages:
        GroupPagePermission.objects.create(group=group, page=each, permission_type="change")
    user = User.objects.create_user("staff", password="secret")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def problems_url(pk: object) -> str:
    return f"/admin/articles/{pk}/problems/"


def problem_links(soup: Tag) -> list[str]:
    return [link.text for link in soup.select(".problem a[href^='#']")]


# -- The address -----------------------------------------------------------------------------------


def test_the_panel_lists_the_problems_of_the_latest_draft(page, admin_client):
    assert reverse("editorial:problems", args=[page.pk]) == problems_url(page.pk)
    soup = parse_response(admin_client.get(problems_url(page.pk), headers=XHR))

    (root,) = soup.select("[data-summary]")
    assert root["data-summary"] == "1 error, 1 warning"
    assert (root["data-count"], root["data-errors"]) == ("2", "1")
    assert problem_links(soup) == ["Introduction", "Explanation “How it works”"]


def test_each_problem_leads_to_its_block_and_to_its_place_in_it(page, admin_client):
    draft = page.get_latest_revision_as_object()
    first, second = (child.id for child in draft.body)
    soup = parse_response(admin_client.get(problems_url(page.pk), headers=XHR))

    links = soup.select(".problem a[href^='#']")
    assert [link["href"] for link in links] == [
        f"#block-{first}-section",
        f"#block-{second}-section",
    ]
    assert soup.select(".problem")[1]["data-path"] == f"{second} text"


def test_errors_are_listed_first(page, admin_client):
    page.body = body(explanation(cited=(new_source(),)), intro("<p>Pain can stay (5).</p>"))
    page.save_revision()
    soup = parse_response(admin_client.get(problems_url(page.pk), headers=XHR))

    assert problem_links(soup) == ["Introduction", "Explanation “How it works”"]
    assert [each.text for each in soup.select("h3")] == ["Stops publishing (1)", "Sources (1)"]


def test_a_faulty_source_is_linked_for_users_who_may_edit_it(page, admin_client):
    page.body = body(explanation(cited=(new_source(), 987_654)))
    page.save_revision()
    links = parse_response(admin_client.get(problems_url(page.pk), headers=XHR)).select(
        "[target=_blank]"
    )
    assert len(links) == 1  # none to the source that is gone
    assert admin_client.get(links[0]["href"]).status_code == 200

    client = editor_of(page)
    User.objects.get(username="staff").groups.get().permissions.exclude(
        codename="access_admin"
    ).delete()
    assert not parse_response(client.get(problems_url(page.pk), headers=XHR)).select(
        "[target=_blank]"
    )


def test_an_article_without_problems_shows_a_message(admin_client):
    page = article(category(home_page()), body=body(intro()))

    soup = parse_response(admin_client.get(problems_url(page.pk), headers=XHR))

    assert soup.select_one(".problems__summary").text == "No problems found"
    assert "citations typed by hand" in soup.select_one(".problems__checked").text


def test_editor_input_is_escaped(page, admin_client):
    page.body = body(explanation("<img src=x onerror=alert()>", "&lt;b&gt;Pain&lt;/b&gt; (5)"))
    page.save_revision()
    response = admin_client.get(problems_url(page.pk), headers=XHR)

    assert not parse_response(response).select("img, b")


def test_page_editors_see_the_problems(page):
    assert editor_of(page).get(problems_url(page.pk), headers=XHR).status_code == 200


def test_users_who_may_not_edit_are_refused(page):
    other = article(category(page.get_site().root_page, "Other"))

    assert editor_of(other).get(problems_url(page.pk), headers=XHR).status_code == 403


def test_anonymous_users_are_refused(page, client):
    assert client.get(problems_url(page.pk), headers=XHR).status_code == 403
    assert client.get(problems_url(page.pk)).status_code == 302


@pytest.mark.parametrize("nonsense", [0, 987_654, 10**30, -1, "x", "1.5", "１"])
def test_invalid_ids_are_404(page, admin_client, nonsense):
    assert admin_client.get(problems_url(nonsense), headers=XHR).status_code == 404


def test_a_page_that_is_never_public_is_not_found(page, admin_client):
    root = page.get_root()

    assert admin_client.get(problems_url(root.pk), headers=XHR).status_code == 404


def test_a_page_that_is_no_article_has_no_lines_about_its_sign_off(page, admin_client):
    other = standard_page(page.get_site().root_page)
    soup = parse_response(admin_client.get(problems_url(other.pk), headers=XHR))

    assert soup.select_one(".problems__summary").text == "No problems found"
    assert not soup.select(".problems__standing")


def test_it_is_only_read(page, admin_client):
    assert admin_client.post(problems_url(page.pk), headers=XHR).status_code == 405


# -- The panel -------------------------------------------------------------------------------------


def panels(response) -> ResultSet[Tag]:
    return parse_response(response).select("[data-side-panel=problems]")


def address(panel: Tag) -> object:
    """The URL from which the panel loads its list."""
    return panel.select("[data-controller]")[0]["data-article-problems-url-value"]


def test_the_panel_toggle_counts_the_problems(page, admin_client):
    response = admin_client.get(f"/admin/pages/{page.pk}/edit/")

    (panel,) = panels(response)
    assert problem_links(panel) == ["Introduction", "Explanation “How it works”"]
    assert address(panel) == problems_url(page.pk)
    toggle = parse_response(response).select_one("[data-side-panel-toggle=problems]")
    assert toggle.select_one("[data-side-panel-toggle-counter]").text.strip() == "2"


def test_without_problems_the_toggle_counts_nothing(admin_client):
    page = article(category(home_page()), body=body(intro()))
    toggle = parse_response(admin_client.get(f"/admin/pages/{page.pk}/edit/")).select_one(
        "[data-side-panel-toggle=problems]"
    )

    assert toggle.select_one("[data-side-panel-toggle-counter]").has_attr("hidden")


def test_a_new_article_gets_the_panel_and_its_url_on_save(page, admin_client):
    parent = page.get_parent()
    (panel,) = panels(admin_client.get(f"/admin/pages/add/articles/articlepage/{parent.pk}/"))
    assert "No problems found" in panel.text
    assert address(panel) == ""

    saved = parse_response(
        admin_client.get(f"/admin/pages/{page.pk}/edit/?_w_hydrate_create_view=1")
    )
    (template,) = saved.select("template[data-w-teleport-target-value*=problems]")
    assert problems_url(page.pk) in str(template)


def test_an_earlier_version_is_shown_with_its_own_problems(page, admin_client):
    earlier = page.latest_revision
    page.body = body(intro())
    page.save_revision()

    response = admin_client.get(f"/admin/pages/{page.pk}/revisions/{earlier.pk}/revert/")

    (panel,) = panels(response)
    assert problem_links(panel) == ["Introduction", "Explanation “How it works”"]


def test_an_autosave_does_not_carry_the_panel(page, admin_client):
    data = nested_form_data(
        {
            "title": "Pain",
            "slug": "pain",
            "summary": "",
            "body": streamfield([("intro", rich_text("<p>Pain can stay (6).</p>"))]),
            "related_picks": streamfield([]),
            **{
                f"{name}-{field}": 0
                for name in ("article_authors", "changes", "cross_listings", "comments")
                for field in ("TOTAL_FORMS", "INITIAL_FORMS")
            },
        }
    )
    response = admin_client.post(
        f"/admin/pages/{page.pk}/edit/", data, headers={"Accept": "application/json"}
    )

    assert response.json()["success"], response.content
    assert "data-side-panel='status'" in response.json()["html"]
    assert "data-side-panel='problems'" not in response.json()["html"]


def test_the_lists_of_articles_stay_those_of_any_page(page, admin_client):
    for address in (
        f"/admin/pages/{page.get_parent().pk}/",
        "/admin/pages/usage/articles/articlepage/",
        f"/admin/pages/{page.pk}/history/",
    ):
        assert "Pain" in admin_client.get(address, follow=True).content.decode()
