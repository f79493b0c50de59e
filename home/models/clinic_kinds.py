"""Countries and kinds of clinics, as choices of the clinic settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    """Countries by ISO 3166 code. The nations of the UK have regulators of their own."""

    ENGLAND = "GB-ENG", _("England")
    SCOTLAND = "GB-SCT", _("Scotland")
    WALES = "GB-WLS", _("Wales")
    NORTHERN_IRELAND = "GB-NIR", _("Northern Ireland")
    IRELAND = "IE", _("Ireland")
    AUSTRALIA = "AU", _("Australia")
    CANADA = "CA", _("Canada")
    GERMANY = "DE", _("Germany")
    NETHERLANDS = "NL", _("Netherlands")
    NEW_ZEALAND = "NZ", _("New Zealand")
    UNITED_STATES = "US", _("United States")
    OTHER = "other", _("Another country")

    @property
    def alpha2(self) -> str:
        """The code of the country with two letters; empty for another country."""
        return "" if self is Country.OTHER else self.value[:2]

    @property
    def jurisdictions(self) -> frozenset[str]:
        """The jurisdictions whose rules about claims apply, as these name them."""
        code = self.alpha2
        return _JURISDICTIONS.get(code, frozenset({"EU"} if code in _EU else ()))


_EU = ("DE", "NL")
_JURISDICTIONS = {
    "GB": frozenset({"UK"}),
    "IE": frozenset({"IE", "EU"}),
    "AU": frozenset({"AU"}),
    "US": frozenset({"US"}),
}


class ClinicKind(models.TextChoices):
    """Kinds of clinics that visitors and search engines tell apart."""

    CLINIC = "clinic", _("Clinic")
    GENERAL_PRACTICE = "general", _("General practice")
    MENTAL_HEALTH = "mental", _("Mental health clinic")
    PHYSIOTHERAPY = "physio", _("Physiotherapy practice")
    DENTAL = "dental", _("Dental practice")
    DERMATOLOGY = "skin", _("Dermatology clinic")
    GYNAECOLOGY = "women", _("Gynaecology clinic")
    PAEDIATRICS = "child", _("Children's clinic")
    HOSPITAL = "hospital", _("Hospital")

    @property
    def schema_type(self) -> str:
        """The type of schema.org."""
        return SCHEMA_TYPES.get(self, "MedicalClinic")

    @property
    def specialty(self) -> str:
        """The medical specialty of schema.org, where the type does not name it."""
        name = SPECIALTIES.get(self)
        return f"https://schema.org/{name}" if name else ""


SCHEMA_TYPES = {
    ClinicKind.PHYSIOTHERAPY: "Physiotherapy",
    ClinicKind.DENTAL: "Dentist",
    ClinicKind.HOSPITAL: "Hospital",
}
SPECIALTIES = {
    ClinicKind.GENERAL_PRACTICE: "PrimaryCare",
    ClinicKind.MENTAL_HEALTH: "Psychiatric",
    ClinicKind.DERMATOLOGY: "Dermatology",
    ClinicKind.GYNAECOLOGY: "Gynecologic",
    ClinicKind.PAEDIATRICS: "Pediatric",
}
