"""The editor and the reviewer see what an article shows differently since it was signed."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from articles.models import ArticleAuthor, ArticlePage, CallToAction, Reference, SignOff
from articles.review.shared_comparison import SharedChange, find_changes_since_review
from articles.review.shared_content import SharedKind
from articles.review.side_panel import ReviewSidePanel
from articles.review.sign_off import record_sign_off
from tests.articles.review.helpers import (
    APPROVAL,
    create_draft_for_review,
    create_review_link,
    get_reviewer,
    post_response,
    reload_article,
)
from tests.factories import (
    article,
    body,
    call_to_action,
    call_to_action_block,
    editor,
    explanation,
    figure,
    image,
    intro,
    person,
    reference,
    update_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page() -> ArticlePage:
    """Return a signed, published article that shows one thing of each kind."""
    draft = create_draft_for_review()
    chosen = call_to_action(heading="Free talks")
    source = reference("Wood PB", title="A trial", year=2006, container="Pain")
    draft.body = body(
        intro(),
        explanation(cited=(source,)),
        figure(image("Nerve")),
        call_to_action_block(chosen),
    )
    draft.lead_image = image("Cover")
    author = person(draft.get_site().root_page, "Eve Writer", job_title="Writer")
    draft.article_authors = [ArticleAuthor(person=author)]
    draft.save()
    revision = draft.save_revision()
    record_sign_off(revision.as_object(), revision, get_reviewer(draft))
    revision.publish()
    return reload_article(draft)


def change(thing: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


def changes_of(page: ArticlePage) -> list[SharedChange]:
    found = find_changes_since_review(reload_article(page))
    return found.changes if found else []


def only_change(page: ArticlePage) -> tuple[str, list[tuple[str, str, str]]]:
    (changed,) = changes_of(page)
    words = [(each.label, each.before, each.after) for each in changed.words]
    return f"{changed.kind.label} {changed.name}", words


def panel_text(page: ArticlePage) -> str:
    request = RequestFactory().get("/")
    request.user = editor()
    panel = ReviewSidePanel(reload_article(page), request)
    return " ".join(BeautifulSoup(panel.render_html({}), "html.parser").text.split())


def test_nothing_has_changed_right_after_the_signature(page):
    assert changes_of(page) == []
    assert "Changed outside" not in panel_text(page)


def test_a_call_to_action_with_other_words(page):
    change(CallToAction.objects.get(), heading="Talks for £90")
    assert only_change(page) == (
        "Call to action Talks for £90",
        [("heading", "Free talks", "Talks for £90")],
    )
    assert "before: Free talks Heading, now: Talks for £90" in panel_text(page)


def test_a_call_to_action_that_is_shown_no_longer(page):
    CallToAction.objects.get().unpublish()
    (unpublished,) = changes_of(page)
    CallToAction.objects.get().delete()
    (deleted,) = changes_of(page)
    assert unpublished.is_gone
    assert deleted.is_gone
    assert deleted.name == "Free talks"


def test_a_draft_of_a_call_to_action_is_no_change(page):
    draft = CallToAction.objects.get()
    draft.heading = "Draft"
    draft.save_revision()
    assert changes_of(page) == []


def test_a_source_with_a_state_or_another_title(page):
    change(Reference.objects.get(title="A trial"), state="retracted", state_note="Fraud")
    assert only_change(page) == ("Source Wood 2006", [("status", "", "Retracted: Fraud")])
    change(Reference.objects.get(title="A trial"), state="", state_note="", title="A miracle")
    _label, words = only_change(page)
    assert [word for word, *_ in words] == ["entry"]
    assert "A miracle" in words[0][2]


def test_a_merged_source_is_compared_with_the_one_that_stays(page):
    old = Reference.objects.get(title="A trial")
    other = reference("Wood PB", title="A trial", year=2006, container="Pain", state="retracted")
    other.merged.create(old_id=old.pk, old_key=old.key)
    old.delete()
    assert only_change(page) == ("Source Wood 2006", [("status", "", "Retracted")])


@pytest.mark.parametrize("title", ["Nerve", "Cover"])
def test_another_file_under_the_same_picture(page, title, client):
    picture = get_image_model().objects.get(title=title)
    client.force_login(editor())
    drawn = get_test_image_file("other.png", colour="black", size=(90, 70))
    file = SimpleUploadedFile("other.png", drawn.file.getvalue(), "image/png")
    client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": title, "file": file, "description": "", "credit": "", "tags": ""},
    )
    name, ((word, _before, _after),) = only_change(page)
    assert name in ("Picture Nerve", "Lead picture Cover")
    assert word == "file"
    assert changes_of(page)[0].changed_at  # from the log


def test_an_author_with_other_credentials_one_added_and_one_removed(page):
    author = page.article_authors.get().person
    update_page(author, credentials="MD")
    assert only_change(page) == ("Author Eve Writer", [("credentials", "", "MD")])
    update_page(author, credentials="")
    ArticleAuthor.objects.update(person=person(page.get_site().root_page, "Bea New"))
    gone, new = changes_of(page)
    assert (gone.name, gone.is_gone) == ("Eve Writer", True)
    assert (new.name, new.is_new) == ("Bea New", True)


def test_a_reviewer_with_another_registration(page):
    update_page(get_reviewer(page), registration="GMC 1")
    assert only_change(page)[1] == [("registration", "", "GMC 1")]


def test_a_source_that_the_text_no_longer_cites_is_a_change_of_the_text(page):
    update_page(page, body=body(intro()))
    assert changes_of(page) == []


def test_the_text_stays_signed(page):
    change(CallToAction.objects.get(), heading="Talks for £90")
    assert not reload_article(page).changed_since_review
    assert "This draft is signed" in panel_text(page)


def test_sign_offs_from_before_snapshots_are_not_compared(page):
    SignOff.objects.all().using("default")._raw_delete("default")
    SignOff.objects.create(
        article=page, article_title="Pain", reviewer=page.reviewer, months_until_next=12
    )
    change(CallToAction.objects.get(), heading="Talks for £90")
    assert changes_of(page) == []


def test_comparing_needs_the_same_queries_for_many_things(page, django_assert_max_num_queries):
    def count(page: ArticlePage) -> int:
        loaded = reload_article(page)
        with django_assert_max_num_queries(12) as captured:
            find_changes_since_review(loaded)
        return len(captured)

    few = count(page)
    things = [(reference(), image(), call_to_action()) for _number in range(4)]
    blocks = [
        block
        for source, picture, chosen in things
        for block in (
            explanation(cited=(source,)),
            figure(picture),
            call_to_action_block(chosen),
        )
    ]
    other = article(page.get_parent(), body=body(intro(), *blocks))
    record_sign_off(other, None, page.reviewer)
    assert count(other) <= few


# -- The reviewer's page ---------------------------------------------------------------------------


def open_link(page: ArticlePage) -> tuple[str, BeautifulSoup]:
    page.save_revision()
    link = create_review_link(page)
    return link, BeautifulSoup(Client().get(link).content, "html.parser")


def shown_digest(soup: BeautifulSoup) -> str:
    """Return the hidden field by which the form knows what was shown."""
    return str(soup.select("[name=shown]")[0]["value"])


def newest_snapshot() -> list[dict]:
    """Return what the newest sign-off stored."""
    return SignOff.objects.all()[0].shared_content or []


def test_the_reviewer_sees_the_call_to_action_as_it_is_now(page):
    _link, soup = open_link(page)
    assert "Free talks" in soup.text
    change(CallToAction.objects.get(), heading="Talks for £90")
    _link, soup = open_link(page)
    assert soup.select_one(".invitation h2").text == "Talks for £90"
    assert (
        "Changed outside the text since Dr Ada Byron signed" in soup.select_one(".review-bar").text
    )
    assert "Free talks" in soup.select_one(".shared-changes").text


def test_what_changed_while_the_reviewer_was_reading_is_not_signed(page):
    link, soup = open_link(page)
    read = shown_digest(soup)
    change(CallToAction.objects.get(), heading="Talks for £90")
    signed = SignOff.objects.count()

    response = post_response(link, **APPROVAL | {"shown": read, "comment": "Good"})

    assert response.status_code == 422
    html = BeautifulSoup(response.content, "html.parser")
    assert "was changed while you were reading" in html.text
    assert "Good" in html.select_one("[name=comment]").text
    assert SignOff.objects.count() == signed
    again = shown_digest(html)
    assert post_response(link, **APPROVAL | {"shown": again}).status_code == 200
    assert SignOff.objects.count() == signed + 1
    assert newest_snapshot()[0]["words"]["heading"] == "Talks for £90"


def test_changes_are_requested_all_the_same(page):
    link, soup = open_link(page)
    read = shown_digest(soup)
    change(CallToAction.objects.get(), heading="Talks for £90")
    response = post_response(link, answer="changes", comment="Not for £90", shown=read)
    assert response.status_code == 200


def test_every_kind_has_a_name_in_the_snapshot(page):
    assert {part["kind"] for part in newest_snapshot()} == set(SharedKind.values)
