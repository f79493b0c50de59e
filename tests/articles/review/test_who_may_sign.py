"""Nobody signs in another's name: who sees links, and who says whose profile is whose."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text

from articles.models import ArticlePage, ClinicalReviewTask, PersonPage, ReviewRequest, SignOff
from articles.review import requests as asking
from articles.review.clinical_review import profile_of
from home.models import User
from home.models.roles import EDITORS, PUBLISHERS, REVIEWERS, set_up_roles
from tests.articles.review.helpers import (
    APPROVAL,
    answer,
    asked,
    link_of,
    mailed_links,
    reviewed_site,
    stored,
    submit,
)
from tests.factories import change, editor
from tests.helpers import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ArticlePage:
    page = reviewed_site()
    page.save_revision()
    return page


def client_in(role: str) -> tuple[User, Client]:
    set_up_roles()
    user = User.objects.create_user("eve", "eve@example.org", "secret")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return user, client


def ask(client: Client, page: ArticlePage, how: str):
    return client.post(reverse("review:ask", args=[page.pk]), {"how": how})


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def posted(person: PersonPage, **fields: str) -> dict[str, str]:
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
    _user, client = client_in(role)
    submit(page)
    html = soup_of(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    buttons = {str(button["value"]) for button in html.select(".review-links [name=how]")}
    assert ("copy" in buttons) is may_copy
    assert "send" in buttons

    copied = ask(client, page, "copy").content.decode()
    assert ("review-link" in copied) is may_copy
    # A link that was asked for in vain closes none that is open.
    assert ReviewRequest.objects.count() == 1 + may_copy
    ask(client, page, "send")
    assert len(mailed_links()) == 1


def test_a_member_of_the_reviewers_gets_no_link_in_the_name_of_another(page):
    user, client = client_in(REVIEWERS)
    ClinicalReviewTask.objects.get().groups.add(*user.groups.all())
    submit(page)
    assert stored(page).permissions_for_user(user).can_edit()

    assert "review-link" not in ask(client, page, "copy").content.decode()
    assert ReviewRequest.objects.count() == 1


# -- Profiles that are not public ------------------------------------------------------------------


def test_whose_profile_is_not_published_is_not_asked_and_that_is_said(page, admin_client):
    change(asked(page), live=False)
    missing = "The profile of Dr Ada Byron is not published."

    assert submit(page) is None
    assert stored(page).workflow_in_progress
    for how in ("send", "copy"):
        assert missing in told(ask(admin_client, page, how))
    html = soup_of(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    (panel,) = html.select("[data-side-panel=review]")
    assert missing in panel.text
    assert not panel.select("[value=send], [value=copy]")
    with pytest.raises(asking.UnpublishedReviewerError, match=missing):
        asking.ask(page, page.latest_revision, asked(page))
    assert not ReviewRequest.objects.exists()


def test_many_articles_are_not_given_to_a_profile_that_is_not_published(page, admin_client):
    doctor = asked(page)
    change(doctor, live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "ask_for_review"])

    response = admin_client.post(f"{address}?id={page.pk}", {"reviewer": doctor.pk})

    assert "The profile of Dr Ada Byron is not published." in response.content.decode()
    assert not stored(page).workflow_in_progress


def test_a_link_signs_nothing_while_the_profile_is_not_public(page, client):
    submit(page)
    link = link_of(page)
    change(asked(page), live=False)

    for response in (client.get(link), answer(link, **APPROVAL)):
        assert response.status_code == 410
        assert "The profile of Dr Ada Byron is not published." in response.content.decode()
    assert not SignOff.objects.exists()

    change(asked(page), live=True)
    assert answer(link, **APPROVAL).status_code == 200


def test_nobody_signs_in_the_admin_under_a_profile_that_is_not_public(page):
    user = editor()
    change(asked(page), account=user, live=False)
    submit(page)
    task = stored(page).current_workflow_task

    assert profile_of(user) is None
    assert [name for name, *_rest in task.get_actions(stored(page), user)] == ["reject"]
    change(asked(page), live=True)
    assert profile_of(user) == asked(page)


# -- Who says whose profile is whose ---------------------------------------------------------------


@pytest.mark.parametrize(("role", "may"), [(EDITORS, False), (PUBLISHERS, True)])
def test_only_who_may_publish_a_profile_says_who_it_is(page, role, may):
    user, client = client_in(role)
    doctor = asked(page)
    change(doctor, live=False)
    address = reverse("wagtailadmin_pages:edit", args=[doctor.pk])
    shown = soup_of(client.get(address)).select("[name=email], [name=account]")
    assert bool(shown) is may

    fields = {"credentials": "MBBS", "email": "eve@example.org", "account": str(user.pk)}
    client.post(address, posted(doctor, **fields))

    saved = asked(page)
    assert saved.credentials == "MBBS"
    wanted = ("eve@example.org", user) if may else ("ada@example.org", None)
    assert (saved.email, saved.account) == wanted


def test_a_profile_made_by_an_editor_belongs_to_nobody(page):
    user, client = client_in(EDITORS)
    address = reverse(
        "wagtailadmin_pages:add", args=["articles", "personpage", asked(page).get_parent().pk]
    )
    fake = PersonPage(title="Fake Doctor", slug="fake", job_title="Consultant")

    client.post(address, posted(fake, email="eve@example.org", account=str(user.pk)))

    made = PersonPage.objects.get(title="Fake Doctor")
    assert (made.email, made.account) == ("", None)
