"""The clinic and its places as nodes of the JSON-LD graph. They say what the page shows."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.utils import timezone

from articles.models import EditorialSettings
from articles.public.structured_data import Node, node_reference, without_empty
from home.care.catalogue import get_services
from home.care.hours import Span
from home.care.hours_words import summarise_week
from home.care.place import SHOWN_DAYS_AHEAD, PlacePage
from home.care.prices import format_amount
from home.delivery.site_context import SiteContext
from home.delivery.visibility import absolute_public_page_url, absolute_url
from home.models import ClinicSettings
from home.models.clinic_kinds import ClinicKind, Country

SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# As search engines document it: a day that is open throughout ends a minute before midnight.
END_OF_DAY = time(23, 59)
CLOSED = Span(time(0), time(0))


def clinic_id() -> str:
    return absolute_url("/#clinic")


def clinic_node(context: SiteContext, main_place: PlacePage | None = None) -> Node:
    """Return the clinic as the footer shows it, with the parts of its main place's address."""
    clinic, editorial = context.clinic, context.editorial
    kind = ClinicKind(clinic.kind)
    address, hours = clinic_address(clinic), []
    if main_place:
        if main_place.postcode and main_place.postcode in clinic.address:
            address = postal_address(main_place, clinic)
        if clinic.hours and clinic.hours == summarise_week(main_place.opening_hours):
            hours = week_specifications(main_place)
    return {"@type": kind.schema_type, "@id": clinic_id()} | without_empty(
        name=clinic.name,
        legalName=clinic.legal_name,
        description=clinic.strapline,
        url=absolute_url("/"),
        logo=absolute_url(context.brand.logo_url),
        telephone=clinic.phone,
        email=clinic.email,
        address=address,
        openingHoursSpecification=hours,
        medicalSpecialty=kind.specialty,
        identifier=clinic_identifiers(clinic),
        sameAs=[link.url for link in context.profiles if link.url.startswith("http")],
        publishingPrinciples=_policy_url(editorial),
    )


def _policy_url(editorial: EditorialSettings) -> str:
    return absolute_public_page_url(editorial.policy_page)


def clinic_address(clinic: ClinicSettings) -> str | Node:
    """Return the address as text, or with the country if it is known."""
    text = ", ".join(line.strip() for line in clinic.address.splitlines() if line.strip())
    country = country_code(clinic)
    if not text or not country:
        return text
    return {"@type": "PostalAddress", "streetAddress": text, "addressCountry": country}


def clinic_identifiers(clinic: ClinicSettings) -> Any:
    """Return the registration numbers: one value, or a list if there are several."""
    found: list[Any] = [clinic.registration] if clinic.registration else []
    if clinic.registration_number:
        number = without_empty(propertyID=clinic.regulator, value=clinic.registration_number)
        found.insert(0, {"@type": "PropertyValue"} | number)
    return found[0] if len(found) == 1 else found


def country_code(clinic: ClinicSettings) -> str:
    return Country(clinic.country).alpha2 if clinic.country else ""


def price_range(clinic: ClinicSettings) -> str:
    """Return the lowest and the highest price of the services in words; "" without prices."""
    amounts = [
        price.amount
        for service in get_services()
        for price in service.price_rows
        if price.amount is not None
    ]
    ends = dict.fromkeys(filter(None, (min(amounts, default=None), max(amounts, default=None))))
    return "–".join(format_amount(amount, clinic.country) for amount in ends)


# -- Places ---------------------------------------------------------------------------------------


def place_node(
    place: PlacePage, clinic: ClinicSettings, days_ahead: int = SHOWN_DAYS_AHEAD
) -> Node:
    """Return a place, which belongs to the clinic, with the holidays of so many days."""
    url = absolute_public_page_url(place)
    exceptions = exception_specifications(place, days_ahead)
    return {"@type": ClinicKind(clinic.kind).schema_type, "@id": f"{url}#place"} | without_empty(
        name=place.title,
        description=place.summary,
        url=url,
        telephone=place.phone,
        email=place.email,
        address=postal_address(place, clinic),
        geo=geo_coordinates(place),
        hasMap=place.map_link,
        openingHoursSpecification=[*week_specifications(place), *exceptions],
        medicalSpecialty=ClinicKind(clinic.kind).specialty,
        parentOrganization=node_reference(clinic_id()),
    )


def postal_address(place: PlacePage, clinic: ClinicSettings) -> Node:
    parts = without_empty(
        streetAddress=", ".join(line.strip() for line in place.street.splitlines() if line.strip()),
        addressLocality=place.town,
        addressRegion=place.region,
        postalCode=place.postcode,
    )
    country = place.country or country_code(clinic)
    return (
        {"@type": "PostalAddress"} | parts | without_empty(addressCountry=country) if parts else {}
    )


def geo_coordinates(place: PlacePage) -> Node:
    if place.latitude is None or place.longitude is None:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
    }


def week_specifications(place: PlacePage) -> list[Node]:
    """Return a node for all days that have the same times."""
    days: dict[Span, list[str]] = {}
    for name, spans in zip(SCHEMA_DAYS, place.opening_hours.week, strict=True):
        for span in spans:
            days.setdefault(span, []).append(f"https://schema.org/{name}")
    return [_specification(span) | {"dayOfWeek": names} for span, names in days.items()]


def exception_specifications(place: PlacePage, days_ahead: int) -> list[Node]:
    """Return the holidays that the page shows. A closed day opens and closes at midnight."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    coming = place.opening_hours.upcoming_exceptions(today, days_ahead)
    return [
        specification | {"validFrom": each.first, "validThrough": each.last}
        for each in coming
        for specification in _exception_times(each.spans)
    ]


def _exception_times(spans: Iterable[Span]) -> list[Node]:
    return [_specification(span) for span in spans] or [_times(CLOSED.opens, CLOSED.closes)]


def _specification(span: Span) -> Node:
    is_whole_day = span.opens == span.closes == time(0)
    return _times(span.opens, END_OF_DAY if is_whole_day else span.closes)


def _times(opens: time, closes: time) -> Node:
    return {
        "@type": "OpeningHoursSpecification",
        "opens": f"{opens:%H:%M}",
        "closes": f"{closes:%H:%M}",
    }
