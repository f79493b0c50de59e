"""The library in the admin: list, filters, search, and refused deletions."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from articles.library.usage import get_uses
from articles.models import ArticlePage, EditorialSettings, Reference
from tests.factories import article, body, category, evidence, explanation, home_page, reference
from tests.factories import statement as finding

pytestmark = pytest.mark.django_db

LIST_URL = reverse("wagtailsnippets_articles_reference:list")
COMPLETE_FIELDS = {"container": "J Pain", "volume": "7", "pages": "611", "study_type": "imaging"}


def listed_keys(client, **query) -> list[str]:
    response = client.get(LIST_URL, query)
    assert response.status_code == 200
    return [source.key for source in response.context["object_list"]]


def delete_url(source: Reference) -> str:
    return reverse("wagtailsnippets_articles_reference:delete", args=[source.pk])


def merge_url(source: Reference) -> str:
    return reverse("wagtailsnippets_articles_reference:merge", args=[source.pk])


def test_usage_counts_take_a_fixed_number_of_queries(admin_client):
    cited = reference("Wood PB", year=2006)
    home = home_page()
    for number in range(3):
        blocks = (explanation(cited=(cited, cited)), evidence(finding(cited=(cited,))))
        article(category(home), f"Article {number}", body=body(*blocks))
    admin_client.get(LIST_URL)
    with CaptureQueriesContext(connection) as few:
        response = admin_client.get(LIST_URL)
    assert [source.use_count for source in response.context["object_list"]] == [3]
    for number in range(30):
        reference(f"Author{number} A")
    with CaptureQueriesContext(connection) as many:
        admin_client.get(LIST_URL)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hauser", ["hauser-2015"]),
        ("Häuser 2015", ["hauser-2015"]),
        ("fibromyalgia wood", ["wood-2006"]),
        ("https://doi.org/10.1016/J.JPAIN.2006.01.454", ["wood-2006"]),
        ("16942953", ["wood-2006"]),
        ("2006 nonsense", []),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
        ("x" * 5000, []),
    ],
)
def test_a_source_is_found_by_any_words_of_it(admin_client, query: str, found: list[str]):
    reference("Häuser W", year=2015, title="Fibromyalgia")
    reference(
        "Wood PB",
        title="Low-dose ketamine in fibromyalgia",
        doi="10.1016/j.jpain.2006.01.454",
        pmid="16942953",
    )

    assert listed_keys(admin_client, q=query) == found


def test_filters_find_references_that_need_attention(admin_client):
    cited = reference("Cited A", **COMPLETE_FIELDS)
    reference("Lacking B", **(COMPLETE_FIELDS | {"container": ""}))
    reference("Gone C", state="retracted", **COMPLETE_FIELDS)
    reference("Twice D", title="The same", **COMPLETE_FIELDS)
    reference("Twice D", title="The Same.", **COMPLETE_FIELDS)
    article(category(home_page()), body=body(explanation(cited=(cited,))))

    assert listed_keys(admin_client, needs="incomplete") == ["lacking-2006"]
    assert listed_keys(admin_client, needs="changed") == ["gone-2006"]
    assert listed_keys(admin_client, needs="duplicate") == ["twice-2006", "twice-2006-2"]
    assert "cited-2006" not in listed_keys(admin_client, needs="unused")
    assert len(listed_keys(admin_client, needs="unused")) == 4
    assert len(listed_keys(admin_client, needs="nonsense", kind="no", study_type="x")) == 5


def test_the_list_says_what_a_source_lacks(admin_client):
    reference("NICE", **COMPLETE_FIELDS | {"study_type": "guideline"})

    assert "Missing: address or identifier" in admin_client.get(LIST_URL).content.decode()


def test_a_filter_finds_old_official_sources(admin_client):
    site = Site.objects.get(is_default_site=True)
    EditorialSettings.objects.update_or_create(site=site, defaults={"official_source_years": 3})
    today = timezone.localdate()
    reference("Old", year=today.year - 4, kind="report")
    reference("Unread", year=None, kind="web_page", accessed=date(today.year - 4, 1, 1))
    reference("Recent", year=today.year - 3, study_type="guideline")
    reference("Visited", year=today.year - 4, kind="report", accessed=today)
    reference("Paper", year=today.year - 4)

    found = listed_keys(admin_client, needs="outdated")

    assert found == [f"old-{today.year - 4}", "unread"]


@pytest.mark.parametrize(("format_", "start"), [("csv", b"key"), ("xlsx", b"PK")])
def test_the_list_is_exported(admin_client, format_: str, start: bytes):
    reference("Wood PB")

    response = admin_client.get(LIST_URL, {"export": format_})

    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert content.lower().startswith(start.lower())


def test_deleting_a_cited_source_names_the_citing_page(admin_client):
    source = reference()
    page = article(
        category(home_page()), "What knees need", body=body(explanation(cited=(source,)))
    )

    for response in (
        admin_client.get(delete_url(source)),
        admin_client.post(delete_url(source)),
    ):
        assert response.status_code == 409
        assert "What knees need" in response.content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in response.content.decode()
    assert Reference.objects.filter(pk=source.pk).exists()


def test_a_source_cited_by_a_draft_alone_is_not_deleted_either(admin_client):
    source = reference()
    page = article(category(home_page()), "What knees need")
    page.body = body(evidence(finding(cited=(source,))))
    page.save_revision()
    assert ArticlePage.objects.get(pk=page.pk).citations.entries == []

    response = admin_client.post(delete_url(source))

    assert response.status_code == 409
    assert "What knees need" in response.content.decode()
    assert "not yet published" in response.content.decode()


def test_of_several_chosen_none_is_deleted_while_one_is_cited(admin_client):
    cited, free = reference("Cited A"), reference("Free B")
    article(category(home_page()), body=body(explanation(cited=(cited,))))
    url = (
        reverse("wagtail_bulk_action", args=["articles", "reference", "delete"])
        + f"?id={cited.pk}&id={free.pk}"
    )

    response = admin_client.post(url)

    assert response.status_code == 409
    assert Reference.objects.count() == 2


def test_a_source_that_nothing_cites_is_deleted(admin_client):
    source = reference()

    assert admin_client.post(delete_url(source)).status_code == 302
    assert not Reference.objects.exists()


def test_two_sources_are_merged_after_they_were_compared(admin_client):
    target, other = (
        reference("Wood PB", title="Same"),
        reference("Wood PB", title="Same", pmid="77"),
    )
    page = article(category(home_page()), body=body(explanation(cited=(other,))))

    choosing = admin_client.get(merge_url(other))
    assert f"?keep={target.pk}" in choosing.content.decode()
    comparing = admin_client.get(merge_url(other), {"keep": target.pk}).content.decode()
    assert 'value="pmid"' in comparing
    assert page.title in comparing
    response = admin_client.post(
        merge_url(other), {"keep": target.pk, "take": ["pmid"]}, follow=True
    )

    assert "1 page was updated" in response.content.decode()
    assert Reference.objects.get().pmid == "77"
    assert list(ArticlePage.objects.get(pk=page.pk).citations.by_id) == [target.pk]


@pytest.mark.parametrize("keep", ["", "x", "0", "-1", "9" * 30, "self", "٣"])
def test_an_invalid_choice_of_source_changes_nothing(admin_client, keep: str):
    source = reference()
    keep = str(source.pk) if keep == "self" else keep

    assert admin_client.get(merge_url(source), {"keep": keep, "q": "\0"}).status_code == 200
    assert admin_client.post(merge_url(source), {"keep": keep}).status_code == 302
    assert Reference.objects.count() == 1


def edit_url(source: Reference) -> str:
    return reverse("wagtailsnippets_articles_reference:edit", args=[source.pk])


def test_the_form_shows_problems_and_usage_of_a_source(admin_client):
    whole = reference("Wood PB", title="Low-dose ketamine", **COMPLETE_FIELDS)
    broken = reference("Wood PB", title="Low-dose ketamine", container="", state="retracted")
    article(category(home_page()), "What knees need", body=body(explanation(cited=(broken,))))

    html = admin_client.get(edit_url(broken)).content.decode()

    assert "Missing: journal" in html
    assert "Retracted" in html
    assert f"{merge_url(broken)}?keep={whole.pk}" in html
    assert "What knees need" in html
    assert "Not cited." in admin_client.get(edit_url(whole)).content.decode()


def test_damage_in_a_source_is_explained_and_not_repaired(admin_client):
    broken = reference(
        "Marques AP\nYuan SLKJRbdr", title="Prevalence", **(COMPLETE_FIELDS | {"container": ""})
    )

    html = admin_client.get(edit_url(broken)).content.decode()

    assert "It should probably be" in html
    broken.refresh_from_db()
    assert broken.authors == "Marques AP\nYuan SLKJRbdr"


def test_saving_a_duplicate_source_shows_a_warning(admin_client):
    known = reference("Wood PB", title="Low-dose ketamine")
    form = {"kind": "article", "title": "Low-dose ketamine", "authors": "Wood PB", "year": "2006"}

    response = admin_client.post(
        reverse("wagtailsnippets_articles_reference:add"), form, follow=True
    )

    assert f"?keep={known.pk}" in response.content.decode()
    assert Reference.objects.count() == 2


def test_an_invalid_identifier_has_a_field_error(admin_client):
    form = {"kind": "article", "title": "My own title", "doi": "10.1/x", "issn": "1234-5678"}

    response = admin_client.post(reverse("wagtailsnippets_articles_reference:add"), form)

    assert set(response.context["form"].errors) == {"doi", "issn"}
    assert "My own title" in response.content.decode()
    assert not Reference.objects.exists()


def test_a_source_of_a_scheduled_version_is_not_deleted(admin_client):
    source = reference()
    page = article(category(home_page()), "What knees need")
    page.body = body(explanation(cited=(source,)))
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    page.body, page.go_live_at = body(explanation()), None
    page.save_revision()

    assert admin_client.post(delete_url(source)).status_code == 409


def test_asking_for_many_sources_reads_the_drafts_once(admin_client):
    home = home_page()
    sources = [reference(f"Author{number} A") for number in range(12)]
    for source in sources[:4]:
        page = article(category(home))
        page.body = body(explanation(cited=(source,)))
        page.save_revision()

    def ask(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            get_uses(sources[:number])
        return len(captured)

    ask(1)
    assert ask(12) <= ask(4) + 1


def test_draft_titles_are_shown_to_their_editors_only(django_user_model):
    source = reference()
    page = article(category(home_page()), "A secret plan")
    page.body = body(explanation(cited=(source,)))
    page.save_revision()
    writer = django_user_model.objects.create_user("writer", password="secret")

    (use,) = get_uses([source], writer)[source.pk]

    assert use.title == "A page that you cannot edit"
    assert not use.url


@pytest.mark.parametrize("names", [["delete_reference"], ["change_reference"]])
def test_merging_requires_delete_and_change_permissions(client, django_user_model, names):
    user = django_user_model.objects.create_user("writer", password="secret")
    for name in ("access_admin", *names):
        user.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(user)
    target, other = reference(), reference()

    client.post(merge_url(other), {"keep": target.pk})

    assert Reference.objects.count() == 2
