"""A new service or condition begins with sections that say what to write."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.problems.unfilled import find_unfilled
from articles.publishing.gate import blocking_issues
from home.care.condition import ConditionPage
from home.care.missing import missing_in_condition, missing_in_service
from home.care.service import ServicePage
from home.care.skeletons import new_body
from home.first_steps.pages import create_services
from home.models import User
from tests.factories import conditions, home_page, services
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def add_address(parent: Page, model: str) -> str:
    return reverse("wagtailadmin_pages:add", args=["home", model, parent.pk])


def kinds(body) -> list[str]:
    return [child.block_type for child in body]


def test_the_form_of_a_new_service_has_the_sections(admin_client):
    response = admin_client.get(add_address(services(home_page()), "servicepage"))

    body = response.context["form"]["body"].value()
    assert kinds(body) == ["suitability", "what_happens", "risks", "other_ways"]
    html = response.content.decode()
    assert "What can go wrong, how often" in html
    assert "places in [square brackets] are to be filled in" in html


def test_the_form_of_a_new_condition_has_the_sections(admin_client):
    response = admin_client.get(add_address(conditions(home_page()), "conditionpage"))

    assert kinds(response.context["form"]["body"].value()) == ["in_short", "ways"]


def test_what_was_typed_is_not_replaced(admin_client):
    address = add_address(services(home_page()), "servicepage")
    sets = ("prices", "staff", "places", "treated", "comments")
    data = nested_form_data(
        {"title": "", "slug": "", "summary": "", "body": streamfield([])}
        | {name: inline_formset([]) for name in sets}
    )

    response = admin_client.post(address, data | {"action-publish": "1"})

    assert kinds(response.context["form"]["body"].value()) == []


def test_first_steps_begin_with_the_same_sections():
    home = home_page()
    user = User.objects.create_superuser("rosa")

    (draft,) = create_services(home.get_site(), user, ["Pain clinic"])

    stored = ServicePage.objects.get(pk=draft.pk)
    assert kinds(stored.body) == kinds(new_body(ServicePage))
    assert find_unfilled(stored) == find_unfilled(ServicePage(body=new_body(ServicePage)))


@pytest.mark.parametrize(
    ("model", "find", "number"),
    [(ServicePage, missing_in_service, 5), (ConditionPage, missing_in_condition, 2)],
)
def test_a_skeleton_answers_nothing_and_is_not_published(model, find, number):
    page = model(title="New", summary="Short.", body=new_body(model))

    assert len(list(find(page))) == number
    assert blocking_issues(page)


def test_a_skeleton_can_be_saved_and_previewed(admin_client):
    home = home_page()
    index = services(home)
    page = ServicePage(title="Pain clinic", slug="pain", body=new_body(ServicePage), live=False)
    index.add_child(instance=page)
    page.save_revision(clean=False)

    edit = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code == 200
    public = admin_client.get(index.url)
    assert "[" not in parse_response(public).main.get_text()
