"""Changes by users who may not publish are proposals to those who may."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from articles.library.changes import propose
from articles.library.usage import publicly_cited_ids
from articles.models import ArticlePage, MergedReference, Reference, ReferenceProposal
from home.models.roles import EDITORS
from tests.articles.library.source_form import edit_url, messages_of, open_form, submit
from tests.articles.library.staff import log_in, member
from tests.articles.review.helpers import create_signed_article
from tests.factories import (
    article,
    body,
    category,
    evidence,
    explanation,
    home_page,
    reference,
    statement,
    update_page,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

LIST_URL = reverse("wagtailsnippets_articles_reference:list")
DOI = "10.1016/j.jpain.2006.01.454"


def proposal_url(source: Reference) -> str:
    return reverse("wagtailsnippets_articles_reference:proposal", args=[source.pk])


def history_of(source: Reference) -> str:
    entries = ModelLogEntry.objects.for_instance(source).order_by("pk")
    return "\n".join(str(entry.message) for entry in entries)


@pytest.fixture
def cited() -> Reference:
    """Create a source that a live article cites."""
    source = reference("Wood PB\nNoppers I", title="A study", pages="1-9")
    article(category(home_page()), body=body(evidence(statement(cited=(source,)))))
    return source


def decide(client: Client, source: Reference, *take: str, reason: str = "", **data: str):
    """Open the page of the proposal, and publish these fields or send other data."""
    form = client.get(proposal_url(source)).context["form"]
    posted = {"take": list(take), "reason": reason, "shown_version": form.version}
    return client.post(proposal_url(source), posted | (data or {"publish": "1"}), follow=True)


# -- Proposing ------------------------------------------------------------------------------------


def test_a_change_of_a_cited_source_is_a_proposal(writer, cited):
    response = submit(writer, cited, title="A better title", reason="Typo")

    assert "Your proposal was saved. A publisher decides about it." in messages_of(response)
    proposal = ReferenceProposal.objects.get()
    assert (proposal.values, proposal.note) == ({"title": "A better title"}, "Typo")
    assert Reference.objects.get().title == "A study"


def test_the_button_says_that_it_proposes(writer, publisher, cited):
    uncited = reference("Free A")

    assert "Propose change" in writer.get(edit_url(cited)).content.decode()
    assert "Propose change" not in writer.get(edit_url(uncited)).content.decode()
    assert "Propose change" not in publisher.get(edit_url(cited)).content.decode()


def test_a_proposal_is_edited_further_in_the_form(writer, publisher, cited):
    submit(writer, cited, title="A better title")

    assert open_form(writer, cited)["title"] == "A better title"
    assert open_form(publisher, cited)["title"] == "A study"
    submit(writer, cited, volume="7")

    assert ReferenceProposal.objects.get().values == {"title": "A better title", "volume": "7"}


def test_a_proposal_is_withdrawn_by_undoing_it(writer, cited):
    submit(writer, cited, title="A better title")

    response = submit(writer, cited, title="A study")

    assert "was withdrawn" in messages_of(response)
    assert not ReferenceProposal.objects.exists()


def test_saving_the_same_proposal_again_changes_nothing(writer, cited):
    submit(writer, cited, title="A better title", accessed="2020-02-01")
    before = history_of(cited)

    submit(writer, cited)

    assert history_of(cited) == before


def test_line_ends_of_browsers_are_no_change(writer, cited):
    submit(writer, cited, authors="Wood PB\r\nNoppers I")

    assert not ReferenceProposal.objects.exists()


def test_a_source_that_no_live_page_cites_is_saved(writer):
    source = reference("Wood PB", title="A study")
    page = article(category(home_page()))
    page.body = body(explanation(cited=(source,)))
    page.save_revision()

    submit(writer, source, title="A better title")

    assert Reference.objects.get().title == "A better title"
    assert not ReferenceProposal.objects.exists()


def test_the_status_of_any_source_is_for_publishers(writer):
    source = reference("Wood PB", title="A study")

    response = submit(writer, source, title="Retracted: a study", state="retracted")

    source.refresh_from_db()
    assert (source.title, source.state) == ("Retracted: a study", "")
    assert ReferenceProposal.objects.get().values == {"state": "retracted"}
    assert "was saved, except its status" in messages_of(response)


def test_a_new_source_is_saved_at_once(writer):
    form = {"kind": "article", "title": "New", "authors": "Wood PB", "state": "retracted"}

    writer.post(reverse("wagtailsnippets_articles_reference:add"), form)

    assert Reference.objects.get().state == "retracted"
    assert not ReferenceProposal.objects.exists()


def test_saving_a_source_that_is_no_longer_cited_completes_its_proposal(writer, cited):
    submit(writer, cited, title="A better title")
    ArticlePage.objects.get().unpublish()

    submit(writer, cited)

    assert Reference.objects.get().title == "A better title"
    assert not ReferenceProposal.objects.exists()


def test_another_change_meanwhile_is_shown_before_it_is_replaced(writer, publisher, cited):
    mine = open_form(writer, cited) | {"title": "My title"}
    submit(writer, cited, title="Their title")

    refused = writer.post(edit_url(cited), mine)

    assert "Title: “Their title”." in refused.content.decode()
    form = refused.context["form"]
    assert form["title"].value() == "My title"
    assert ReferenceProposal.objects.get().values == {"title": "Their title"}
    again = mine | {"shown_version": form["shown_version"].value()}
    assert writer.post(edit_url(cited), again).status_code == 302
    assert ReferenceProposal.objects.get().values == {"title": "My title"}


def test_an_invalid_proposal_is_an_error_in_the_form(writer, cited):
    reference("Other O", doi=DOI)

    response = submit(writer, cited, doi=DOI)

    assert "already has a source with this DOI" in response.content.decode()
    assert not ReferenceProposal.objects.exists()


# -- What counts as public -----------------------------------------------------------------------


def test_a_version_that_is_scheduled_counts_as_public():
    now, later = reference("Now A"), reference("Later B")
    page = article(category(home_page()), body=body(explanation(cited=(now,))))
    page.save_revision().publish()
    page.refresh_from_db()
    page.body = body(explanation(cited=(later,)))
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()

    assert publicly_cited_ids([now, later]) == {now.pk, later.pk}


def test_a_citation_by_an_id_from_before_a_merge_counts(cited):
    kept = reference("Kept K")
    MergedReference.objects.create(old_id=cited.pk, reference=kept, old_key="old")

    assert publicly_cited_ids([kept]) == {kept.pk}


def test_many_sources_take_few_queries(cited, django_assert_max_num_queries):
    sources = [cited, *(reference(f"Author{number} A") for number in range(30))]

    with django_assert_max_num_queries(6):
        assert publicly_cited_ids(sources) == {cited.pk}


# -- Deciding -------------------------------------------------------------------------------------


def test_publishers_find_proposals_in_the_list_and_on_the_dashboard(writer, publisher, cited):
    reference("Other O")
    submit(writer, cited, title="A better title")

    listed = publisher.get(LIST_URL, {"needs": "proposed"})

    assert list(listed.context["object_list"]) == [cited]
    assert proposal_url(cited) in listed.content.decode()
    home = reverse("wagtailadmin_home")
    assert proposal_url(cited) in publisher.get(home).content.decode()
    assert proposal_url(cited) not in writer.get(home).content.decode()


def test_old_and_new_values_are_compared(writer, publisher, cited):
    submit(writer, cited, title="A better title", study_type="randomised_trial", reason="Typo")

    text = parse_response(publisher.get(proposal_url(cited))).get_text(" ", strip=True)

    for words in ("A study", "A better title", "Observational study", "Reason: Typo", EDITORS):
        assert words in text


def test_only_ticked_fields_are_published(writer, publisher, cited):
    submit(writer, cited, title="A better title", pages="2-9", accessed="2020-02-01")

    response = decide(publisher, cited, "title", "accessed", reason="Checked")

    cited.refresh_from_db()
    assert (cited.title, cited.pages, str(cited.accessed)) == (
        "A better title",
        "1-9",
        "2020-02-01",
    )
    assert "was published" in messages_of(response)
    assert not ReferenceProposal.objects.exists()
    assert "Title: “A study” → “A better title”." in history_of(cited)
    assert f"Proposed by: {EDITORS}. Reason: Checked" in history_of(cited)


def test_derived_fields_and_citing_pages_follow_only_what_is_published(writer, publisher, cited):
    def found(words: str) -> list[Reference]:
        return list(publisher.get(LIST_URL, {"q": words}).context["object_list"])

    submit(writer, cited, title="Zymurgy", study_type="randomised_trial")
    assert not found("zymurgy")
    assert ArticlePage.objects.get().strongest_source == "observational"

    decide(publisher, cited, "title", "study_type")

    assert found("zymurgy") == [cited]
    assert ArticlePage.objects.get().strongest_source == "randomised_trial"


@pytest.mark.parametrize("take", [(), ("nonsense",), ("key",)])
def test_a_decision_without_a_proposed_field_publishes_nothing(writer, publisher, cited, take):
    submit(writer, cited, title="A better title")

    assert decide(publisher, cited, *take).status_code == 200
    assert Reference.objects.get() == cited
    assert ReferenceProposal.objects.exists()


def test_a_publisher_discards_a_proposal(writer, publisher, cited):
    submit(writer, cited, title="A better title")

    decide(publisher, cited, reason="It is right", discard="1")

    assert not ReferenceProposal.objects.exists()
    assert Reference.objects.get().title == "A study"
    assert "Discarded the proposed change." in history_of(cited)
    assert "Reason: It is right" in history_of(cited)


def test_only_the_proposer_and_publishers_may_discard(writer, cited):
    submit(writer, cited, title="A better title")
    other = log_in(member(EDITORS, "other"))

    other.post(proposal_url(cited), {"discard": "1"})
    assert ReferenceProposal.objects.exists()
    writer.post(proposal_url(cited), {"discard": "1"})

    assert not ReferenceProposal.objects.exists()


def test_a_changed_proposal_is_compared_again(writer, publisher, cited):
    submit(writer, cited, title="A better title")
    version = publisher.get(proposal_url(cited)).context["form"].version
    submit(writer, cited, title="Proof at last")

    data = {"take": ["title"], "shown_version": version, "publish": "1"}
    response = publisher.post(proposal_url(cited), data)

    assert "changed meanwhile" in response.content.decode()
    assert Reference.objects.get().title == "A study"


def test_an_identifier_taken_meanwhile_is_reported(writer, publisher, cited):
    submit(writer, cited, doi=DOI)
    reference("Other O", doi=DOI)

    response = decide(publisher, cited, "doi")

    assert "already has a source with this DOI" in response.content.decode()
    assert ReferenceProposal.objects.exists()


def test_a_proposal_that_was_decided_is_reported(publisher, cited):
    response = publisher.get(proposal_url(cited), follow=True)

    assert "There is no proposed change" in messages_of(response)
    assert publisher.post(proposal_url(cited), {"discard": "1"}).status_code == 302


def test_a_publisher_edits_the_source_beside_a_proposal(writer, publisher, cited):
    submit(writer, cited, title="A better title")

    submit(publisher, cited, state="retracted")
    decide(publisher, cited, "title")

    cited.refresh_from_db()
    assert (cited.title, cited.state) == ("A better title", "retracted")


def test_publishing_a_page_shows_sources_without_proposals(writer, client):
    source = reference("Wood PB", title="A study", state="retracted")
    user = member(EDITORS, "other")
    propose(source, {"title": "Proof at last", "state": ""}, user)
    page = article(category(home_page()), body=body(explanation(cited=(source,))))

    html = client.get(page.url).content.decode()

    assert "A study" in html
    assert "Proof at last" not in html


# -- Status ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["", "corrected"])
def test_a_less_serious_status_requires_a_reason(publisher, state):
    source = reference("Wood PB", state="retracted")

    refused = submit(publisher, source, state=state)
    source.refresh_from_db()
    assert "Say why the status is cleared" in refused.content.decode()
    assert source.state == "retracted"
    submit(publisher, source, state=state, reason="Not this paper")

    source.refresh_from_db()
    assert source.state == state
    assert "Reason: Not this paper" in history_of(source)


def test_publishing_a_less_serious_status_requires_a_reason(writer, publisher, cited):
    Reference.objects.update(state="retracted")
    submit(writer, cited, state="", reason="Not this paper")

    refused = decide(publisher, cited, "state")
    cited.refresh_from_db()
    assert "Say why the status is cleared" in refused.content.decode()
    assert cited.state == "retracted"
    decide(publisher, cited, "state", reason="Not this paper")

    cited.refresh_from_db()
    assert cited.state == ""


@pytest.fixture
def signed() -> Reference:
    """Create a retracted source that a signed live article cites."""
    source = reference("Wood PB", title="A study", state="retracted", state_note="Notice.")
    update_page(create_signed_article(), body=body(explanation(cited=(source,))))
    return source


def test_reviewers_are_mailed_about_a_changed_status(
    publisher, signed, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit(publisher, signed, state="", state_note="", reason="Not this paper")

    (sent,) = mail.outbox
    for words in ("Wood PB. A study", "Status: Retracted: Notice.", "Not this paper"):
        assert words in sent.body


def test_reviewers_are_mailed_once_a_proposed_status_is_published(
    writer, publisher, signed, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit(writer, signed, state="", state_note="", reason="Not this paper")
    assert not mail.outbox

    with django_capture_on_commit_callbacks(execute=True):
        decide(publisher, signed, "state", "state_note", reason="Not this paper")

    assert len(mail.outbox) == 1


def test_other_changes_of_a_source_are_not_mailed(
    publisher, signed, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit(publisher, signed, volume="7")

    assert not mail.outbox


# -- History --------------------------------------------------------------------------------------


def test_the_history_shows_old_and_new_values(publisher, cited):
    submit(publisher, cited, title="A better title", study_type="randomised_trial")

    url = reverse("wagtailsnippets_articles_reference:history", args=[cited.pk])
    text = parse_response(publisher.get(url)).get_text(" ", strip=True)

    assert "Title: “A study” → “A better title”." in text
    assert "Study type: “Observational study” → “Randomised controlled trial”." in text
