"""Copies of saved sections: what a page gets, and what is left out and named."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import ArticlePage
from home.care.models import ServicePage
from home.models import HomePage, StandardPage
from home.saved_sections.copying import Copies, copy_sections
from tests.factories import (
    article,
    block,
    call_to_action,
    call_to_action_block,
    callout,
    category,
    editor,
    evidence,
    figure,
    finding_of,
    home_page,
    image,
    list_items,
    reference,
    saved_sections,
    shown_evidence,
    standard_page,
    statement,
    stream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def stream_of(model: Any) -> Any:
    return model._meta.get_field("body").stream_block


def copy(*blocks: Any, to: Any = StandardPage) -> Copies:
    saved = saved_sections("Set", *blocks)
    saved.refresh_from_db()
    return copy_sections(saved.body, stream_of(to), editor())


def states(copies: Copies) -> list[Any]:
    return [each["state"] for each in copies.sections]


def ids_in(state: Any) -> set[str]:
    if isinstance(state, dict):
        own = {state["id"]} if "id" in state and "value" in state else set()
        return own.union(*map(ids_in, state.values()))
    return set().union(*map(ids_in, state)) if isinstance(state, list) else set()


def test_a_copy_says_the_same_with_other_ids():
    text = block("text", {"heading": "By bus", "text": "<p>Line 5.</p>"}, "text-1")
    step = {"heading": "Call", "text": "We answer."}
    steps = block("what_happens", {"heading": "Steps", "steps": list_items(step)}, "steps-1")
    saved = saved_sections("Set", text, steps)
    before = saved.body.get_prep_value()

    copies = copy_sections(saved.body, stream_of(ServicePage), editor())

    first, second = states(copies)
    assert first["value"]["heading"] == "By bus"
    assert second["value"]["steps"][0]["value"]["text"] == "We answer."
    assert copies.remarks == []
    assert len(ids_in(states(copies))) == 3
    assert not ids_in(states(copies)) & ids_in(before)
    assert saved.body.get_prep_value() == before


def test_sections_that_a_kind_of_page_does_not_have_are_named():
    trust = block("trust", {"statements": list_items({"heading": "Cited", "text": "Each."})})

    on_home, elsewhere = copy(trust, to=HomePage), copy(trust, callout("Note"))

    assert [each["type"] for each in states(on_home)] == ["trust"]
    assert [each["type"] for each in states(elsewhere)] == ["callout"]
    assert elsewhere.remarks == ["Trust statements “Cited”: This kind of page does not have it."]


def test_no_section_becomes_one_of_another_kind_with_the_same_name():
    """Articles have no `text`, and their `evidence` is not the one of services."""
    copies = copy(shown_evidence(), to=ArticlePage)

    assert copies.sections == []
    assert len(copies.remarks) == 1


def test_a_call_to_action_is_copied_by_reference():
    chosen = call_to_action()

    (state,) = states(copy(call_to_action_block(chosen)))

    assert state["value"]["id"] == chosen.pk


def test_a_deleted_call_to_action_is_left_out():
    chosen = call_to_action()
    section = call_to_action_block(chosen)
    chosen.delete()

    copies = copy(section, callout("Note"))

    assert [each["type"] for each in states(copies)] == ["callout"]
    assert copies.remarks == ["Call to action: It was deleted."]


def test_a_deleted_picture_is_missing_in_the_copy():
    first, second = image("One"), image("Two")
    pictures = list_items(
        {"image": {"image": first.pk, "alt_text": "", "decorative": True}, "caption": "One"},
        {"image": {"image": second.pk, "alt_text": "", "decorative": True}, "caption": "Two"},
    )
    gallery = block("gallery", {"heading": "Rooms", "pictures": pictures})
    first.delete()

    copies = copy(gallery)

    (state,) = states(copies)
    shown = [each["value"]["image"]["image"] for each in state["value"]["pictures"]]
    assert [each and each["id"] for each in shown] == [None, second.pk]
    assert copies.remarks == [
        "Gallery “Rooms”: Something that it showed was deleted, so it is missing."
    ]


def test_deleted_pages_are_no_items_of_the_copied_list():
    home = home_page()
    blog = category(home)
    kept, gone = article(blog, "Kept"), article(blog, "Gone")
    chosen = block(
        "chosen_articles", {"heading": "Read on", "articles": list_items(gone.pk, kept.pk)}
    )
    gone.delete()

    (state,) = states(copy(chosen))

    assert [each["value"]["id"] for each in state["value"]["articles"]] == [kept.pk]


def test_findings_of_articles_are_copied_by_reference():
    blog = category(home_page())
    first = article(blog, "First", body=stream(evidence(statement(cited=(reference(),)))))
    gone = article(blog, "Gone", body=stream(evidence(statement(cited=(reference("Wood J"),)))))
    section = shown_evidence(finding_of(first), finding_of(gone))
    gone.delete()

    (state,) = states(copy(section, to=ServicePage))

    (finding,) = state["value"]["statements"]
    assert finding["value"]["id"] == finding_of(first)


def test_confirmations_of_rules_are_not_copied():
    voices = {"heading": "Voices", "testimonials": [], "note": "", "rules_confirmed": True}

    (state,) = states(copy(block("testimonials", voices)))

    assert not state["value"]["rules_confirmed"]


def test_gaps_are_copied_as_gaps():
    (state,) = states(copy(block("text", {})))

    assert not state["value"]["heading"]


def test_copies_cost_little_more_than_the_form_of_a_page():
    """Choosers look up what they show one by one."""
    home = home_page()
    pages = [standard_page(home, f"Page {number}").pk for number in range(4)]
    pictures = [image(f"Picture {number}") for number in range(4)]
    links = [block("buttons", {"buttons": list_items({"text": "Go", "page": pk})}) for pk in pages]
    saved = saved_sections("Set", *links, *(figure(each) for each in pictures))
    page = standard_page(home, "Branch", body=saved.body.get_prep_value())
    user, stream_block = editor(), stream_of(StandardPage)
    stream_block.get_form_state(page.body)  # makes the thumbnails

    def count(stored: Any, use: Any) -> int:
        stored.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            use(stored.body)
        return len(queries)

    in_form = count(page, stream_block.get_form_state)
    in_copy = count(saved, lambda body: copy_sections(body, stream_block, user))

    assert in_copy <= in_form + 2
