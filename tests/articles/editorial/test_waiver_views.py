"""Claims are waived in the panel "Problems", and waivers withdrawn, by those who may."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, ReferenceIndex, Site

from articles.models import CallToAction, Freshness, Waiver, WaiverWithdrawal
from articles.problems.examination import find_problems
from articles.problems.waivers import hash_sentence
from articles.publishing.gate import blocking_issues
from home.kit.site_staff import set_up_site_staff
from home.models import HomePage, StandardPage, User
from home.models.roles import EDITORS, PUBLISHERS
from home.models.site_roles import SITE_ROLES, find_site_group
from tests.articles.editorial.waiving_panel import (
    STOP,
    WARNING,
    WORDS,
    XHR,
    claim_key,
    errors_of,
    get_list,
    key_of,
    list_of,
    send_waiver,
    send_withdrawal,
    url_of,
)
from tests.articles.library.staff import log_in, member
from tests.factories import (
    article,
    body,
    call_to_action,
    call_to_action_block,
    category,
    home_page,
    intro,
    standard_page,
    stream,
    update_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

KEY_OF_STOP = f"A-{hash_sentence(STOP, ())}"


@pytest.fixture
def page() -> StandardPage:
    return standard_page(home_page(), "Prices", summary=STOP)


@pytest.fixture
def call(page) -> CallToAction:
    return call_to_action(text=STOP)


@pytest.fixture
def publisher() -> Client:
    return log_in(member(PUBLISHERS))


@pytest.fixture
def writer() -> Client:
    return log_in(member(EDITORS))


@pytest.fixture
def waiver(page, publisher) -> Waiver:
    send_waiver(publisher, page, KEY_OF_STOP)
    return Waiver.objects.get()


@pytest.fixture
def stranger(page) -> Client:
    """An administrator of another clinic."""
    home = HomePage(title="Second", slug="second", hero_heading="Care")
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.create(hostname="127.0.0.1", site_name="Second", root_page=home)
    set_up_site_staff(site)
    user = User.objects.create_user("stranger", "stranger@example.org", "secret")
    user.groups.set(filter(None, (find_site_group(role, site) for role in SITE_ROLES)))
    return log_in(user)


# -- Waive -----------------------------------------------------------------------------------------


def test_a_publisher_waives_what_stops_publishing(page, publisher):
    key = key_of(publisher, page)
    assert key == KEY_OF_STOP

    soup = list_of(send_waiver(publisher, page, key))

    assert soup.select_one("[data-summary]")["data-count"] == "0"
    waived = soup.select_one(".problems__waived")
    assert waived.summary.text == "Waived (1)"
    for words in (STOP, "Another reason", WORDS, PUBLISHERS):
        assert words in waived.text
    assert blocking_issues(page) == []


def test_a_publisher_waives_in_a_call_to_action(call, publisher):
    send_waiver(publisher, call, key_of(publisher, call))

    assert blocking_issues(call) == []
    assert get_list(publisher, call).select_one(".problems__waived")


def test_the_latest_draft_is_asked(page, publisher):
    page.summary = "We help."
    page.save()
    page.summary = WARNING
    page.save_revision()

    send_waiver(publisher, page, key_of(publisher, page))

    assert Waiver.objects.get().sentence == WARNING


@pytest.mark.parametrize("kind", ["page", "call"])
def test_who_may_not_publish_cannot_waive_a_stop(kind, request, writer):
    obj = request.getfixturevalue(kind)
    User.objects.create_superuser("Ada", "ada@example.org", "secret")
    soup = get_list(writer, obj)
    assert not soup.select("form")
    assert "Only a user who may publish can waive it: " in soup.select_one(".problem").text

    errors = errors_of(send_waiver(writer, obj, KEY_OF_STOP))

    assert "Only a user who may publish" in errors["__all__"][0]
    assert not Waiver.objects.exists()


def test_who_can_waive_a_stop_is_named(page, writer):
    publisher = member(PUBLISHERS, "Pat")

    assert f"can waive it: {publisher.username}" in get_list(writer, page).text


def test_who_may_edit_waives_a_warning(page, writer):
    update_page(page, summary=WARNING)

    assert list_of(send_waiver(writer, page, key_of(writer, page)))
    assert find_problems(page) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"reason": ""}, {"reason": "Choose a reason."}),
        ({"reason": "nonsense"}, {"reason": "Choose a reason."}),
        ({"words": " Because \0 so. "}, {"words": "at least 15 characters"}),
        ({"words": "a" * 1001}, {"words": "at most 1000 characters"}),
        ({"reason": "", "words": ""}, {"reason": "Choose", "words": "at least 15"}),
    ],
)
def test_errors_are_said_by_field(page, publisher, fields, expected):
    errors = errors_of(send_waiver(publisher, page, KEY_OF_STOP, **fields))

    assert errors.keys() == expected.keys()
    assert all(words in errors[name][0] for name, words in expected.items())
    assert not Waiver.objects.exists()


@pytest.mark.parametrize("key", ["", "A", "A-", "\0", "B" + KEY_OF_STOP[1:], KEY_OF_STOP[:-1]])
def test_a_claim_that_the_draft_does_not_have_is_not_waived(page, publisher, key):
    assert "Save first" in errors_of(send_waiver(publisher, page, key))["__all__"][0]


def test_a_claim_that_was_changed_meanwhile_is_not_waived(page, publisher):
    key = key_of(publisher, page)
    update_page(page, summary="Our new course cures eczema.")

    assert "Save first" in errors_of(send_waiver(publisher, page, key))["__all__"][0]


def test_nothing_sent_is_a_message(page, publisher):
    for view in ("waive", "withdraw"):
        assert errors_of(publisher.post(url_of(view, page)))


def test_words_are_stored_without_nul_and_escaped(page, publisher):
    soup = list_of(
        send_waiver(publisher, page, KEY_OF_STOP, words="<img src=x>\0 because it is so")
    )

    assert Waiver.objects.get().words == "<img src=x> because it is so"
    assert not soup.select("img")


# -- Withdraw --------------------------------------------------------------------------------------


def test_a_publisher_withdraws(page, publisher, waiver):
    button = get_list(publisher, page).select_one(".problems__waived form [name=waiver]")
    soup = list_of(send_withdrawal(publisher, page, button["value"]))

    assert WaiverWithdrawal.objects.get().waiver == waiver
    assert claim_key(soup) == KEY_OF_STOP
    assert not soup.select(".problems__waived")
    assert blocking_issues(page)


def test_who_may_not_publish_does_not_withdraw_what_opened_the_gate(page, waiver, writer):
    assert not get_list(writer, page).select(".problems__waived form")
    errors = errors_of(send_withdrawal(writer, page, waiver.pk))

    assert "Only a user who may publish" in errors["__all__"][0]
    assert not WaiverWithdrawal.objects.exists()


def test_who_may_edit_withdraws_the_waiver_of_a_warning(page, writer):
    update_page(page, summary=WARNING)
    send_waiver(writer, page, key_of(writer, page))

    assert list_of(send_withdrawal(writer, page, Waiver.objects.get().pk))
    assert find_problems(page)


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1_0", "１", "0", "9" * 40])
def test_other_waivers_are_not_withdrawn(page, publisher, waiver, nonsense):
    errors = errors_of(send_withdrawal(publisher, page, nonsense))

    assert errors == {"__all__": ["This waiver was withdrawn already."]}
    other = standard_page(page.get_parent(), "Other", slug="other")
    assert errors_of(send_withdrawal(publisher, other, waiver.pk))


def test_a_waiver_is_withdrawn_once(page, publisher, waiver):
    send_withdrawal(publisher, page, waiver.pk)

    assert errors_of(send_withdrawal(publisher, page, waiver.pk))
    assert WaiverWithdrawal.objects.count() == 1


def test_reports_count_what_is_waived_no_more(page, publisher):
    shown = article(category(page.get_parent()), summary=STOP, body=body(intro()))
    for send, expected in ((send_waiver, 0), (send_withdrawal, 1)):
        what = KEY_OF_STOP if send is send_waiver else str(Waiver.objects.get().pk)
        assert list_of(send(publisher, shown, what))
        assert Freshness.objects.get(article=shown).errors == expected


# -- Who may not edit ------------------------------------------------------------------------------


def responses(client: Client, obj: Any) -> list[Any]:
    return [
        client.get(url_of("problems", obj), headers=XHR),
        send_waiver(client, obj, KEY_OF_STOP),
        send_withdrawal(client, obj, 1),
    ]


@pytest.mark.parametrize("kind", ["page", "call"])
def test_staff_of_another_clinic_find_nothing(kind, request, stranger):
    obj = request.getfixturevalue(kind)
    CallToAction.objects.update(site=Site.objects.get(is_default_site=True))

    assert {each.status_code for each in responses(stranger, obj)} == {404}
    assert not Waiver.objects.exists()


def test_what_another_clinic_shows_is_not_waived(page, call, stranger):
    """They may change a draft of what all share, but not publish it."""
    update_page(page, body=stream(call_to_action_block(call)))
    ReferenceIndex.create_or_update_for_object(page)

    assert not get_list(stranger, call).select("form")
    assert errors_of(send_waiver(stranger, call, KEY_OF_STOP))


@pytest.mark.parametrize("kind", ["page", "call"])
def test_who_may_not_edit_is_refused(kind, request):
    obj = request.getfixturevalue(kind)
    nobody = log_in(User.objects.create_user("nobody", "nobody@example.org", "secret"))

    assert {each.status_code for each in responses(nobody, obj)} == {403}
    assert {each.status_code for each in responses(Client(), obj)} == {403}


@pytest.mark.parametrize("kind", ["page", "call"])
def test_addresses_answer_to_their_methods_and_objects(kind, request, publisher):
    obj = request.getfixturevalue(kind)
    for view in ("waive", "withdraw"):
        assert publisher.get(url_of(view, obj)).status_code == 405
    assert publisher.post(url_of("problems", obj)).status_code == 405
    obj.delete()
    obj.pk = 987_654
    assert {each.status_code for each in responses(publisher, obj)} == {404}


# -- Several kinds of claims, and the same sentence twice ------------------------------------------

BOTH = "Our course cures eczema and has no side effects."


def families_left(obj) -> set[str]:
    return {problem.claim.family for problem in find_problems(obj) if problem.claim}


def test_one_form_waives_all_kinds_of_claims_in_a_sentence(page, publisher):
    update_page(page, summary=BOTH)
    form = get_list(publisher, page).select_one("form.waiving")

    boxes = form.select("[name=family]")
    assert {box["value"] for box in boxes} == {"A", "E"}
    assert all(box.has_attr("checked") for box in boxes)

    send_waiver(publisher, page, claim_key(form), kinds="1", family=["A", "E"])
    assert families_left(page) == set()


def test_only_the_kinds_that_are_ticked_are_waived(page, publisher):
    update_page(page, summary=BOTH)
    key = key_of(publisher, page)

    send_waiver(publisher, page, key, kinds="1", family=["E"])

    assert families_left(page) == {"A"}
    assert errors_of(send_waiver(publisher, page, key, kinds="1")) == {
        "__all__": ["Tick at least one kind of claim."]
    }


def test_a_sentence_that_stands_twice_is_waived_once(page, publisher):
    update_page(page, summary=STOP, search_description=STOP)
    soup = get_list(publisher, page)
    assert "This sentence stands here 2 times" in " ".join(soup.text.split())

    send_waiver(publisher, page, claim_key(soup))

    assert families_left(page) == set()
    assert Waiver.objects.count() == 1
