"""Nobody signs in another's name: who sees links, and who says whose profile is whose."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text

from articles.models import ArticlePage, PersonPage, ReviewRequest, SignOff
from articles.review import requests
from articles.review.clinical_review import ClinicalReviewTask, get_signing_profile
from home.models import User
from home.models.roles import EDITORS, PUBLISHERS, REVIEWERS, set_up_roles
from tests.articles.review.helpers import (
    APPROVAL,
    create_draft_for_review,
    create_review_link,
    get_reviewer,
    mailed_links,
    post_response,
    reload_article,
    submit_for_review,
)
from tests.factories import editor, update_page
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ArticlePage:
    page = create_draft_for_review()
    page.save_revision()
    return page


def log_in_role(role: str) -> tuple[User, Client]:
    set_up_roles()
    user = User.objects.create_user("eve", "eve@example.org", "secret")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return user, client


def request_review(client: Client, page: ArticlePage, how: str):
    return client.post(reverse("review:link", args=[page.pk]), {"how": how})


def response_messages(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def profile_data(person: PersonPage, **fields: str) -> dict[str, str]:
    return nested_form_data(
        {
            "title": person.title,
            "slug": person.slug,
            "job_title": person.job_title,
            "portrait": person.portrait,
            "hue": person.hue,
            "bio": rich_text(""),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        | fields
    )


# -- Links -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "may_copy"), [(EDITORS, False), (PUBLISHERS, True)])
def test_a_link_is_shown_to_those_who_may_publish_alone(page, role, may_copy):
    _user, client = log_in_role(role)
    submit_for_review(page)
    html = parse_response(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    buttons = {str(button["value"]) for button in html.select(".review-links [name=how]")}
    assert ("copy" in buttons) is may_copy
    assert "send" in buttons

    copied = request_review(client, page, "copy").content.decode()
    assert ("review-link" in copied) is may_copy
    # A link that could not be sent does not close an open one.
    assert ReviewRequest.objects.count() == 1 + may_copy
    request_review(client, page, "send")
    assert len(mailed_links()) == 1


def test_a_reviewer_cannot_get_a_link_for_another(page):
    user, client = log_in_role(REVIEWERS)
    ClinicalReviewTask.objects.get().groups.add(*user.groups.all())
    submit_for_review(page)
    assert reload_article(page).permissions_for_user(user).can_edit()

    assert "review-link" not in request_review(client, page, "copy").content.decode()
    assert ReviewRequest.objects.count() == 1


# -- Profiles that are not public ------------------------------------------------------------------


def test_unpublished_profiles_get_no_request_but_a_message(page, admin_client):
    update_page(get_reviewer(page), live=False)
    missing = "The profile of Dr Ada Byron is not published"

    assert submit_for_review(page) is None
    assert reload_article(page).workflow_in_progress
    for how in ("send", "copy"):
        assert missing in response_messages(request_review(admin_client, page, how))
    html = parse_response(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    (panel,) = html.select("[data-side-panel=review]")
    assert missing in panel.text
    assert not panel.select("[value=send], [value=copy]")
    with pytest.raises(requests.UnpublishedReviewerError, match=missing):
        requests.create_request(page, page.latest_revision, get_reviewer(page))
    assert not ReviewRequest.objects.exists()


def test_bulk_assignment_refuses_unpublished_profiles(page, admin_client):
    doctor = get_reviewer(page)
    update_page(doctor, live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "ask_for_review"])

    response = admin_client.post(f"{address}?id={page.pk}", {"reviewer": doctor.pk})

    assert "The profile of Dr Ada Byron is not published." in response.content.decode()
    assert not reload_article(page).workflow_in_progress


def test_a_link_signs_nothing_while_the_profile_is_not_public(page, client):
    submit_for_review(page)
    link = create_review_link(page)
    update_page(get_reviewer(page), live=False)

    for response in (client.get(link), post_response(link, **APPROVAL)):
        assert response.status_code == 410
        assert "The profile of Dr Ada Byron is not published." in response.content.decode()
    assert not SignOff.objects.exists()

    update_page(get_reviewer(page), live=True)
    assert post_response(link, **APPROVAL).status_code == 200


def test_signing_in_the_admin_requires_a_public_profile(page):
    user = editor()
    update_page(get_reviewer(page), account=user, live=False)
    submit_for_review(page)
    task = reload_article(page).current_workflow_task

    assert get_signing_profile(user) is None
    assert [name for name, *_rest in task.get_actions(reload_article(page), user)] == ["reject"]
    update_page(get_reviewer(page), live=True)
    assert get_signing_profile(user) == get_reviewer(page)


# -- Who says whose profile is whose ---------------------------------------------------------------


@pytest.mark.parametrize(("role", "may"), [(EDITORS, False), (PUBLISHERS, True)])
def test_only_publishers_may_link_a_profile_to_a_user(page, role, may):
    user, client = log_in_role(role)
    doctor = get_reviewer(page)
    update_page(doctor, live=False)
    address = reverse("wagtailadmin_pages:edit", args=[doctor.pk])
    shown = parse_response(client.get(address)).select("[name=email], [name=account]")
    assert bool(shown) is may

    fields = {"credentials": "MBBS", "email": "eve@example.org", "account": str(user.pk)}
    client.post(address, profile_data(doctor, **fields))

    saved = get_reviewer(page)
    assert saved.credentials == "MBBS"
    wanted = ("eve@example.org", user) if may else ("ada@example.org", None)
    assert (saved.email, saved.account) == wanted


def test_a_profile_created_by_an_editor_has_no_user(page):
    user, client = log_in_role(EDITORS)
    address = reverse(
        "wagtailadmin_pages:add",
        args=["articles", "personpage", get_reviewer(page).get_parent().pk],
    )
    fake = PersonPage(title="Fake Doctor", slug="fake", job_title="Consultant")

    client.post(address, profile_data(fake, email="eve@example.org", account=str(user.pk)))

    made = PersonPage.objects.get(title="Fake Doctor")
    assert (made.email, made.account) == ("", None)
