"""Claims are waived by those who may, for one sentence, and only while it stands."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import Page

from articles.models import EditorialSettings, Waiver, WaiverWithdrawal
from articles.models.append_only import AppendOnlyError
from articles.problems.claims.passages import Claim
from articles.problems.examination import examine, find_problems
from articles.publishing.gate import blocking_issues
from articles.publishing.waiving import WaiverRefusedError, waive, withdraw
from home.models import StandardPage, User
from home.models.roles import EDITORS, PUBLISHERS, set_up_roles
from tests.articles.publishing import publishing_paths
from tests.factories import call_to_action, home_page, standard_page, update_page

pytestmark = pytest.mark.django_db

STOP = "Our course cures eczema."
WARNING = "Reclaim the mornings you lost."
WORDS = "A court decided that we may say so."


@pytest.fixture
def page() -> StandardPage:
    return standard_page(home_page(), "Prices", summary=STOP)


@pytest.fixture
def writer() -> User:
    return member(EDITORS)


@pytest.fixture
def publisher() -> User:
    return member(PUBLISHERS)


def member(role: str) -> User:
    set_up_roles()
    user = User.objects.create_user(role, f"{len(role)}@example.org", "secret", first_name="Pat")
    user.groups.add(Group.objects.get(name=role))
    return user


def claim_of(obj: Any) -> Claim:
    return next(problem.claim for problem in find_problems(obj) if problem.claim)


def waive_in(obj: Any, user: User) -> list[Waiver]:
    return waive(user, obj, claim_of(obj), Waiver.Reason.OTHER, WORDS)


def reload(page: Page) -> StandardPage:
    return StandardPage.objects.get(pk=page.pk)


def test_a_waived_claim_is_no_problem_any_more(page, publisher):
    (waiver,) = waive_in(page, publisher)

    examined = examine(page)
    assert examined.problems == []
    assert [problem.waivers for problem in examined.waived] == [(waiver,)]
    assert blocking_issues(page) == []


def test_a_waiver_records_who_why_and_what(page, publisher):
    (waiver,) = waive_in(page, publisher)

    assert (waiver.sentence, waiver.family, waiver.words) == (STOP, "A", WORDS)
    assert (waiver.user, waiver.user_name) == (publisher, "Pat")
    assert waiver.object_title == "Prices"
    assert waiver.site == page.get_site()
    assert "articles.claim.waived" in publishing_paths.logged_actions(page)


def test_waiving_twice_adds_nothing(page, publisher):
    claim = claim_of(page)
    for _n in range(2):
        waive(publisher, page, claim, Waiver.Reason.OTHER, WORDS)

    assert Waiver.objects.count() == 1


def test_a_writer_waives_warnings_only(page, writer):
    with pytest.raises(WaiverRefusedError, match="Only a user who may publish"):
        waive_in(page, writer)
    update_page(page, summary=WARNING)

    assert waive_in(page, writer)
    assert find_problems(page) == []


def test_a_waiver_of_a_writer_does_not_hold_for_what_stops_later(page, writer):
    """A new kind of claims warns first."""
    EditorialSettings.objects.update(claims_warn_until={"A": "2090-01-01"})
    assert waive_in(page, writer)
    assert find_problems(page) == []
    EditorialSettings.objects.update(claims_warn_until={})

    assert blocking_issues(page)


def test_a_publisher_waives_again_what_a_writer_did(page, writer, publisher):
    update_page(page, summary=WARNING)
    claim = claim_of(page)
    waive(writer, page, claim, Waiver.Reason.OTHER, WORDS)
    waive(publisher, page, claim, Waiver.Reason.OTHER, WORDS)

    assert list(Waiver.objects.values_list("covers_stops", flat=True)) == [False, True]


def test_who_may_not_edit_waives_nothing(page):
    stranger = User.objects.create_user("stranger", "s@example.org", "secret")

    with pytest.raises(WaiverRefusedError, match="may not edit"):
        waive_in(page, stranger)


@pytest.mark.parametrize(
    ("reason", "words", "message"),
    [("no", WORDS, "Choose a reason"), ("other", "Because  so.     ", "at least 15")],
)
def test_a_waiver_needs_a_reason_in_words(page, publisher, reason, words, message):
    with pytest.raises(ValidationError, match=message):
        waive(publisher, page, claim_of(page), reason, words)


def test_saving_again_and_white_space_keep_a_waiver(page, publisher):
    waive_in(page, publisher)
    page.summary = f"  {STOP.replace(' ', '  ')} "
    page.save_revision().publish()

    assert reload(page).live
    assert find_problems(reload(page)) == []


def test_a_changed_word_ends_a_waiver(page, publisher):
    waive_in(page, publisher)
    update_page(page, summary="Our new course cures eczema.")

    assert blocking_issues(page)


def test_the_words_of_before_bring_a_waiver_back(page, publisher):
    waive_in(page, publisher)
    update_page(page, summary="Come in.")
    update_page(page, summary=STOP)

    assert blocking_issues(page) == []


def test_a_withdrawn_waiver_holds_no_more(page, publisher):
    (waiver,) = waive_in(page, publisher)
    withdraw(publisher, page, waiver)

    assert blocking_issues(page)
    assert "articles.claim.withdrawn" in publishing_paths.logged_actions(page)
    with pytest.raises(WaiverRefusedError, match="withdrawn already"):
        withdraw(publisher, page, waiver)
    assert waive_in(page, publisher)


def test_a_writer_does_not_withdraw_the_waiver_of_a_publisher(page, publisher, writer):
    (waiver,) = waive_in(page, publisher)

    with pytest.raises(WaiverRefusedError, match="Only a user who may publish"):
        withdraw(writer, page, waiver)


def test_waivers_are_permanent(page, publisher):
    (waiver,) = waive_in(page, publisher)
    withdrawal = withdraw(publisher, page, waiver)

    for row in (waiver, withdrawal):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()
    with pytest.raises(AppendOnlyError):
        Waiver.objects.update(words="Other words")
    assert WaiverWithdrawal.objects.count() == 1


def test_a_waiver_outlives_its_page_and_its_user(page, publisher):
    waive_in(page, publisher)
    page.delete()
    publisher.delete()

    waiver = Waiver.objects.get()
    assert (waiver.user, waiver.user_name, waiver.object_title) == (None, "Pat", "Prices")


def test_copies_and_aliases_take_no_waiver_along(page, publisher):
    waive_in(page, publisher)

    assert blocking_issues(page.copy(update_attrs={"slug": "copy"}))
    assert blocking_issues(page.create_alias(update_slug="alias"))


def test_a_call_to_action_has_waivers_too(publisher):
    home_page()
    chosen = call_to_action(text=STOP)
    assert blocking_issues(chosen)

    (waiver,) = waive_in(chosen, publisher)

    assert blocking_issues(chosen) == []
    assert waiver.site is None


def test_waivers_take_one_query(page, publisher, django_assert_num_queries):
    find_problems(page)
    waive_in(page, publisher)
    with django_assert_num_queries(4):  # the others are for sites, settings and countries
        find_problems(page)
