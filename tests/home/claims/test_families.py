"""Each family of rules that stops publishing does so in five ways, and has a setting."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from articles.models import EditorialSettings
from articles.models.claim_policy import FAMILY_FIELDS
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import ClaimSettings, ClaimSeverity, Passage
from articles.problems.claims.rules import get_rule_book
from home.models import StandardPage, User
from tests.articles.publishing import publishing_paths
from tests.helpers import undone
from tests.home.claims.claim_paths import add_url, edit_url, editor_data, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def stop_of_each_family() -> dict[str, str]:
    """Return a sentence for each family that stops publishing by itself."""
    book = get_rule_book("en")
    assert book
    settings = ClaimSettings(year=timezone.localdate().year)
    found: dict[str, str] = {}
    for rule in book.rules.values():
        for sentence in rule.examples.flagged:
            claims = check_claims([Passage(sentence)], {}, settings)
            if claims and claims[0].severity is ClaimSeverity.STOP:
                found.setdefault(claims[0].family, sentence)
    return found


FAMILIES = stop_of_each_family()


def test_most_families_have_stops():
    assert {*"ACDEFH"} <= FAMILIES.keys()


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_stops_five_ways(full_site, admin_client, family):
    administrator = User.objects.get(username="admin")
    sentence = FAMILIES[family]
    page = fresh(full_site["standard"])
    page.summary = sentence
    page.save_revision(clean=False)
    url = edit_url(page)

    def in_editor():
        data = editor_data(admin_client, url, page, summary=sentence)
        return admin_client.post(url, data | {"action-publish": "1"})

    def as_new():
        data = editor_data(admin_client, add_url(page), page, title="New", slug="new")
        return admin_client.post(add_url(page), data | {"summary": sentence, "action-publish": "1"})

    def at_once():
        return publishing_paths.publish_all(admin_client, page)

    def by_time():
        publishing_paths.schedule(fresh(page))
        publishing_paths.publish_due()

    def by_approval():
        return publishing_paths.approve(admin_client, page, administrator)

    for go in (in_editor, as_new, at_once, by_time, by_approval):
        with undone():
            go()
            assert not StandardPage.objects.live().filter(summary=sentence).exists(), go


def test_the_settings_name_what_is_new(full_site, admin_client):
    site = Site.objects.get()
    EditorialSettings.objects.update(claims_warn_until={"A": "2090-01-31"})
    url = reverse("wagtailsettings:edit", args=["articles", "editorialsettings", site.pk])
    html = BeautifulSoup(admin_client.get(url).content, "html.parser")

    assert "only warned of until 31 Jan 2090: promises of a cure" in html.get_text()
    assert {field["name"] for field in html.select("select")} >= {*FAMILY_FIELDS.values()}
    EditorialSettings.objects.update(claims_warn_until={})
    assert "only warned of until" not in admin_client.get(url).content.decode()
