"""Authors and reviewers are named everywhere, linked if public, and never claimed falsely."""

from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from articles.models import (
    ArticleAuthor,
    ArticlePage,
    CategoryIndexPage,
    EditorialSettings,
    PersonPage,
)
from articles.public.profile_listing import PAGE_SIZE
from tests.factories import (
    article,
    bulk_copy_article,
    category,
    home_page,
    person,
    standard_page,
    update_page,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

REVIEWED: dict[str, Any] = {"reviewed_on": date(2026, 9, 1), "next_review_on": date(2027, 3, 1)}


@pytest.fixture
def doctor() -> PersonPage:
    facts = {"credentials": "MBBS", "registration": "GMC 7", "job_title": "Consultant"}
    return person(home_page(), "Ada Byron", honorific="Dr", **facts)


@pytest.fixture
def pain(doctor) -> CategoryIndexPage:
    return category(doctor.get_parent().get_parent(), "Pain", slug="pain")


def linked_titles(client, address: str, name: str) -> list[str]:
    links = parse_response(client.get(address)).select(f"#{name} .cover-link")
    return [link.text for link in links]


# -- The team page ---------------------------------------------------------------------------------


def test_the_team_page_groups_people_by_their_work(client, doctor):
    home = doctor.get_parent().get_parent()
    person(home, "Wanda Write", team_group="writers")
    person(home, "Nora Nurse")

    sections = parse_response(client.get(doctor.get_parent().url)).select("main section")

    assert [
        (section.h2.text, [card.text for card in section.select("h3")]) for section in sections
    ] == [
        ("Clinicians", ["Dr Ada Byron", "Nora Nurse"]),
        ("Writers and editors", ["Wanda Write"]),
    ]


# -- Profiles -------------------------------------------------------------------------------------


def test_a_profile_gives_role_credentials_and_registration(client, doctor):
    head = parse_response(client.get(doctor.url)).select_one(".person-head")

    assert head.select_one(".lead").text == "Consultant"
    facts = {fact.dt.text: fact.dd.text for fact in head.select("dl div")}
    assert facts == {"Qualifications": "MBBS", "Registration": "GMC 7"}


def test_a_profile_separates_written_from_reviewed_articles(client, doctor, pain):
    article(pain, "Written", authors=(doctor,))
    article(pain, "Both", authors=(doctor,), reviewer=doctor, **REVIEWED)
    article(pain, "Reviewed", reviewer=doctor, **REVIEWED)
    article(pain, "Neither")

    assert sorted(linked_titles(client, doctor.url, "written")) == ["Both", "Written"]
    assert sorted(linked_titles(client, doctor.url, "reviewed")) == ["Both", "Reviewed"]


def test_a_requested_review_is_not_listed_as_reviewed(client, doctor, pain):
    article(pain, "Waiting", reviewer=doctor)

    assert linked_titles(client, doctor.url, "reviewed") == []


def test_a_profile_paginates_both_lists_independently(client, doctor, pain):
    first = article(pain, "Article", reviewer=doctor, **REVIEWED)
    bulk_copy_article(first, PAGE_SIZE)
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(page_id=pk, person=doctor)
        for pk in ArticlePage.objects.values_list("pk", flat=True)
    )

    one = parse_response(client.get(doctor.url))
    following = str(one.select("#reviewed a[rel=next]")[0]["href"]).partition("#")[0]
    two = parse_response(client.get(doctor.url + following))

    assert f"({PAGE_SIZE + 1})" in one.select_one("#reviewed h2").text
    found = {link["href"] for page in (one, two) for link in page.select("#reviewed .cover-link")}
    assert len(found) == PAGE_SIZE + 1
    assert two.select("#reviewed a[rel=prev]")
    assert two.select("#written a[rel=next]")[0]["href"] == "?reviewed=2&written=2#written"


@pytest.mark.parametrize(
    "query", ["written=x", "reviewed=-1", "written=0&reviewed=99999", "written=²", "reviewed=" * 9]
)
def test_a_page_of_a_profile_that_does_not_exist_shows_the_nearest(client, doctor, pain, query):
    article(pain, "Sleep", authors=(doctor,), reviewer=doctor, **REVIEWED)

    assert linked_titles(client, f"{doctor.url}?{query}", "written") == ["Sleep"]
    assert linked_titles(client, f"{doctor.url}?{query}", "reviewed") == ["Sleep"]


# -- Reviews --------------------------------------------------------------------------------------


@pytest.mark.parametrize("half", [{"reviewer": True}, {"reviewed_on": date(2026, 9, 1)}, {}])
def test_unsigned_reviews_are_shown_nowhere(client, doctor, pain, half):
    half = half | ({"reviewer": doctor} if "reviewer" in half else {})
    page = article(pain, "Sleep", **half)
    article(pain, "Other", authors=(doctor,))  # the list beside the featured one
    update_page(pain, featured_article=page)
    places = (page.url, pain.url, doctor.url, page.get_siblings().last().url)

    for address in places:
        main = parse_response(client.get(address)).main.text
        assert "Medically reviewed by" not in main, address
        assert "1 Sep 2026" not in main, address
        assert "Not medically reviewed" in main, address


def test_a_signed_review_is_shown_wherever_the_article_is(client, doctor, pain):
    page = article(pain, "Sleep", reviewer=doctor, **REVIEWED)
    article(pain, "Other")
    update_page(pain, featured_article=page)

    record = parse_response(client.get(page.url)).select_one(".record")
    featured = parse_response(client.get(pain.url)).select_one(".featured")
    row = parse_response(client.get(doctor.url)).select_one("#reviewed .row")

    assert "Medically reviewed by" in record.text
    assert "GMC 7" in record.text
    assert record.select(f'a[href="{doctor.url}"]')
    assert "Reviewed 1 Sep 2026 by Dr Ada Byron" in " ".join(featured.text.split())
    assert featured.select(f'.meta a[href="{doctor.url}"]')
    assert "Reviewed Sep 2026" in " ".join(row.text.split())


def test_people_dates_and_policy_frame_the_text(client, doctor, pain):
    policy = standard_page(doctor.get_parent().get_parent(), "How we review", slug="policy")
    EditorialSettings.objects.update(policy_page=policy, interest_statement="We sell.")
    article(pain, "Neighbour")
    page = article(pain, "Sleep", authors=(doctor,), reviewer=doctor, **REVIEWED)

    html = client.get(page.url).content.decode()
    before, _body, after = html.partition('class="body"')
    end, _related, _rest = after.partition("Keep reading")

    for part in (before.partition("<h1")[2], end):
        for told in (doctor.url, "Medically reviewed by", 'datetime="2026-09-01"', policy.url):
            assert told in part
        assert 'datetime="2027-03"' in part
    assert "We sell." in end


def test_an_overdue_review_is_shown_above_and_below(client, doctor, pain):
    page = article(pain, reviewer=doctor, reviewed_on=date(2020, 1, 1))

    soup = parse_response(client.get(page.url))

    assert "Review due" in soup.select_one(".record .is-due").text
    assert "Review due since" in soup.select_one(".closing").text


def test_a_reviewer_with_a_hidden_profile_is_not_linked(client, doctor, pain):
    page = article(pain, "Sleep", reviewer=doctor, **REVIEWED)
    article(pain, "Other")
    update_page(pain, featured_article=page)

    doctor.unpublish()

    for address in (page.url, pain.url):
        main = parse_response(client.get(address)).main
        assert "Dr Ada Byron" in main.text
        assert not main.select(f'a[href="{doctor.url}"]')


def test_an_article_claims_no_review_by_a_deleted_person(client, doctor, pain):
    page = article(pain, reviewer=doctor, **REVIEWED)

    PersonPage.objects.get(pk=doctor.pk).delete()

    text = parse_response(client.get(page.url)).main.text
    assert "Not medically reviewed" in text
    assert "Medically reviewed by" not in text


@pytest.mark.parametrize("which", ["person", "team"])
def test_deleting_a_reviewer_with_sign_offs_warns(admin_client, doctor, pain, which):
    article(pain, reviewer=doctor, **REVIEWED)
    article(pain, reviewer=doctor)
    page = doctor if which == "person" else doctor.get_parent()

    response = admin_client.get(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    (warning,) = get_messages(response.wsgi_request)
    assert "A review of 1 published article is signed here" in str(warning)


def test_deleting_a_person_without_sign_offs_does_not_warn(admin_client, doctor, pain):
    article(pain, authors=(doctor,))

    response = admin_client.get(reverse("wagtailadmin_pages:delete", args=[doctor.pk]))

    assert not list(get_messages(response.wsgi_request))


# -- Editing --------------------------------------------------------------------------------------


def post_edit(client, page: ArticlePage, text: str, **fields: str):
    """Publish new text with the form of the admin, and leave the rest unchanged."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "body": streamfield([("intro", rich_text(f"<p>{text}</p>"))]),
        "related_picks": streamfield([]),
        "reviewer": page.reviewer_id,
        "reviewed_on": page.reviewed_on,
        "next_review_on": page.next_review_on,
        "article_authors": inline_formset([]),
        "changes": inline_formset([]),
        "cross_listings": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, nested_form_data(data | fields))
    assert response.status_code == 302, response.context["form"].errors


def test_editing_the_text_moves_no_date_of_review(admin_client, doctor, pain):
    page = article(pain, reviewer=doctor, **REVIEWED)

    post_edit(admin_client, page, "Rewritten.")

    edited = ArticlePage.objects.get(pk=page.pk)
    assert "Rewritten." in str(edited.body)
    assert {name: getattr(edited, name) for name in REVIEWED} == REVIEWED


def test_publishing_again_moves_no_date_of_review(doctor, pain):
    page = article(pain, reviewer=doctor, reviewed_on=date(2026, 9, 1))

    page.title = "Anew"
    page.save_revision().publish()

    published = Page.objects.get(pk=page.pk).specific
    assert published.title == "Anew"
    assert (published.reviewed_on, published.next_review_on) == (date(2026, 9, 1), None)
