"""The context that all pages of a site share: clinic, menu, footer and editorial settings."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site

from articles.cache.versioned import VersionedLRUCache
from articles.models import EditorialSettings
from articles.models.base import VisibleQuerySet
from articles.models.page_context import provide_context
from home.brand.looks import SiteLook, build_site_look
from home.brand.models import LookSettings
from home.delivery.visibility import page_url, public_page_url
from home.models import ClinicSettings


@dataclass(frozen=True)
class Link:
    """A link of the menu or footer."""

    title: str
    url: str


@dataclass(frozen=True)
class FooterColumn:
    """A heading of the footer, with its links."""

    heading: str
    links: list[Link]


@dataclass(frozen=True)
class SiteContext:
    """Settings and links of one site. Immutable, because pages share it."""

    clinic: ClinicSettings
    editorial: EditorialSettings
    look: LookSettings
    site_look: SiteLook
    booking_url: str = ""
    health_data_url: str = ""
    menu: list[Link] = field(default_factory=list)
    footer_columns: list[FooterColumn] = field(default_factory=list)
    legal_links: list[Link] = field(default_factory=list)


site_context_cache = VersionedLRUCache("site context", max_weight=100)


def get_site_context(site: Site | None) -> SiteContext:
    """Return the cached context of a site; an empty one without a site."""
    if site is None:
        return SiteContext(ClinicSettings(), EditorialSettings(), LookSettings(), SiteLook())
    return site_context_cache.get(
        site.pk,
        lambda: build_site_context(site, *load_settings(site)),
    )


def load_settings(site: Site) -> tuple[ClinicSettings, EditorialSettings, LookSettings]:
    """Return the settings of a site, or unsaved ones, because showing a page never writes."""
    models = (ClinicSettings, EditorialSettings, LookSettings)
    related = [
        "__".join(filter(None, (model._meta.model_name, name)))
        for model in models
        for name in (model.select_related or [""])
    ]
    stored = Site.objects.select_related(*related).filter(pk=site.pk).first()
    clinic, editorial, look = (
        getattr(stored, str(model._meta.model_name), None) or model(site=site) for model in models
    )
    return clinic, editorial, look


def build_site_context(
    site: Site, clinic: ClinicSettings, editorial: EditorialSettings, look: LookSettings
) -> SiteContext:
    """Build the context from settings, which are unsaved in a preview."""
    pages = VisibleQuerySet(Page).child_of(site.root_page).visible().in_menu()
    menu = pages.without_duplicates().order_by("path")
    return SiteContext(
        clinic=clinic,
        editorial=editorial,
        look=look,
        site_look=build_site_look(look),
        booking_url=public_page_url(clinic.booking_page),
        health_data_url=public_page_url(clinic.health_data_page),
        menu=[Link(page.title, page_url(page)) for page in menu],
        footer_columns=[
            FooterColumn(
                child.value.get("heading") or "", _usable_links(child.value.get("links") or [])
            )
            for child in clinic.footer_columns
        ],
        legal_links=_usable_links(child.value for child in clinic.legal_links),
    )


def _usable_links(values) -> list[Link]:
    """Return the links that have a text and lead to a public page or to a given URL."""
    links = (Link(value.get("text") or "", value.href) for value in values)
    return [link for link in links if link.title and link.url]


@provide_context(ClinicSettings)
def settings_preview_context(clinic: ClinicSettings, request: HttpRequest) -> dict[str, Any]:
    """Return the context for the preview of unsaved settings."""
    _stored, editorial, look = load_settings(clinic.site)
    return {"site_context": build_site_context(clinic.site, clinic, editorial, look)}
