"""Services and conditions as nodes of the JSON-LD graph. They say what the page shows."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from articles.public.structured_data import Node, node_reference, without_empty
from home.care.condition import ConditionPage
from home.care.prices import currency_code
from home.care.service import ServicePage, ServicePrice
from home.delivery.visibility import absolute_public_page_url, canonical_url, public_page_url


def service_node(page: ServicePage, context: Mapping[str, Any], provider: str) -> Node:
    """Return a service with its prices, people and conditions."""
    url = canonical_url(page)
    country = context["clinic"].country or ""
    return {"@type": "Service", "@id": f"{url}#service"} | without_empty(
        name=page.title,
        description=page.summary,
        url=url,
        provider=node_reference(provider),
        audience=_audience(page),
        offers=[
            offer_node(price, country) for price in page.price_rows if price.amount is not None
        ],
        availableChannel=_channels(page, context.get("places", ())),
    )


def offer_node(price: ServicePrice, country: str) -> Node:
    """Return a price; that of a currency that is not known has no currency either."""
    currency = currency_code(country)
    amount = f"{Decimal(price.amount or 0):.2f}"
    node: Node = {"@type": "Offer"} | without_empty(name=price.name, priceCurrency=currency)
    if not price.is_from:
        return node | {"price": amount}
    specification = {"@type": "PriceSpecification", "minPrice": amount}
    return node | {"priceSpecification": specification | without_empty(priceCurrency=currency)}


def condition_nodes(page: ConditionPage, context: Mapping[str, Any], common: Node) -> list[Node]:
    """Return the page of a condition and the condition, with the treatments in its table."""
    url = canonical_url(page)
    condition = {"@type": "MedicalCondition", "@id": f"{url}#condition"} | without_empty(
        name=page.title,
        description=page.summary,
        alternateName=page.synonyms,
        possibleTreatment=[{"@type": "MedicalTherapy", "name": name} for name in _ways(page)],
    )
    about = {"mainEntity": node_reference(condition["@id"])}
    audience = {"medicalAudience": {"@type": "Patient"}}
    return [{"@type": "MedicalWebPage"} | audience | common | about, condition]


def treated_conditions(context: Mapping[str, Any]) -> Node:
    """Return what the page of a service is about."""
    return without_empty(about=[_named_condition(one) for one in context.get("conditions", ())])


def _audience(page: ServicePage) -> Node:
    if not page.suits:
        return {}
    return {"@type": "Audience", "audienceType": page.suits}


def _channels(page: ServicePage, places: Iterable[Any]) -> list[Node]:
    found: list[Node] = [
        {"@type": "ServiceChannel", "serviceLocation": {"@type": "Place", "name": place.title}}
        for place in places
    ]
    ways = ((page.by_video, "by video"), (page.by_telephone, "by telephone"))
    return found + [{"@type": "ServiceChannel", "name": name} for given, name in ways if given]


def _named_condition(condition: ConditionPage) -> Node:
    url = absolute_public_page_url(condition)
    return {"@type": "MedicalCondition", "name": condition.title} | without_empty(url=url)


def _ways(page: ConditionPage) -> list[str]:
    """Return the ways to treat a condition that the clinic's services offer, by their names.

    The table also has ways that do not help: those are no possible treatments.
    """
    tables = (child.value for child in page.body if child.block.lists_ways)
    ways = (way for table in tables for way in table["ways"])
    return [way["way"] for way in ways if way["way"] and any(map(public_page_url, way["services"]))]
