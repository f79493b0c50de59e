"""The panel "Problems" is part of the editor of every page type, and of calls to action."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from articles.models import CallToAction, EditorialSettings
from articles.models.gated import GatedMixin
from articles.publishing.errors import PublishingRefusedError
from home.models import StandardPage
from tests.articles.editorial.waiving_panel import (
    WARNING,
    get_list,
    key_of,
    list_of,
    send_waiver,
    url_of,
)
from tests.factories import block, call_to_action, standard_page, stream, update_page
from tests.helpers import count_queries, parse_response, undone
from tests.home.claims.claim_paths import (
    PUBLISH,
    STOP,
    TYPES,
    add_url,
    edit_url,
    editor_data,
    fresh,
    is_public,
    post_editor,
    revert_url,
    spoil,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

# With the session, the user and the permissions.
MAX_QUERIES = 30


def panel_in(client, url: str):
    response = client.get(url)
    assert response.status_code == 200
    (panel,) = parse_response(response).select("[data-side-panel=problems]")
    return panel


def refresh_url(panel) -> str:
    return panel.select_one("[data-controller]")["data-article-problems-url-value"]


@pytest.fixture
def page(full_site) -> StandardPage:
    return standard_page(full_site["home"], "Prices", slug="prices", live=False)


@pytest.mark.parametrize("kind", TYPES)
def test_the_editor_of_every_page_type_has_the_panel(full_site, admin_client, kind):
    page = spoil(full_site[kind])
    panel = panel_in(admin_client, edit_url(page))

    assert refresh_url(panel) == url_of("problems", page)
    assert "Stops publishing (1)" in [each.text for each in panel.select("h3")]
    line = panel.select_one(".problem")
    assert "“Our course cures eczema.”" in line.text
    assert "Promises of a cure or a result" in line.text
    assert "cures eczema" in line.select("strong")[1].text
    assert line["data-path"] == "search_description"
    assert line.select_one("form")["action"] == url_of("waive", page)
    assert bool(panel.select(".problems__standing")) == (kind == "article")


@pytest.mark.parametrize("kind", TYPES)
def test_a_waived_claim_of_every_page_type_is_published(full_site, admin_client, kind):
    page = spoil(full_site[kind])
    EditorialSettings.objects.update(sign_off_required=False)
    assert list_of(send_waiver(admin_client, page, key_of(admin_client, page)))

    post_editor(admin_client, edit_url(page), page)

    assert is_public(page)


@pytest.mark.parametrize("kind", TYPES)
def test_the_list_takes_a_bounded_number_of_queries(full_site, admin_client, kind):
    page = spoil(full_site[kind])

    assert count_queries(admin_client, url_of("problems", page)) <= MAX_QUERIES


def test_more_claims_take_no_more_queries(page, admin_client):
    def queries(number: int) -> int:
        texts = [f"<p>Our course number {n} cures eczema.</p>" for n in range(number)]
        page.body = stream(block("text", {"heading": "", "text": "".join(texts)}))
        page.save_revision()
        return count_queries(admin_client, url_of("problems", page))

    assert queries(9) <= queries(2)


def test_a_new_page_says_to_save_first(full_site, admin_client):
    url = add_url(full_site["standard"])
    panel = panel_in(admin_client, url)
    assert refresh_url(panel) == ""
    assert "No problems found" in panel.text

    fields = {"title": "New", "slug": "new", "summary": "New."} | PUBLISH
    data = editor_data(admin_client, url, full_site["standard"], **fields)
    response = admin_client.post(url, data)

    (panel,) = parse_response(response).select("[data-side-panel=problems]")
    assert "Save first" in panel.select_one(".problem__waiving").text
    assert not panel.select("form")


def test_an_earlier_version_has_its_own_problems(page, admin_client):
    page = spoil(page)
    panel = panel_in(admin_client, revert_url(page, page.latest_revision))

    assert STOP in panel.text
    assert "Save first" in panel.text


def test_calls_to_action_have_the_panel(full_site, admin_client):
    chosen = spoil(call_to_action())
    name = "wagtailsnippets_articles_calltoaction"
    panel = panel_in(admin_client, reverse(f"{name}:edit", args=[chosen.pk]))

    assert refresh_url(panel) == url_of("problems", chosen)
    assert STOP in panel.text
    assert panel.select_one("form")["action"] == url_of("waive", chosen)
    assert not panel.select(".problems__standing")
    for view in (reverse(f"{name}:add"), reverse(f"{name}:copy", args=[chosen.pk])):
        assert refresh_url(panel_in(admin_client, view)) == ""


def test_more_than_five_are_folded(page, admin_client):
    texts = [f"<p>Our course number {n} cures eczema.</p>" for n in range(7)]
    update_page(page, body=stream(block("text", {"heading": "", "text": "".join(texts)})))
    soup = get_list(admin_client, page)

    assert [each.text for each in soup.select("h3")] == ["Stops publishing (7)"]
    assert len(soup.select("ul:not(details ul) > .problem")) == 5
    (rest,) = soup.select(".problems__rest")
    assert rest.summary.text == "Show all 7"
    assert len(rest.select(".problem")) == 2


def test_claims_that_warn_have_a_group_of_their_own(page, admin_client):
    update_page(page, summary=WARNING)

    assert [each.text for each in get_list(admin_client, page).select("h3")] == ["Claims (1)"]


def test_refusals_say_where_to_waive(page, admin_client):
    where = "waive it with a reason in the panel “Problems”"
    page = spoil(page)
    response = post_editor(admin_client, edit_url(page), page)
    errors = response.context_data["form"].non_field_errors()
    assert [where in error for error in errors] == [False, True]

    with pytest.raises(PublishingRefusedError) as refused:
        page.latest_revision.publish()
    assert where in str(refused.value)
    assert where in refused.value.html


def test_other_refusals_do_not(page, admin_client):
    update_page(page, summary="[Say who it is for]")

    with undone(), pytest.raises(PublishingRefusedError) as refused:
        fresh(page).save_revision().publish()
    assert "waive" not in str(refused.value)


def test_every_draftable_snippet_is_known():
    """Another one needs views of its own for the list."""
    gated = [model for model in get_snippet_models() if issubclass(model, GatedMixin)]
    assert gated == [CallToAction]
