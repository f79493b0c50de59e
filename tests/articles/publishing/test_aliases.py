"""An alias is public only while its original is, on every path."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from articles.models import ArticlePage
from home.models import User
from tests.articles.publishing import publishing_paths
from tests.factories import article, body, category, home_page, intro, update_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def pain():
    return category(home_page(), "Pain", slug="pain")


@pytest.fixture
def original(pain) -> ArticlePage:
    """A draft that was never public."""
    page = article(pain, "Sleep", slug="sleep", live=False, body=body(intro()))
    page.save_revision(clean=False)
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def alias(original) -> ArticlePage:
    return original.create_alias(update_slug="alias")


def visible_slugs() -> set[str]:
    return set(ArticlePage.objects.visible().values_list("slug", flat=True))


def status(client: Client, page: Page) -> int:
    return client.get(Page.objects.get(pk=page.pk).url).status_code


@pytest.mark.parametrize("was_live", [False, True])
def test_a_schedule_of_the_original_publishes_no_alias(
    original, alias, admin_client, client, was_live
):
    if was_live:  # without a live revision, as imported pages are
        original.aliases.update(live=True)
        update_page(original, live=True)
    later = {"go_live_at": "2090-01-01 10:00"}
    response = publishing_paths.publish_from_form(admin_client, original, **later)

    assert response.status_code == 302
    assert not Page.objects.get(pk=alias.pk).live
    assert not Page.objects.get(pk=original.pk).live
    assert [status(client, page) for page in (original, alias)] == [404, 404]


def test_the_alias_goes_public_and_away_with_its_original(original, alias, admin_client, client):
    second = alias.create_alias(update_slug="second")
    draft = publishing_paths.latest_draft(original)
    publishing_paths.schedule(draft)
    publishing_paths.publish_due()
    assert visible_slugs() == {"sleep", "alias", "second"}
    assert [status(client, page) for page in (original, alias, second)] == [200] * 3

    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[original.pk]))
    assert visible_slugs() == set()
    publishing_paths.publish_all(admin_client, original)
    assert visible_slugs() == {"sleep", "alias", "second"}

    past = timezone.now() - timedelta(minutes=1)
    Page.objects.filter(pk=original.pk).update(expire_at=past)
    call_command("publish_scheduled")
    assert visible_slugs() == set()
    assert not Page.objects.filter(alias_of=original, live=True).exists()


def test_the_last_approval_publishes_both(original, alias, admin_client):
    publishing_paths.approve(admin_client, original, User.objects.get())

    assert visible_slugs() == {"sleep", "alias"}


def test_aliases_of_a_tree_are_as_public_as_each_page(pain, original, admin_client):
    article(pain, "Public", slug="public")
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": pain.get_parent().pk}
    data |= {"copy_subpages": "on", "alias": "on"}
    admin_client.post(reverse("wagtailadmin_pages:copy", args=[pain.pk]), data)

    below = Page.objects.get(slug="copy").get_children()
    assert dict(below.values_list("slug", "live")) == {"public": True, "sleep": False}


def test_an_alias_that_is_live_by_mistake_is_not_served(original, alias, client):
    Page.objects.filter(pk=alias.pk).update(live=True)

    assert status(client, alias) == 404
    assert visible_slugs() == set()


@pytest.mark.parametrize("include_descendants", ["", "on"])
def test_bulk_publishing_leaves_out_aliases(
    pain, original, alias, admin_client, include_descendants
):
    other = article(pain, "Other", slug="other", live=False)
    other.save_revision()
    pages = [pain] if include_descendants else [alias, other]
    response = publishing_paths.publish_all(
        admin_client, *pages, include_descendants=include_descendants
    )

    assert response.status_code == 302
    messages = publishing_paths.response_messages(response)
    if include_descendants:
        assert "1 page and 2 child pages have been published" in messages
        assert visible_slugs() == {"sleep", "alias", "other"}
    else:
        assert "1 page has been published" in messages
        assert "This page is an alias" in messages
        assert "“Sleep”. Publish its original." in messages
        assert visible_slugs() == {"other"}


def test_bulk_publishing_only_an_alias_claims_no_success(alias, admin_client):
    messages = publishing_paths.response_messages(publishing_paths.publish_all(admin_client, alias))

    assert "This page is an alias" in messages
    assert "published" not in messages


@pytest.mark.parametrize(("group", "converted"), [("Editors", False), ("Moderators", True)])
def test_only_publishers_convert_a_public_alias(original, alias, client, group, converted):
    Page.objects.filter(pk__in=[original.pk, alias.pk]).update(live=True)
    user = User.objects.create_user("eve", "eve@example.org", "secret")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    response = client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))

    assert (Page.objects.get(pk=alias.pk).alias_of_id is None) == converted
    assert ("Ask a publisher" in publishing_paths.response_messages(response)) != converted
