"""Texts and names that a country offers: the emergency note and the regulators of clinics.

Numbers are those that answer in the whole country. A name that is not listed is typed. Staff
confirm each text before it is public, since numbers change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.models.clinic_kinds import Country


@dataclass(frozen=True)
class Line:
    """A telephone line: what it is for, with "%s" for the linked number."""

    text: Any
    number: str


@dataclass(frozen=True)
class CountryOffer:
    """The emergency number, further lines, and regulators. The first regulator is the usual one."""

    emergency: str
    lines: tuple[Line, ...] = ()
    regulators: tuple[str, ...] = ()
    # True if the first regulator is the one for nearly all clinics.
    has_one_regulator: bool = False


SAMARITANS = Line(_("To talk to someone now, call Samaritans on %s."), "116 123")
UK_TALK = (SAMARITANS,)
# Boards of the states that license physicians; those of other states are typed.
STATE_BOARDS = (
    "Alabama Board of Medical Examiners",
    "Arizona Medical Board",
    "Colorado Medical Board",
    "Florida Board of Medicine",
    "Georgia Composite Medical Board",
    "Iowa Board of Medicine",
    "Maryland Board of Physicians",
    "Massachusetts Board of Registration in Medicine",
    "Medical Board of California",
    "Minnesota Board of Medical Practice",
    "Nevada State Board of Medical Examiners",
    "New Jersey State Board of Medical Examiners",
    "North Carolina Medical Board",
    "Oregon Medical Board",
    "Pennsylvania State Board of Medicine",
    "State Medical Board of Ohio",
    "Tennessee Board of Medical Examiners",
    "Texas Medical Board",
    "Virginia Board of Medicine",
    "Washington Medical Commission",
)

OFFERS: dict[str, CountryOffer] = {
    Country.ENGLAND: CountryOffer(
        "999",
        (Line(_("For urgent advice, call NHS 111 on %s."), "111"), *UK_TALK),
        ("Care Quality Commission (CQC)",),
        has_one_regulator=True,
    ),
    Country.SCOTLAND: CountryOffer(
        "999",
        (Line(_("For urgent advice, call NHS 24 on %s."), "111"), *UK_TALK),
        ("Healthcare Improvement Scotland (HIS)",),
        has_one_regulator=True,
    ),
    Country.WALES: CountryOffer(
        "999",
        (Line(_("For urgent advice, call NHS 111 Wales on %s."), "111"), *UK_TALK),
        ("Healthcare Inspectorate Wales (HIW)",),
        has_one_regulator=True,
    ),
    Country.NORTHERN_IRELAND: CountryOffer(
        "999",
        (Line(_("In distress or despair, call Lifeline on %s."), "0808 808 8000"), *UK_TALK),
        ("Regulation and Quality Improvement Authority (RQIA)",),
        has_one_regulator=True,
    ),
    Country.IRELAND: CountryOffer(
        "112",
        UK_TALK,
        (
            "Health Information and Quality Authority (HIQA)",
            "Mental Health Commission",
            "Medical Council",
        ),
    ),
    Country.AUSTRALIA: CountryOffer(
        "000",
        (
            Line(_("For health advice, call Healthdirect on %s."), "1800 022 222"),
            Line(_("For crisis support, call Lifeline on %s."), "13 11 14"),
        ),
        ("Australian Health Practitioner Regulation Agency (Ahpra)",),
    ),
    Country.CANADA: CountryOffer(
        "911",
        (Line(_("For the Suicide Crisis Helpline, call or text %s."), "988"),),
        (
            "College of Physicians and Surgeons of Alberta",
            "College of Physicians and Surgeons of British Columbia",
            "College of Physicians and Surgeons of Manitoba",
            "College of Physicians and Surgeons of Nova Scotia",
            "College of Physicians and Surgeons of Ontario",
            "College of Physicians and Surgeons of Saskatchewan",
            "Collège des médecins du Québec",
        ),
    ),
    Country.GERMANY: CountryOffer(
        "112",
        (
            Line(_("For a doctor on call, call %s."), "116 117"),
            Line(_("To talk to someone now, call TelefonSeelsorge on %s."), "0800 111 0 111"),
        ),
        (
            "Ärztekammer Berlin",
            "Ärztekammer Bremen",
            "Ärztekammer Hamburg",
            "Ärztekammer Mecklenburg-Vorpommern",
            "Ärztekammer Niedersachsen",
            "Ärztekammer Nordrhein",
            "Ärztekammer Sachsen-Anhalt",
            "Ärztekammer Schleswig-Holstein",
            "Ärztekammer Westfalen-Lippe",
            "Ärztekammer des Saarlandes",
            "Bayerische Landesärztekammer",
            "Landesärztekammer Baden-Württemberg",
            "Landesärztekammer Brandenburg",
            "Landesärztekammer Hessen",
            "Landesärztekammer Rheinland-Pfalz",
            "Landesärztekammer Thüringen",
            "Sächsische Landesärztekammer",
        ),
    ),
    Country.NETHERLANDS: CountryOffer(
        "112",
        (Line(_("If you think about suicide, call 113 Zelfmoordpreventie on %s."), "113"),),
        ("Inspectie Gezondheidszorg en Jeugd (IGJ)",),
        has_one_regulator=True,
    ),
    Country.NEW_ZEALAND: CountryOffer(
        "111",
        (
            Line(_("For health advice, call Healthline on %s."), "0800 611 116"),
            Line(_("To talk to someone now, call or text %s."), "1737"),
        ),
        ("Medical Council of New Zealand", "HealthCERT, Ministry of Health"),
    ),
    Country.UNITED_STATES: CountryOffer(
        "911",
        (Line(_("For the Suicide and Crisis Lifeline, call or text %s."), "988"),),
        STATE_BOARDS,
    ),
}


def get_offer(country: str) -> CountryOffer | None:
    """Return what the country offers; None for no or another country."""
    return OFFERS.get(country)


def build_emergency_note(country: str) -> SafeString | str:
    """Return the emergency note of a country as rich text; empty without an offer."""
    offer = get_offer(country)
    if offer is None:
        return ""
    first = gettext("If someone is in danger, call %s.")
    sentences = [_with_number(first, offer.emergency)]
    sentences += [_with_number(str(line.text), line.number) for line in offer.lines]
    opening = gettext("We are not an emergency service.")
    text = format_html_join(" ", "{}", ((sentence,) for sentence in sentences))
    return format_html("<p><b>{}</b> {}</p>", opening, text)


def _with_number(text: str, number: str) -> SafeString:
    before, _found, after = text.partition("%s")
    href = "".join(number.split())
    return format_html('{}<a href="tel:{}">{}</a>{}', before, href, number, after)


def suggest_regulator(country: str, current: str) -> str:
    """Return the regulator to fill in for a country.

    What was typed stays, unless it is the suggestion for another country.
    """
    offer = get_offer(country)
    if current and current not in _all_regulators():
        return current
    if offer is None or current in offer.regulators:
        return current if offer else ""
    return offer.regulators[0] if offer.has_one_regulator else ""


def _all_regulators() -> Iterable[str]:
    return {name for offer in OFFERS.values() for name in offer.regulators}
