"""The JSON-LD graph of a page: its type, its place in the site and its publisher.

Only public pages have one. A preview may never be published, and a private page is not announced.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from articles.artwork.look import get_look
from articles.artwork.share_image.drawing import SIZE
from articles.models import (
    ArticlePage,
    CategoryIndexPage,
    PersonPage,
    TeamIndexPage,
)
from articles.public.structured_data import (
    Node,
    article_node,
    medical_web_page,
    node_reference,
    profile_node,
    without_empty,
)
from home.care.catalogue import get_places
from home.care.condition import ConditionIndexPage, ConditionPage
from home.care.place import SHOWN_DAYS_AHEAD_IN_LISTS, PlaceIndexPage, PlacePage
from home.care.service import ServiceIndexPage, ServicePage
from home.delivery.visibility import absolute_public_page_url, absolute_url, canonical_url
from home.discovery.breadcrumbs import get_breadcrumb
from home.discovery.care_nodes import condition_nodes, service_node, treated_conditions
from home.discovery.clinic_nodes import clinic_id, clinic_node, place_node, price_range
from home.discovery.share_images import share_image_url
from home.models import ClinicSettings, HomePage

LIST_PAGES = (CategoryIndexPage, ConditionIndexPage, ServiceIndexPage, TeamIndexPage)
SEARCH_URL_TEMPLATE = "/search/?q={search_term_string}"
# No text can end the script element or break its lines.
SCRIPT_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def build_graph(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """Return the nodes of a page from its template context."""
    clinic = context["clinic"]
    url = canonical_url(page)
    image = {
        "@type": "ImageObject",
        "url": absolute_url(share_image_url(page, clinic.name, get_look(context))),
        "width": SIZE[0],
        "height": SIZE[1],
    }
    common = {
        "@id": url,
        "url": url,
        "name": page.title,
        "inLanguage": get_language() or settings.LANGUAGE_CODE,
        "publisher": node_reference(clinic_id()),
    }
    breadcrumb = breadcrumb_node(page, url)
    if breadcrumb:
        common["breadcrumb"] = node_reference(breadcrumb["@id"])
    match page:
        case HomePage():
            nodes = [
                {"@type": "WebPage", **common, "isPartOf": node_reference(website_id())},
                website_node(clinic),
            ]
        case ArticlePage():
            article = article_node(
                page,
                absolute_public_page_url,
                authors=context.get("authors", ()),
                citations=page.citations,
                conditions=context.get("conditions", ()),
                changes=context.get("changes", ()),
            )
            article |= {
                "@id": f"{url}#article",
                "mainEntityOfPage": node_reference(url),
                "image": image,
                "publisher": node_reference(clinic_id()),
            }
            article.setdefault("author", [node_reference(clinic_id())])
            main = {"mainEntity": node_reference(article["@id"])}
            nodes = [medical_web_page(page, absolute_public_page_url) | common | main, article]
        case PersonPage():
            person = profile_node(page, absolute_public_page_url)
            common["name"] = page.display_name
            nodes = [
                {"@type": "ProfilePage", **common, "mainEntity": node_reference(person["@id"])},
                person | {"worksFor": node_reference(clinic_id())},
            ]
        case ServicePage():
            service = service_node(page, context, clinic_id())
            main = {"mainEntity": node_reference(service["@id"])}
            about = main | treated_conditions(context)
            nodes = [{"@type": "WebPage", **common} | about, service]
        case ConditionPage():
            nodes = condition_nodes(page, context, common)
        case PlacePage():
            place = place_node(page, clinic)
            nodes = [
                {"@type": "WebPage", **common, "mainEntity": node_reference(place["@id"])},
                place,
            ]
        case PlaceIndexPage():
            nodes = [
                {"@type": "CollectionPage", **common},
                *(
                    place_node(place, clinic, SHOWN_DAYS_AHEAD_IN_LISTS)
                    for place in context.get("places", ())
                ),
            ]
        case _:
            nodes = [{"@type": schema_page_type(page, clinic), **common}]
    nodes[0]["primaryImageOfPage"] = image
    main_place = next(iter(get_places()), None)
    organization = clinic_node(context["site_context"], main_place)
    if isinstance(page, ServiceIndexPage):
        organization |= without_empty(priceRange=price_range(clinic))
    departments = [node_reference(node["@id"]) for node in nodes if "parentOrganization" in node]
    organization |= without_empty(department=departments)
    return [*nodes, *filter(None, [breadcrumb]), organization]


def schema_page_type(page: Page, clinic: ClinicSettings) -> str:
    """Return the type of a page that has no main entity."""
    if isinstance(page, LIST_PAGES):
        return "CollectionPage"
    return "ContactPage" if page.pk == clinic.booking_page_id else "WebPage"


def website_node(clinic: ClinicSettings) -> Node:
    """Return the site with its search."""
    return {
        "@type": "WebSite",
        "@id": website_id(),
        "url": absolute_url("/"),
        "name": clinic.name,
        "publisher": node_reference(clinic_id()),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute_url(SEARCH_URL_TEMPLATE)},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_node(page: Page, url: str) -> Node:
    """Return the breadcrumb, or an empty node."""
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": crumb.title,
            "item": absolute_url(crumb.url) if crumb.url else url,
        }
        for position, crumb in enumerate(get_breadcrumb(page), 1)
    ]
    if not steps:
        return {}
    return {"@type": "BreadcrumbList", "@id": f"{url}#breadcrumb", "itemListElement": steps}


def serialize_graph(graph: list[Node]) -> SafeString:
    """Return the graph as the text of a script element, with unsafe characters escaped."""
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(SCRIPT_ESCAPES))


def website_id() -> str:
    return absolute_url("/#website")
