"""Readers say if an article was clear, and what was missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from home.audit.models import AuditEntry
from home.enquiry.personal_data import Address, find_personal_data
from home.feedback.models import MAX_WORDS_LENGTH, FeedbackCount, FeedbackWords
from home.models import Generation, ReaderSettings, User
from home.models.roles import EDITORS, REVIEWERS, set_up_roles
from home.public_forms import guards
from tests.factories import article, category, editor, home_page
from tests.helpers import clear_all_caches, parse_response
from tests.home.subscriptions.test_admin import log_in

pytestmark = [pytest.mark.django_db]

SAME_ORIGIN: dict[str, Any] = {"HTTP_ORIGIN": "http://localhost", "HTTP_HOST": "localhost"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    caches["enquiries"].clear()


@pytest.fixture
def page() -> Any:
    page = article(category(home_page(), "Blog", slug="blog"), "Ketamine")
    ReaderSettings.objects.create(site=Site.objects.get(), takes_words=True)
    return page


def say(client: Client, page: Any, answer: str = "yes", **fields: Any) -> Any:
    data = {"answer": answer, guards.TOKEN_FIELD: guards.daily_token(page.pk)}
    return client.post(f"{page.url}clear/", data | fields, **SAME_ORIGIN)


def write(client: Client, page: Any, words: str, **fields: Any) -> Any:
    data = {"words": words, guards.TOKEN_FIELD: guards.daily_token(page.pk)}
    return client.post(f"{page.url}clear/words/", data | fields, **SAME_ORIGIN)


def sums() -> list[tuple[int, int]]:
    return list(FeedbackCount.objects.order_by("-week").values_list("yes", "not_quite"))


def test_one_tap_counts_in_the_week_and_stores_nothing_else(client, page):
    shown = client.get(page.url)
    form = parse_response(shown).select_one("#clear")
    fields = {each["name"]: each.get("value", "") for each in form.select("input")}
    client.post(form["action"], fields | {"answer": "yes"}, **SAME_ORIGIN)

    response = say(client, page, "not-quite")

    assert "Thank you" in response.content.decode()
    assert not response.cookies
    assert not shown.cookies
    assert sums() == [(1, 1)]
    assert FeedbackCount.objects.get().week.weekday() == 0
    stored = {field.name for field in FeedbackCount._meta.get_fields()}
    assert stored == {"id", "article", "week", "yes", "not_quite"}


def test_each_week_has_a_sum_of_its_own(client, page):
    say(client, page)
    FeedbackCount.objects.update(week=FeedbackCount.objects.get().week - timedelta(days=7))
    say(client, page)
    say(client, page)

    assert sums() == [(2, 0), (1, 0)]


def test_words_never_show_on_a_public_page(client, page):
    words = "How long does it last? " + "x" * 40
    assert "What was missing?" in say(client, page).content.decode()

    response = write(client, page, f"  {words} ")

    assert response.status_code == 200
    stored = FeedbackWords.objects.get()
    assert (stored.words, stored.day) == (words, timezone.localdate())
    clear_all_caches()
    for address in (page.url, "/blog/", "/", f"{page.url}article.md", "/feed/"):
        assert words not in client.get(address).content.decode()
    assert words not in response.content.decode()


@pytest.mark.parametrize("words", ["", " ", "x\x00", "x" * (MAX_WORDS_LENGTH + 1)])
def test_empty_and_long_words_are_explained(client, page, words):
    response = write(client, page, words)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert words.strip("\x00") in response.content.decode()
    assert not FeedbackWords.objects.exists()


def test_robots_other_sites_and_floods_are_not_counted(client, page, settings):
    assert say(client, page, **{guards.HONEYPOT_FIELD: "x"}).status_code == 422
    assert say(client, page, **{guards.TOKEN_FIELD: ""}).status_code == 422
    other = client.post(f"{page.url}clear/", {"answer": "yes"}, HTTP_ORIGIN="https://o.example")
    assert other.status_code == 403
    assert sums() == []

    settings.FEEDBACK_PER_HOUR = 2
    client.defaults["REMOTE_ADDR"] = "8.8.8.8"
    answers = [say(client, page).status_code for _number in range(3)]
    assert answers == [200, 200, 429]
    assert sums() == [(2, 0)]
    assert write(client, page, "More.").status_code == 429


def test_a_refused_answer_can_be_sent_again(client, page):
    refused = say(client, page, "not-quite", **{guards.HONEYPOT_FIELD: "x"})

    form = parse_response_of(refused).select_one("form.clear-words")
    fields = {each["name"]: each.get("value", "") for each in form.select("input, button")}
    client.post(form["action"], fields, **SAME_ORIGIN)

    assert sums() == [(0, 1)]


def parse_response_of(response: Any) -> Any:
    response.status_code = 200
    return parse_response(response)


@pytest.mark.parametrize("answer", ["", "maybe", "\x00", "yes' OR 1"])
def test_nonsense_leads_back_to_the_article(client, page, answer):
    response = say(client, page, answer)

    assert (response.status_code, response["Location"]) == (302, page.url)
    assert client.get(f"{page.url}clear/")["Location"] == page.url
    assert client.get(f"{page.url}clear/words/")["Location"] == page.url
    assert sums() == []


def test_it_is_only_below_articles_that_the_public_sees(client, page):
    blog = page.get_parent()
    assert say(client, blog).status_code == 404
    assert client.post("/nowhere/clear/", {"answer": "yes"}, **SAME_ORIGIN).status_code == 404
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    clear_all_caches()

    assert say(client, page).status_code == 302
    assert sums() == []


def test_a_page_may_be_called_clear(client, page):
    clear = article(page.get_parent(), "Clear", slug="clear")

    assert "<h1>Clear</h1>" in client.get(clear.url).content.decode()
    assert say(client, clear).status_code == 200


def test_a_clinic_can_switch_each_part_off(client, page):
    ReaderSettings.objects.update(takes_words=False)
    clear_all_caches()
    assert "What was missing?" not in say(client, page).content.decode()
    assert write(client, page, "More.").status_code == 404

    ReaderSettings.objects.update(asks_if_clear=False)
    clear_all_caches()
    assert 'id="clear"' not in client.get(page.url).content.decode()
    assert say(client, page).status_code == 404


def test_an_answer_empties_no_cache(client, page):
    client.get(page.url)
    before = Generation.objects.count()

    say(client, page)
    write(client, page, "More.")

    assert Generation.objects.count() == before


def test_copies_of_an_article_are_the_same_all_day(client, page):
    first = client.get(page.url).content
    clear_all_caches()

    assert client.get(page.url).content == first


def test_words_are_deleted_after_the_days_of_their_site(client, page, capsys):
    ReaderSettings.objects.update(words_days=30)
    for days in (29, 31):
        day = timezone.localdate() - timedelta(days=days)
        FeedbackWords.objects.create(article=page, words=f"{days} days", day=day)

    call_command("purge_feedback", "--dry-run")
    assert FeedbackWords.objects.count() == 2
    call_command("purge_feedback")

    assert FeedbackWords.objects.get().words == "29 days"
    assert "deleted: 1" in capsys.readouterr().out


def test_the_reports_show_sums_and_words_to_editors(client, page):
    say(client, page)
    say(client, page, "not-quite")
    write(client, page, "=HYPERLINK(1)")
    staff = log_in(EDITORS)

    sums_shown = staff.get(reverse("feedback:sums")).content.decode()
    assert "Ketamine" in sums_shown
    assert "50" in sums_shown
    assert "=HYPERLINK(1)" in staff.get(reverse("feedback:words")).content.decode()
    exported = staff.get(reverse("feedback:words") + "?export=csv").getvalue().decode()
    assert "'=HYPERLINK(1)" in exported
    exported = staff.get(reverse("feedback:sums") + "?export=csv").getvalue().decode()
    assert ",1,1,50" in exported
    assert staff.get(reverse("feedback:sums") + "?export=xlsx").status_code == 200
    home = staff.get(reverse("wagtailadmin_home")).content.decode()
    assert "Readers this week: 1 yes, 1 not quite." in home
    edited = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Yes 1, not quite 1" in edited


def test_an_editor_deletes_words_at_once(client, page):
    write(client, page, "My own illness.")
    address = reverse("feedback:delete_words", args=[FeedbackWords.objects.get().pk])

    log_in(REVIEWERS).post(address)
    assert FeedbackWords.objects.exists()
    log_in(EDITORS).post(address)

    assert not FeedbackWords.objects.exists()


def test_others_see_no_words(client, page):
    write(client, page, "More on sleep.")
    set_up_roles()
    nobody = User.objects.create_user("nobody", "n@example.org", "secret")
    other = Client()
    other.force_login(nobody)

    for staff in (log_in(REVIEWERS), other):
        for name in ("feedback:sums", "feedback:words"):
            response = staff.get(reverse(name))
            assert response.status_code == 302
            assert "More on sleep" not in response.content.decode()


def test_words_with_an_address_belong_to_a_persons_data(client, page):
    write(client, page, "Write to rosa@example.org")
    write(client, page, "More.")

    found = find_personal_data(Address.parse("rosa@example.org"))
    assert [row["page"] for row in found.rows()] == ["Ketamine"]
    staff = Client()
    staff.force_login(editor())
    shown = staff.post(reverse("personal_data"), {"address": "rosa@example.org"})
    assert "Write to rosa@example.org" in shown.content.decode()
    assert found.erase() == 1

    assert FeedbackWords.objects.get().words == "More."
    assert "rosa" not in str(list(AuditEntry.objects.values()))


def test_staff_are_counted_like_readers_and_keep_their_session(page):
    client = Client()
    client.force_login(editor())

    assert say(client, page).status_code == 200
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
