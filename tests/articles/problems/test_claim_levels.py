"""The levels of the checks of claims: of a site, of a family, and after an upgrade."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Site

from articles.migrations._claim_families import warn_first
from articles.models import EditorialSettings
from articles.models.claim_policy import FAMILY_FIELDS, MAX_BANNED_WORDS, OWN_FAMILY, ClaimLevel
from articles.problems.banned_words import find_banned_words
from articles.problems.claim_facts import combine_banned_words, combine_policies, read_claim_facts
from articles.problems.claims.passages import ClaimSeverity, FamilyLevel, Passage
from articles.problems.claims.rules import get_rule_book
from articles.publishing.gate import blocking_issues
from home.models import HomePage
from tests.factories import call_to_action, home_page, standard_page

TODAY = date(2026, 11, 30)


def levels(**fields) -> dict[str, ClaimLevel]:
    return EditorialSettings(**fields).claim_levels(TODAY)


def test_every_family_of_the_rules_has_a_setting():
    book = get_rule_book("en")
    assert book
    assert set(book.families) | {OWN_FAMILY} == {*FAMILY_FIELDS, OWN_FAMILY}


def test_a_new_site_stops_at_once():
    assert set(levels().values()) == {ClaimLevel.STOP}


def test_a_family_has_a_level_of_its_own():
    found = levels(claims_of_results="warn", claims_of_safety="off")

    assert (found["A"], found["E"], found["B"]) == ("warn", "off", "stop")


def test_the_level_of_all_is_the_strictest_that_a_family_has():
    found = levels(claims="warn", claims_of_safety="off")

    assert (found["A"], found["E"], found[OWN_FAMILY]) == ("warn", "off", "warn")


def test_a_new_family_warns_until_its_day_and_stops_from_then():
    waiting = {"A": "2026-12-01", "B": "2026-11-30", "E": "2026-12-01"}
    found = levels(claims_warn_until=waiting, claims_of_safety="off")

    assert (found["A"], found["B"], found["E"], found["C"]) == ("warn", "stop", "off", "stop")


def test_the_settings_say_which_kinds_are_new():
    policy = EditorialSettings(claims_warn_until={"A": "2026-12-30", "B": "2026-11-30"})

    assert policy.describe_new_families(TODAY) == (
        "New since an upgrade, and only warned of until 30 Dec 2026: promises of a cure or a"
        " result."
    )
    assert policy.describe_new_families(date(2026, 12, 30)) == ""


def test_nothing_is_checked_where_all_is_off():
    assert combine_policies([EditorialSettings(claims="off")]) is None


def test_banned_words_are_lines():
    policy = EditorialSettings(banned_words="wonder  drip\n\n Zap \n")

    assert combine_banned_words([policy]) == {"wonder drip", "Zap"}


def test_banned_words_are_found_as_whole_words():
    passages = [Passage("Our Wonder drip."), Passage("A zapper."), Passage("ZAP!")]
    words = frozenset({"wonder drip", "Zap"})
    found = list(find_banned_words(passages, words, ClaimSeverity.STOP))

    assert [claim.quote for claim in found] == ["Wonder drip", "ZAP"]


@pytest.mark.parametrize("words", ["word\n" * (MAX_BANNED_WORDS + 1), "x" * 81])
def test_a_list_of_banned_words_has_an_end(words):
    with pytest.raises(ValidationError, match="At most 300 lines"):
        EditorialSettings(banned_words=words).clean()


def test_what_several_sites_show_meets_the_strictest_of_them():
    policies = [
        EditorialSettings(claims="warn", banned_words="zap"),
        EditorialSettings(claims_of_safety="off", banned_words="zip"),
    ]
    settings = combine_policies(policies)

    assert settings
    assert combine_banned_words(policies) == {"zap", "zip"}
    assert (settings.levels["A"], settings.levels["E"]) == (FamilyLevel.STOP, FamilyLevel.WARN)


@pytest.mark.django_db
class TestSites:
    @pytest.fixture
    def two_homes(self) -> list[HomePage]:
        first = home_page()
        second = HomePage(title="Other", slug="other", hero_heading="Care")
        Page.get_first_root_node().add_child(instance=second)
        other = Site.objects.create(hostname="other.example", root_page=second)
        EditorialSettings.objects.create(site=other, claims="warn")
        return [first, second]

    def test_a_page_has_the_settings_of_its_site(self, two_homes):
        pages = [standard_page(home) for home in two_homes]
        own, other = read_claim_facts(pages)

        assert own.settings
        assert other.settings
        assert (own.settings.levels["A"], other.settings.levels["A"]) == ("stop", "warn")

    def test_a_call_to_action_of_all_clinics_has_the_strictest(self, two_homes):
        shared = call_to_action()
        own = call_to_action(site=Site.objects.get(hostname="other.example"))
        first, second = read_claim_facts([shared, own])

        assert first.settings
        assert second.settings
        assert (first.settings.levels["A"], second.settings.levels["A"]) == ("stop", "warn")

    def test_a_banned_word_stops_publishing(self, two_homes):
        page = standard_page(two_homes[0], summary="Ask for our wonder drip.")
        assert blocking_issues(page) == []
        EditorialSettings.objects.update(banned_words="wonder drip")

        assert "never uses these words" in blocking_issues(page)[0].message

    def test_facts_of_many_pages_take_few_queries(self, two_homes, django_assert_num_queries):
        pages = [standard_page(home, slug=f"page-{n}") for home in two_homes for n in range(3)]
        read_claim_facts(pages)
        with django_assert_num_queries(4):  # two are cached, but not in a test that writes
            read_claim_facts(pages)

    def test_an_upgrade_warns_at_sites_with_pages_only(self, two_homes):
        """The function of the migrations works on the models of today as well."""
        standard_page(two_homes[0])
        warn_first(apps, "AK")

        own, other = EditorialSettings.objects.order_by("-site__is_default_site")
        assert other.claims_warn_until == {}
        assert set(own.claims_warn_until) == {"A", "K"}
        assert own.warns_until("A") == timezone.localdate() + timedelta(days=30)
