"""Calls to action have drafts: only users who may publish change what visitors see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.models import ArticlePage, CallToAction
from articles.problems.examination import find_problems
from articles.problems.problem import ProblemCode
from home.kit.start import set_up_library_workflow
from home.models import Generation, StandardPage, User
from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, REVIEWERS, set_up_roles
from tests.factories import (
    article,
    body,
    call_to_action,
    call_to_action_block,
    category,
    home_page,
    intro,
    person,
    standard_page,
    stream,
    update_page,
)

pytestmark = pytest.mark.django_db

NAME = "wagtailsnippets_articles_calltoaction"
WORDS = {"text": "Twenty minutes.", "button_label": "Book", "link_url": "/book/", "shape": "crown"}


@pytest.fixture
def client_of() -> Callable[[str], Client]:
    """Return a function that logs a new user of a role in."""
    set_up_roles()
    set_up_library_workflow()

    def log_in(role: str) -> Client:
        user = User.objects.create_user(role, f"{role.split()[0]}@example.org", "secret")
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def chosen() -> CallToAction:
    return call_to_action(heading="Old words")


@pytest.fixture
def urls(chosen) -> list[str]:
    """Return the URLs of everything that shows the call to action."""
    shown = call_to_action_block(chosen)
    home = home_page(body=stream(shown))
    page = article(category(home, "Pain"), "Nerves", body=body(intro(), shown))
    about = standard_page(home, "About", body=stream(shown))
    feeds = ["/feed/", "/pain/feed/", "/llms.txt"]
    return ["/", page.url, f"{page.url}article.md", about.url, *feeds]


def public_text(urls: list[str]) -> str:
    return "\n".join(Client().get(url).content.decode() for url in urls)


def pages_with(words: str, urls: list[str]) -> int:
    return sum(words in public_text([url]) for url in urls)


def url_of(view: str, *args: Any) -> str:
    return reverse(f"{NAME}:{view}", args=args)


def post(client: Client, chosen: CallToAction, heading="New words", **fields: Any) -> Any:
    return client.post(url_of("edit", chosen.pk), WORDS | {"heading": heading} | fields)


def reload(chosen: CallToAction) -> CallToAction:
    return CallToAction.objects.get(pk=chosen.pk)


def approve(client: Client, chosen: CallToAction) -> Any:
    state = reload(chosen).current_workflow_task_state
    assert state
    return client.post(url_of("workflow_action", chosen.pk, "approve", state.pk), {"comment": ""})


# -- Users who may not publish ---------------------------------------------------------------------


def test_it_is_shown_where_it_is_chosen(urls):
    assert pages_with("Old words", urls) == 6  # all but llms.txt, which has no bodies


@pytest.mark.parametrize("action", ["", "action-publish", "action-submit"])
def test_an_editor_saves_a_draft_and_no_public_byte_changes(client_of, chosen, urls, action):
    before, version = public_text(urls), Generation.objects.count()
    response = post(client_of(EDITORS), chosen, **{action: "1"} if action else {})
    assert response.status_code == 302
    assert reload(chosen).get_latest_revision_as_object().heading == "New words"
    assert public_text(urls) == before
    assert Generation.objects.count() == version


def test_an_editor_creates_a_draft_that_no_page_shows(client_of):
    client = client_of(EDITORS)
    client.post(url_of("add"), WORDS | {"heading": "New words", "action-publish": "1"})
    new = CallToAction.objects.get()
    assert not new.live
    page = article(category(home_page()), body=body(intro(), call_to_action_block(new)))
    assert "New words" not in public_text([page.url, f"{page.url}article.md", "/feed/"])


@pytest.mark.parametrize(
    "address",
    [
        lambda pk, revision: url_of("unpublish", pk),
        lambda pk, revision: url_of("delete", pk),
        lambda pk, revision: url_of("revisions_unschedule", pk, revision),
        lambda pk, revision: url_of("lock", pk),
        lambda pk, revision: (
            reverse("wagtail_bulk_action", args=["articles", "calltoaction", "delete"])
            + f"?id={pk}"
        ),
    ],
)
@pytest.mark.parametrize("role", [EDITORS, REVIEWERS])
def test_no_other_way_is_open_to_them(client_of, chosen, urls, role, address):
    revision = chosen.save_revision()
    before = public_text(urls)
    client_of(role).post(address(chosen.pk, revision.pk))
    assert public_text(urls) == before
    assert not reload(chosen).locked


def test_reverting_to_a_version_makes_a_draft(client_of, chosen, urls):
    old = chosen.save_revision()
    chosen.heading = "Public words"
    chosen.save_revision().publish()
    revert = url_of("revisions_revert", chosen.pk, old.pk)
    client_of(EDITORS).post(revert, WORDS | {"heading": "Old words", "action-publish": "1"})
    assert pages_with("Public words", urls) == 6
    assert reload(chosen).get_latest_revision_as_object().heading == "Old words"


def test_copying_makes_a_draft(client_of, chosen):
    client = client_of(EDITORS)
    form = client.get(url_of("copy", chosen.pk))
    client.post(form.context["action_url"], WORDS | {"heading": "Copy", "action-publish": "1"})
    assert not CallToAction.objects.get(heading="Copy").live


def test_the_address_of_a_copy_does_not_store_what_is_posted(client_of, chosen):
    """Wagtail's view would replace the original."""
    response = client_of(EDITORS).post(url_of("copy", chosen.pk), WORDS | {"heading": "Copy"})

    assert response.status_code == 405
    assert CallToAction.objects.get() == chosen
    assert CallToAction.objects.get().heading != "Copy"


def test_the_chooser_of_the_page_editor_has_no_form_to_create_one(client_of, chosen):
    choose = reverse("wagtailsnippetchoosers_articles_calltoaction:choose")
    html = client_of(EDITORS).get(choose).json()["html"]
    assert "Old words" in html
    assert 'name="heading"' not in html


# -- Users who may publish -------------------------------------------------------------------------


@pytest.mark.parametrize("role", [PUBLISHERS, ADMINISTRATORS])
def test_a_publisher_publishes_and_unpublishes(client_of, chosen, urls, role):
    client = client_of(role)
    post(client, chosen, **{"action-publish": "1"})
    assert pages_with("New words", urls) == 6
    client.post(url_of("unpublish", chosen.pk))
    assert pages_with("New words", urls) == 0
    post(client, chosen, "Newer words", **{"action-publish": "1"})
    assert pages_with("Newer words", urls) == 6


def test_a_publisher_approves_what_an_editor_submitted(client_of, chosen, urls):
    editor, publisher = client_of(EDITORS), client_of(PUBLISHERS)
    post(editor, chosen, **{"action-submit": "1"})
    approve(editor, chosen)
    assert pages_with("Old words", urls) == 6
    approve(publisher, chosen)
    assert pages_with("New words", urls) == 6


def test_history_and_comparison_know_the_public_words(client_of, chosen):
    client = client_of(EDITORS)
    post(client, chosen)
    history = client.get(url_of("history", chosen.pk))
    compare = client.get(url_of("revisions_compare", chosen.pk, "live", "latest"))
    assert history.status_code == 200
    assert "Old" in compare.content.decode()
    assert "New" in compare.content.decode()


def test_the_first_change_keeps_the_public_words_as_a_version(chosen):
    chosen.heading = "New words"
    chosen.save_revision()
    versions = Revision.objects.for_instance(chosen).order_by("created_at", "pk")
    assert [each.content["heading"] for each in versions] == ["Old words", "New words"]
    assert reload(chosen).live_revision == versions[0]


@pytest.mark.parametrize("version", ["first", "newest"])
def test_a_scheduled_change_leaves_the_public_words_until_then(client_of, chosen, urls, version):
    chosen.save_revision().publish()
    first = Revision.objects.for_instance(chosen).earliest("created_at")
    client, later = client_of(PUBLISHERS), timezone.now() + timedelta(hours=1)
    edit = url_of("edit", chosen.pk)
    if version == "first":
        edit = url_of("revisions_revert", chosen.pk, first.pk)
    words = WORDS | {"heading": "New words", "go_live_at": f"{later:%Y-%m-%d %H:%M}"}
    client.post(edit, words | {"action-publish": "1"})
    assert pages_with("Old words", urls) == 6
    scheduled = reload(chosen).scheduled_revision
    scheduled.content["go_live_at"] = past = (timezone.now() - timedelta(minutes=1)).isoformat()
    scheduled.approved_go_live_at = past
    scheduled.save()
    call_command("publish_scheduled")
    assert pages_with("New words", urls) == 6


def test_an_expired_one_is_unpublished_by_the_schedule(chosen, urls):
    CallToAction.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert pages_with("Old words", urls) == 0
    assert reload(chosen).expired


def test_each_change_of_public_words_has_a_new_content_version(chosen):
    def is_new(change: Callable[[], object]) -> bool:
        connection.run_on_commit.clear()  # earlier changes count as committed
        before = Generation.objects.count()
        change()
        return Generation.objects.count() > before

    chosen.heading = "New words"
    assert not is_new(chosen.save_revision)
    assert is_new(chosen.get_latest_revision().publish)
    assert is_new(reload(chosen).unpublish)
    assert not is_new(reload(chosen).save)
    assert is_new(lambda: reload(chosen).get_latest_revision().publish())


# -- In the editor ---------------------------------------------------------------------------------


def test_the_preview_of_a_page_shows_the_draft(chosen):
    chosen.unpublish()
    draft = reload(chosen)
    draft.heading = "Draft words"
    draft.save_revision()
    page = article(category(home_page()), body=body(intro(), call_to_action_block(chosen)))
    html = page.make_preview_request().render().content.decode()
    assert "Draft words" in html
    assert "Draft words" not in public_text([page.url])


def test_a_page_keeps_its_choice_of_an_unpublished_one(chosen, urls):
    version = chosen.save_revision()
    reload(chosen).unpublish()
    page = ArticlePage.objects.get(slug="nerves")
    page.save_revision().publish()
    version.publish()
    assert pages_with("Old words", urls) == 6


def test_choosing_an_unpublished_or_deleted_one_is_a_warning(chosen):
    page = article(category(home_page()), body=body(intro(), call_to_action_block(chosen)))
    assert not [each for each in find_problems(page) if each.code == ProblemCode.NOT_SHOWN]
    chosen.unpublish()
    for words in ("“Old words” is not published", "was deleted"):
        (problem,) = [each for each in find_problems(page) if each.code == ProblemCode.NOT_SHOWN]
        assert words in problem.message
        assert problem.severity == "warning"
        CallToAction.objects.all().delete()


def test_saving_another_page_warns_of_an_unpublished_one(client_of, chosen, urls):
    chosen.unpublish()
    page = StandardPage.objects.get()
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "body": streamfield([("call_to_action", chosen.pk)]),
            "comments": inline_formset([]),
        }
    )
    client = client_of(EDITORS)
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    assert "“Old words” is not published" in response.content.decode()


def test_an_autosave_does_not_overwrite_the_published_version(chosen):
    author = User.objects.create_user("eddie")
    chosen.heading = "New words"
    published = chosen.save_revision(user=author)
    published.publish()
    draft = reload(chosen)
    draft.heading = "Draft"
    draft.save_revision(user=author, overwrite_revision=published)
    assert Revision.objects.get(pk=published.pk).content["heading"] == "New words"


def test_the_form_names_the_pages_that_show_it(client_of, chosen, urls):
    page = ArticlePage.objects.get(slug="nerves")
    update_page(page, reviewer=None, reviewed_on=timezone.localdate())
    client = client_of(PUBLISHERS)
    html = client.get(url_of("edit", chosen.pk)).content.decode()
    assert "Shown on 3 pages, 0 of them signed" in html
    update_page(page, reviewer=person(page.get_site().root_page))
    html = client.get(url_of("edit", chosen.pk)).content.decode()
    assert "Shown on 3 pages, 1 of them signed" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    for view in ("unpublish", "delete"):
        assert "Shown on 3 pages" in client.get(url_of(view, chosen.pk)).content.decode()


def test_naming_the_pages_needs_the_same_queries_for_many(
    client_of, chosen, urls, django_assert_max_num_queries
):
    client = client_of(PUBLISHERS)

    def count() -> int:
        with django_assert_max_num_queries(200) as captured:
            client.get(url_of("edit", chosen.pk))
        return len(captured)

    count()
    few = count()
    topic = ArticlePage.objects.get(slug="nerves").get_parent()
    for _number in range(5):
        article(topic, body=body(call_to_action_block(chosen)))
    assert ReferenceIndex.get_references_to(chosen).count() == 8
    assert count() == few


@pytest.mark.parametrize("is_bulk", [False, True])
def test_only_publishers_delete_a_published_one(chosen, urls, client, is_bulk):
    user = User.objects.create_user("keeper", password="secret")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=("access_admin", "delete_calltoaction"))
    )
    client.force_login(user)
    address = url_of("delete", chosen.pk)
    if is_bulk:
        bulk = reverse("wagtail_bulk_action", args=["articles", "calltoaction", "delete"])
        address = f"{bulk}?id={chosen.pk}"
    before = public_text(urls)

    client.post(address)
    assert public_text(urls) == before

    chosen.unpublish()
    client.post(address)
    assert not CallToAction.objects.exists()
