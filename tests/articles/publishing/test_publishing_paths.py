"""Every publishing path publishes exactly what the gate accepts."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from wagtail.models import Page, Site

from articles.models import ArticlePage, EditorialSettings
from articles.problems.problem import ProblemCode
from home.models import HomePage, User
from tests.articles.publishing import publishing_paths
from tests.factories import (
    article,
    body,
    editor,
    explanation,
    intro,
    key_points,
    person,
    reference,
    references,
)

pytestmark = pytest.mark.django_db

UNSIGNED, BROKEN = "unsigned", "broken"
BLOCKED = {ProblemCode.MISSING: True, ProblemCode.RETRACTED: True, ProblemCode.RAW_MARKER: True} | {
    ProblemCode.FOREIGN: True,
    ProblemCode.CLAIM: True,
    UNSIGNED: True,
    BROKEN: True,
}
KINDS = [*ProblemCode, "corrected", UNSIGNED, BROKEN, "fine"]


def other_site() -> Site:
    home = HomePage(title="Other", slug="other", hero_heading="Care")
    Page.get_first_root_node().add_child(instance=home)
    return Site.objects.create(hostname="other.example", root_page=home)


def body_of_kind(kind: str) -> str:
    """Return a body with this problem and no other error."""
    if kind == ProblemCode.MISSING:
        return body(intro(), explanation(cited=(987_654,)))
    if kind == ProblemCode.RETRACTED:
        return body(intro(), explanation(cited=(reference(state="retracted"),)))
    if kind == "corrected":
        return body(intro(), explanation(cited=(reference(state="corrected"),)))
    if kind == ProblemCode.RAW_MARKER:
        return body(intro("<p>Pain can stay (5).</p>"))
    if kind == ProblemCode.DUPLICATE:
        return body(intro(), explanation(cited=(reference(), reference())))
    if kind == ProblemCode.INCOMPLETE:
        return body(intro(), explanation(cited=(reference(),)))
    if kind == ProblemCode.UNUSED_ENTRY:
        return body(intro(), references())
    if kind == ProblemCode.UNSOURCED:
        return body(intro(), key_points())
    if kind == ProblemCode.CLAIM:
        return body(intro("<p>Our course cures eczema.</p>"))
    if kind == ProblemCode.FOREIGN:
        return body(intro(), explanation(cited=(reference(site=other_site()),)))
    if kind == BROKEN:
        return body(intro(), intro())
    return body(intro())


@pytest.fixture
def drafts(pain) -> dict[str, ArticlePage]:
    """One for each kind; all are signed but one."""
    made = {
        str(kind): publishing_paths.create_draft(pain, f"About {kind}", body_of_kind(kind))
        for kind in KINDS
    }
    for kind, page in made.items():
        if kind != UNSIGNED:
            publishing_paths.create_sign_off(page)
    return made


@pytest.fixture
def administrator(admin_client) -> User:
    return User.objects.get()


def is_public_by_kind(drafts: dict[str, ArticlePage]) -> dict[str, bool]:
    return {kind: publishing_paths.is_public(page) for kind, page in drafts.items()}


EXPECTED = {str(kind): not BLOCKED.get(kind, False) for kind in KINDS}


def test_the_forms_and_many_at_once(drafts, pain, admin_client):
    user = editor()
    assert {
        kind: publishing_paths.is_form_valid(page, pain, user) for kind, page in drafts.items()
    } == EXPECTED

    def new(kind: str) -> ArticlePage:
        return ArticlePage(title="New", slug=f"new-{kind}", summary="New.", body=drafts[kind].body)

    assert not publishing_paths.is_form_valid(new("fine"), pain, user)  # it is not signed
    for goes in (False, True):
        some = [page for kind, page in drafts.items() if EXPECTED[kind] == goes]
        answer = publishing_paths.publish_all(admin_client, *some)

        assert answer.status_code == 302
        told = "".join(map(str, get_messages(answer.wsgi_request)))
        assert all((f"“{page.title}” was not published" in told) != goes for page in some)
        assert is_public_by_kind(drafts) == (EXPECTED if goes else dict.fromkeys(drafts, False))
    EditorialSettings.objects.update(sign_off_required=False)
    fits = {kind: publishing_paths.is_form_valid(new(kind), pain, user) for kind in drafts}
    # At which clinic a new page is, only the gate knows, once it is in the tree.
    assert fits == EXPECTED | {UNSIGNED: True, str(ProblemCode.FOREIGN): True}


def test_the_last_approval_of_a_workflow(drafts, admin_client, administrator, settings):
    settings.WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
    steps = publishing_paths.create_workflow()
    for kind, page in drafts.items():
        answer = publishing_paths.approve(admin_client, page, administrator, steps)
        assert answer.status_code == 302
        waiting = ArticlePage.objects.get(pk=page.pk).workflow_in_progress
        assert waiting != EXPECTED[kind], kind

    assert is_public_by_kind(drafts) == EXPECTED


def test_a_day_that_has_come(drafts, pain, capsys):
    for page in drafts.values():
        publishing_paths.schedule(page)
    publishing_paths.publish_due()

    assert is_public_by_kind(drafts) == EXPECTED
    told = capsys.readouterr().err
    assert {kind for kind, page in drafts.items() if f"“{page.title}”" in told} == {
        kind for kind, goes in EXPECTED.items() if not goes
    }


def test_a_refusal_does_not_change_public_content(pain, admin_client, administrator):
    ada = person(pain.get_parent())
    page = article(pain, "As it was", reviewer=ada, reviewed_on=date(2026, 1, 2))
    before = ArticlePage.objects.values().get(pk=page.pk)
    page.body = body_of_kind(ProblemCode.RAW_MARKER)
    page.save_revision()
    drafted = ArticlePage.objects.values().get(pk=page.pk)
    draft = publishing_paths.latest_draft(page)

    publishing_paths.publish_from_form(admin_client, draft)
    publishing_paths.approve(admin_client, draft, administrator)
    publishing_paths.publish_all(admin_client, draft)
    publishing_paths.schedule(draft)
    publishing_paths.publish_due()

    after = ArticlePage.objects.values().get(pk=page.pk)
    assert after == drafted
    assert after["body"] == before["body"]
    assert after["live"]
