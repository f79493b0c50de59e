"""What stands around every page: clinic, menu, footer and editorial settings.

It is the same for all pages and changes rarely, so it is read once per generation of the content
(`home.delivery.content_version`) and kept in the process.
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site

from articles.cache.versioned import VersionedLRUCache
from articles.models import EditorialSettings
from articles.models.base import VisibleQuerySet
from articles.models.page_context import provide_context
from home.delivery.visibility import public_page_url
from home.models import ClinicSettings


@dataclass(frozen=True)
class Link:
    """A line of the menu or footer."""

    title: str
    url: str


@dataclass(frozen=True)
class FooterColumn:
    """A heading of the footer with its links."""

    heading: str
    links: list[Link]


@dataclass(frozen=True)
class SiteContext:
    """Settings and links of one site, as read at one generation. Never changed once made."""

    clinic: ClinicSettings
    editorial: EditorialSettings
    booking_url: str = ""
    health_data_url: str = ""
    menu: list[Link] = field(default_factory=list)
    footer_columns: list[FooterColumn] = field(default_factory=list)
    legal_links: list[Link] = field(default_factory=list)


site_context_cache = VersionedLRUCache("site context", max_weight=100)


def get_site_context(site: Site | None) -> SiteContext:
    """The chrome of a site, as of the current generation; an empty one where there is no site."""
    if site is None:
        return SiteContext(ClinicSettings(), EditorialSettings())
    return site_context_cache.get(
        site.pk,
        lambda: build_site_context(
            site, load_settings(ClinicSettings, site), load_settings(EditorialSettings, site)
        ),
    )


def load_settings(model, site: Site):
    """The settings of a site, or unsaved ones: showing a page writes nothing."""
    return model.base_queryset().filter(site=site).first() or model(site=site)


def build_site_context(
    site: Site, clinic: ClinicSettings, editorial: EditorialSettings
) -> SiteContext:
    """Build the chrome from these settings, which in a preview are not saved yet."""
    menu = VisibleQuerySet(Page).child_of(site.root_page).visible().in_menu().order_by("path")
    return SiteContext(
        clinic=clinic,
        editorial=editorial,
        booking_url=public_page_url(clinic.booking_page),
        health_data_url=public_page_url(clinic.health_data_page),
        menu=[Link(page.title, page.url or "") for page in menu],
        footer_columns=[
            FooterColumn(
                child.value.get("heading") or "", _usable_links(child.value.get("links") or [])
            )
            for child in clinic.footer_columns
        ],
        legal_links=_usable_links(child.value for child in clinic.legal_links),
    )


def _usable_links(values) -> list[Link]:
    """Links that lead somewhere: to a page visitors may see, or to the address given."""
    links = (Link(value.get("text") or "", value.href) for value in values)
    return [link for link in links if link.title and link.url]


@provide_context(ClinicSettings)
def settings_preview_context(clinic: ClinicSettings, request: HttpRequest) -> dict[str, Any]:
    """Return the menu and footer of settings that are not saved yet, for their preview."""
    editorial = EditorialSettings.for_site(clinic.site)
    return {"site_context": build_site_context(clinic.site, clinic, editorial)}
