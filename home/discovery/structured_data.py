"""The graph of a page for machines: what it is, where it stands, and whose it is.

Only for pages that every visitor may see. A preview shows what may never be published, and of a
private page nobody is told.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

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
    filled,
    medical_web_page,
    profile_node,
    ref,
)
from home.delivery.visibility import absolute, canonical_url, public_address
from home.discovery.breadcrumbs import crumbs_to
from home.discovery.share_images import share_image_url
from home.models import ClinicSettings, HomePage

SEARCH = "/search/?q={search_term_string}"
LOGO = "icons/apple-touch-icon.png"
# Neither markup nor a line end that scripts alone know can come of any text.
ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def graph_of(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """The nodes for a page, from the context it has been rendered with."""
    clinic, editorial = context["clinic"], context["editorial"]
    url = canonical_url(page)
    image = {
        "@type": "ImageObject",
        "url": absolute(share_image_url(page, clinic.name)),
        "width": SIZE[0],
        "height": SIZE[1],
    }
    common = {
        "@id": url,
        "url": url,
        "name": page.title,
        "inLanguage": get_language() or settings.LANGUAGE_CODE,
        "publisher": ref(clinic_id()),
    }
    whose = clinic_node(clinic, editorial)
    way = breadcrumb_node(page, url)
    if way:
        common["breadcrumb"] = ref(way["@id"])
    match page:
        case HomePage():
            nodes = [
                {"@type": "WebPage", **common, "isPartOf": ref(website_id())},
                website_node(clinic),
            ]
        case ArticlePage():
            article = article_node(
                page,
                public_address,
                authors=context.get("authors", ()),
                citations=page.citations,
                conditions=context.get("conditions", ()),
                changes=context.get("changes", ()),
            )
            article |= {
                "@id": f"{url}#article",
                "mainEntityOfPage": ref(url),
                "image": image,
                "publisher": ref(clinic_id()),
            }
            article.setdefault("author", [ref(clinic_id())])
            main = {"mainEntity": ref(article["@id"])}
            nodes = [medical_web_page(page, public_address) | common | main, article]
        case PersonPage():
            person = profile_node(page, public_address)
            common["name"] = page.display_name
            nodes = [
                {"@type": "ProfilePage", **common, "mainEntity": ref(person["@id"])},
                person | {"worksFor": ref(clinic_id())},
            ]
        case _:
            nodes = [{"@type": page_type(page, clinic), **common}]
    nodes[0]["primaryImageOfPage"] = image
    return [*nodes, *([way] if way else []), whose]


def page_type(page: Page, clinic: ClinicSettings) -> str:
    """What a page without a subject of its own is."""
    if isinstance(page, CategoryIndexPage | TeamIndexPage):
        return "CollectionPage"
    return "ContactPage" if page.pk == clinic.booking_page_id else "WebPage"


def clinic_node(clinic: ClinicSettings, editorial: EditorialSettings) -> Node:
    """The clinic as the foot of every page shows it."""
    return {"@type": "MedicalClinic", "@id": clinic_id()} | filled(
        name=clinic.name,
        legalName=clinic.legal_name,
        description=clinic.strapline,
        url=absolute("/"),
        logo=absolute(static(LOGO)),
        telephone=clinic.phone,
        email=clinic.email,
        address=", ".join(line.strip() for line in clinic.address.splitlines() if line.strip()),
        identifier=clinic.registration,
        publishingPrinciples=public_address(editorial.policy_page),
    )


def website_node(clinic: ClinicSettings) -> Node:
    """The site, with its search."""
    return {
        "@type": "WebSite",
        "@id": website_id(),
        "url": absolute("/"),
        "name": clinic.name,
        "publisher": ref(clinic_id()),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute(SEARCH)},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_node(page: Page, url: str) -> Node:
    """The breadcrumb as it is shown; empty where there is none."""
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": crumb.title,
            "item": absolute(crumb.url) if crumb.url else url,
        }
        for position, crumb in enumerate(crumbs_to(page), 1)
    ]
    if not steps:
        return {}
    return {"@type": "BreadcrumbList", "@id": f"{url}#breadcrumb", "itemListElement": steps}


def script_text(graph: list[Node]) -> SafeString:
    """The graph as the text of a script element, which no title can end."""
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))


def clinic_id() -> str:
    return absolute("/#clinic")


def website_id() -> str:
    return absolute("/#website")
