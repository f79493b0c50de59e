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
    EditorialSettings,
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
from home.care.condition import ConditionIndexPage, ConditionPage
from home.care.service import ServiceIndexPage, ServicePage
from home.delivery.visibility import absolute_public_page_url, absolute_url, canonical_url
from home.discovery.breadcrumbs import get_breadcrumb
from home.discovery.care_nodes import condition_nodes, service_node, treated_conditions
from home.discovery.share_images import share_image_url
from home.models import ClinicSettings, HomePage
from home.models.clinic_kinds import ClinicKind, Country

LIST_PAGES = (CategoryIndexPage, ConditionIndexPage, ServiceIndexPage, TeamIndexPage)
SEARCH_URL_TEMPLATE = "/search/?q={search_term_string}"
# No text can end the script element or break its lines.
SCRIPT_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def build_graph(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """Return the nodes of a page from its template context."""
    clinic, editorial = context["clinic"], context["editorial"]
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
        case _:
            nodes = [{"@type": schema_page_type(page, clinic), **common}]
    nodes[0]["primaryImageOfPage"] = image
    return [
        *nodes,
        *filter(None, [breadcrumb]),
        clinic_node(clinic, editorial, context["site_context"].brand.logo_url),
    ]


def schema_page_type(page: Page, clinic: ClinicSettings) -> str:
    """Return the type of a page that has no main entity."""
    if isinstance(page, LIST_PAGES):
        return "CollectionPage"
    return "ContactPage" if page.pk == clinic.booking_page_id else "WebPage"


def clinic_node(clinic: ClinicSettings, editorial: EditorialSettings, logo_url: str) -> Node:
    """Return the clinic as the footer shows it."""
    kind = ClinicKind(clinic.kind)
    return {"@type": kind.schema_type, "@id": clinic_id()} | without_empty(
        name=clinic.name,
        legalName=clinic.legal_name,
        description=clinic.strapline,
        url=absolute_url("/"),
        logo=absolute_url(logo_url),
        telephone=clinic.phone,
        email=clinic.email,
        address=clinic_address(clinic),
        medicalSpecialty=kind.specialty,
        identifier=clinic_identifiers(clinic),
        publishingPrinciples=absolute_public_page_url(editorial.policy_page),
    )


def clinic_address(clinic: ClinicSettings) -> str | Node:
    """Return the address as text, or with the country if it is known."""
    text = ", ".join(line.strip() for line in clinic.address.splitlines() if line.strip())
    country = Country(clinic.country).alpha2 if clinic.country else ""
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


def clinic_id() -> str:
    return absolute_url("/#clinic")


def website_id() -> str:
    return absolute_url("/#website")
