"""Two sources become one in everything that is published, drafted or under way."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import PageLogEntry, ReferenceIndex

from articles.blocks.references import ReferenceChooserBlock
from articles.library.merging import merge_references, offered_fields
from articles.library.usage import filter_cited, get_uses
from articles.models import ArticlePage, MergedReference, Reference, ReferenceProposal
from tests.articles.review.helpers import create_signed_article
from tests.factories import (
    article,
    body,
    category,
    editor,
    evidence,
    explanation,
    home_page,
    person,
    prose,
    reference,
    references,
    statement,
    table,
    update_page,
)
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def target() -> Reference:
    return reference("Wood PB", year=2006, container="J Pain")


@pytest.fixture
def other() -> Reference:
    return reference("Wood PBJTJoP", year=2006, doi="10.1016/j.jpain.2006.01.454", pages="611")


def publish_article(*blocks) -> ArticlePage:
    page = article(category(home_page()), body=body(*blocks))
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def test_a_published_page_cites_the_remaining_source(target, other, client):
    page = publish_article(explanation(cited=(other, target)), evidence(statement(cited=(other,))))

    merge_references(target, other)

    soup = parse_response(client.get(page.url))
    assert [a["href"] for a in soup.select("[role=doc-biblioref]")] == ["#ref-wood-2006"] * 3
    stored = ArticlePage.objects.get(pk=page.pk)
    assert "[Wood 2006]" in str(stored.body.get_prep_value())
    assert stored.source_count == 1
    ((found, _places),) = ReferenceIndex.get_grouped_references_to(target)
    assert found.pk == page.pk


def test_the_version_an_editor_opens_names_it_too(target, other):
    page = publish_article(explanation(cited=(other,)), evidence(statement(cited=(other,))))

    merge_references(target, other)

    latest = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert list(latest.citations.by_id) == [target.pk]


def test_a_draft_that_alone_cites_it_is_rewritten(target, other):
    page = publish_article(explanation())
    page.body = body(explanation(cited=(other,)))
    page.save_revision()

    merge_references(target, other)

    page = ArticlePage.objects.get(pk=page.pk)
    assert page.citations.entries == []
    assert list(page.get_latest_revision_as_object().citations.by_id) == [target.pk]
    assert page.has_unpublished_changes


def test_old_revisions_are_unchanged_and_readable(target, other):
    page = publish_article(explanation(cited=(other,)))
    old = page.latest_revision
    page.body = body(explanation("Newer", cited=(other,)))
    page.save_revision().publish()
    before = old.content

    merge_references(target, other)

    old.refresh_from_db()
    assert old.content == before
    shown = old.as_object()
    assert [entry.reference for entry in shown.citations.entries] == [target]


def test_reverting_to_an_old_revision_uses_the_remaining_source(target, other):
    old_id = other.pk
    merge_references(target, other)

    assert "Wood 2006" in str(ReferenceChooserBlock().get_form_state(old_id))


def test_a_link_to_the_old_entry_still_arrives(target, other, client):
    page = publish_article(explanation(cited=(other,)), references())
    old_key = other.key

    merge_references(target, other)

    assert parse_response(client.get(page.url)).select_one(f".reference #ref-{old_key}")


def test_a_new_source_never_gets_the_key_of_one_that_was_merged(target, other):
    old_key = reference("Wood PB", year=2006).key
    merge_references(target, Reference.objects.get(key=old_key))

    assert reference("Wood PB", year=2006).key not in {target.key, old_key}


def test_merging_passes_on_earlier_merges(target, other):
    first = reference("Wood P", year=2006)
    first_id, first_key = first.pk, first.key
    merge_references(other, first)

    merge_references(target, other)

    assert MergedReference.objects.get(old_id=first_id).reference == target
    assert first_key in Reference.objects.get(pk=target.pk).former_keys


def test_only_empty_fields_are_offered_and_only_chosen_ones_taken(target, other):
    assert set(offered_fields(target, other)) == {"doi", "pages"}

    merge_references(target, other, take=["doi", "title", "nonsense"])

    target.refresh_from_db()
    assert target.doi == "10.1016/j.jpain.2006.01.454"
    assert target.pages == ""
    assert not Reference.objects.filter(pk=other.pk).exists()


def test_a_profile_is_rewritten_as_well(target, other):
    page = person(home_page(), bio=prose("Led it.", (other,)))

    merge_references(target, other)

    page.refresh_from_db()
    assert f'ids="{target.pk}"' in page.bio


def test_a_merge_is_logged_on_the_page_with_the_name_of_who_did_it(target, other):
    page, user = publish_article(explanation(cited=(other,))), editor()

    assert merge_references(target, other, user=user) == [page]

    entry = PageLogEntry.objects.filter(action="articles.merge").get()
    assert entry.page_id == page.pk
    assert entry.user == user
    assert "Wood PBJTJoP" in entry.message
    assert MergedReference.objects.get().merged_by == user


def test_a_failed_merge_is_rolled_back(target, other, monkeypatch):
    page, other_id = publish_article(explanation(cited=(other,))), other.pk

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("articles.library.merging.log", fails)
    with pytest.raises(RuntimeError):
        merge_references(target, other)

    assert Reference.objects.filter(pk=other_id).exists()
    assert list(ArticlePage.objects.get(pk=page.pk).citations.by_id) == [other_id]


def test_a_source_named_by_its_old_id_counts_as_used(target, other, admin_client):
    page = publish_article(explanation(cited=(other,)))
    old = page.latest_revision
    page.body = body(explanation())
    page.save_revision().publish()
    merge_references(target, other)

    old.as_object().save_revision().publish()

    assert ArticlePage.objects.get(pk=page.pk).source_count == 1
    assert [use.title for use in get_uses([target])[target.pk]] == [page.title]
    assert list(filter_cited(Reference.objects.all())) == [target]
    url = reverse("wagtailsnippets_articles_reference:delete", args=[target.pk])
    assert admin_client.post(url).status_code == 409


def test_merging_again_rewrites_the_first_of_a_chain(target, other):
    first = reference("Wood P", year=2006)
    page = publish_article(explanation(cited=(first,)))
    old = page.latest_revision
    page.body = body(explanation())
    page.save_revision().publish()
    merge_references(other, first)
    old.as_object().save_revision().publish()

    merge_references(target, other)

    assert list(ArticlePage.objects.get(pk=page.pk).citations.by_id) == [target.pk]


def test_pages_citing_only_the_remaining_source_are_untouched(target, other):
    publish_article(explanation(cited=(target,)))

    assert merge_references(target, other) == []


def test_a_source_merged_into_its_own_list_is_cited_once(target, other, client):
    page = publish_article(table((target, other)))

    merge_references(target, other)

    soup = parse_response(client.get(page.url))
    assert len(soup.select("[role=doc-biblioref]")) == 1
    ends = [str(link["href"])[1:] for link in soup.select("[role=doc-backlink]")]
    assert len(ends) == 1
    assert all(soup.find(id=end) for end in ends)


# -- Status ---------------------------------------------------------------------------------------


def test_the_more_serious_status_is_kept_and_reviewers_are_mailed(
    django_capture_on_commit_callbacks,
):
    target = reference("Wood PB", title="A study", state="corrected")
    other = reference("Wood PB", title="A study", state="retracted", state_note="Notice.")
    update_page(create_signed_article(), body=body(explanation(cited=(other,))))

    with django_capture_on_commit_callbacks(execute=True):
        merge_references(target, other)

    target.refresh_from_db()
    assert (target.state, target.state_note) == ("retracted", "Notice.")
    (sent,) = mail.outbox
    assert "Status: Retracted: Notice." in sent.body


def test_a_less_serious_status_is_not_taken_over():
    target = reference("Wood PB", state="retracted", state_note="Notice.")
    other = reference("Wood PB", state="corrected", state_note="Erratum.")

    merge_references(target, other, ["state", "state_note"])

    target.refresh_from_db()
    assert (target.state, target.state_note) == ("retracted", "Notice.")


def test_the_page_warns_of_a_proposal_that_merging_discards(admin_client, target, other):
    ReferenceProposal.objects.create(reference=other, values={"title": "B"})
    url = reverse("wagtailsnippets_articles_reference:merge", args=[other.pk])

    shown = admin_client.get(url, {"keep": target.pk}).content.decode()

    assert "Merging discards it." in shown
    merge_references(target, other)
    assert not ReferenceProposal.objects.exists()
