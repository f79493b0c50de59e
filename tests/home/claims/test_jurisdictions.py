"""Rules about claims that are stricter in the country of a clinic."""

import pytest
from wagtail.models import Page, Site

from articles.problems.claim_facts import read_claim_facts
from articles.problems.examination import find_problems
from articles.problems.problem import Severity
from home.models import ClinicSettings, HomePage
from home.models.clinic_kinds import Country
from tests.factories import block, call_to_action, home_page, standard_page, stream

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

FAMOUS = "The treatment film stars fly in for."
PREFERRED = "Surgeons pick it for their mothers."


def set_country(site: Site, country: str) -> None:
    clinic = ClinicSettings.for_site(site)
    clinic.country = country
    clinic.save()


def severities(page: Page) -> dict[str, Severity]:
    found = find_problems(Page.objects.get(pk=page.pk).specific)
    return {problem.claim.rule_id: problem.severity for problem in found if problem.claim}


@pytest.fixture
def page() -> Page:
    text = f"<p>{FAMOUS}</p><p>{PREFERRED}</p>"
    texts = stream(block("text", {"heading": "Who comes", "text": text}))
    return standard_page(home_page(), body=texts)


@pytest.mark.parametrize(
    ("country", "severity"),
    [
        ("", Severity.WARNING),
        (Country.OTHER, Severity.WARNING),
        (Country.UNITED_STATES, Severity.WARNING),
        (Country.AUSTRALIA, Severity.WARNING),
        (Country.SCOTLAND, Severity.ERROR),
        (Country.IRELAND, Severity.ERROR),
        (Country.GERMANY, Severity.ERROR),
    ],
)
def test_the_country_decides_about_celebrities_and_professionals(
    page: Page, country: str, severity: Severity
):
    set_country(Site.objects.get(), country)

    assert severities(page) == {"G4": severity, "G5": severity}


def test_a_change_of_the_country_holds_at_once(page: Page):
    site = Site.objects.get()
    set_country(site, Country.ENGLAND)
    assert severities(page)["G4"] == Severity.ERROR

    set_country(site, Country.NEW_ZEALAND)
    assert severities(page)["G4"] == Severity.WARNING


def test_a_public_page_stays_public(page: Page):
    set_country(Site.objects.get(), Country.ENGLAND)

    assert Page.objects.get(pk=page.pk).live


def test_of_several_clinics_the_strictest_rules_hold():
    home_page()
    first = Site.objects.get()
    set_country(first, Country.UNITED_STATES)
    other_home = HomePage(title="Other", slug="other", hero_heading="Care")
    Page.get_first_root_node().add_child(instance=other_home)
    other = Site.objects.create(hostname="other.example", root_page=other_home)
    set_country(other, Country.AUSTRALIA)
    shared, own = call_to_action(), call_to_action(site=first)

    facts = read_claim_facts([shared, own, other_home])

    assert [each.settings.jurisdictions for each in facts] == [{"US", "AU"}, {"US"}, {"AU"}]


def test_every_country_has_its_jurisdictions():
    known = {"UK", "EU", "IE", "US", "AU"}

    assert all(country.jurisdictions <= known for country in Country)
    assert {each for country in Country for each in country.jurisdictions} == known
