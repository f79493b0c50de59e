"""The services, conditions and places of the current site, read once and shared by all pages.

There are some dozens of them, however many articles there are. Pages share the objects, so never
change them.
"""

from typing import Any

from articles.cache.objects import cached_in_bulk
from articles.cache.versioned import VersionedLRUCache
from articles.models import PersonPage
from home.care.condition import ConditionIndexPage, ConditionPage
from home.care.place import PlacePage
from home.care.service import ServiceIndexPage, ServicePage, ServicePrice
from home.delivery.visibility import public_page_url

# About three kilobytes each.
services_cache = VersionedLRUCache("services", max_weight=2000, weight=len)
conditions_cache = VersionedLRUCache("conditions", max_weight=2000, weight=len)
places_cache = VersionedLRUCache("places", max_weight=500, weight=len)
index_cache = VersionedLRUCache("lists of services and conditions", max_weight=200)


def get_services() -> list[ServicePage]:
    """Return the public services, without their bodies, in the order of the page tree."""
    return services_cache.get("", lambda: _read_list(ServicePage))


def get_conditions() -> list[ConditionPage]:
    """Return the public conditions, without their bodies, in the order of the page tree."""
    return conditions_cache.get("", lambda: _read_list(ConditionPage))


def get_places() -> list[PlacePage]:
    """Return the public places in the order of the page tree. The first is the main one."""
    return places_cache.get("", _read_places)


def get_service_index() -> ServiceIndexPage | None:
    return index_cache.get("services", lambda: _first(ServiceIndexPage))


def get_condition_index() -> ConditionIndexPage | None:
    return index_cache.get("conditions", lambda: _first(ConditionIndexPage))


def get_first_price() -> ServicePrice | None:
    """Return the first price of the first service that has one, for a line of facts."""
    prices = (price for service in get_services() for price in service.price_rows)
    return next((price for price in prices if price.amount is not None), None)


def get_people(rows) -> list[PersonPage]:
    """Return the people in the rows of a page who have a public profile, in order."""
    found = cached_in_bulk(PersonPage.objects, [row.person_id for row in rows])
    people = (found.get(row.person_id) for row in rows)
    return [person for person in people if person and public_page_url(person)]


def places_of(rows) -> list[PlacePage]:
    """Return the public places in the rows of a service, in order."""
    found = {place.pk: place for place in get_places()} if rows else {}
    return [found[row.place_id] for row in rows if row.place_id in found]


def services_for_condition(condition_id: int | None) -> list[ServicePage]:
    """Return the services that name the condition."""
    return [
        service
        for service in get_services()
        if any(row.condition_id == condition_id for row in service.treated.all())
    ]


def services_by_person(person_id: int) -> list[ServicePage]:
    return [one for one in get_services() if _is_staff(one, person_id)]


def conditions_by_person(person_id: int) -> list[ConditionPage]:
    return [one for one in get_conditions() if _is_staff(one, person_id)]


def _is_staff(page: Any, person_id: int) -> bool:
    return any(row.person_id == person_id for row in page.staff.all())


def _read_list(model: Any) -> list:
    pages = model.objects.visible().without_duplicates().for_lists()
    return list(pages.prefetch_related("lead_image__renditions").order_by("path"))


def _read_places() -> list[PlacePage]:
    places = PlacePage.objects.visible().without_duplicates().order_by("path")
    return list(places.defer("body"))


def _first(model: Any) -> Any:
    return model.objects.visible().order_by("path").first()
