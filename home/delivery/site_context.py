"""The context that all pages of a site share: clinic, menu, footer and editorial settings."""

from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site

from articles.artwork.look import Look, complete_looks
from articles.artwork.palette import DEFAULT_PALETTE
from articles.cache.versioned import VersionedLRUCache
from articles.models import EditorialSettings
from articles.models.base import VisibleQuerySet
from articles.models.page_context import provide_context
from home.brand.assets import BrandAssets, has_uploads
from home.brand.fonts import FontPair, font_pair
from home.brand.looks import SiteLook, build_site_look
from home.brand.models import LookSettings
from home.brand.preview import SCENES
from home.brand.share_sign import make_sign
from home.care.booking import booking_link
from home.care.catalogue import get_places
from home.care.hours_words import summarise_week
from home.delivery.visibility import page_url, public_page_url
from home.models import ClinicSettings, ReaderSettings


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
    readers: ReaderSettings
    site_look: SiteLook
    brand: BrandAssets
    booking_url: str = ""
    health_data_url: str = ""
    readers_privacy_url: str = ""
    menu: list[Link] = field(default_factory=list)
    footer_columns: list[FooterColumn] = field(default_factory=list)
    legal_links: list[Link] = field(default_factory=list)
    profiles: list[Link] = field(default_factory=list)

    @property
    def fonts(self) -> FontPair:
        """The fonts of the pages."""
        return font_pair(self.look.fonts)


site_context_cache = VersionedLRUCache("site context", max_weight=100)


def get_site_context(site: Site | None) -> SiteContext:
    """Return the cached context of a site; an empty one without a site."""
    if site is None:
        clinic, look = ClinicSettings(), LookSettings()
        brand = BrandAssets(look, str(clinic.name), DEFAULT_PALETTE)
        return SiteContext(clinic, EditorialSettings(), look, ReaderSettings(), SiteLook(), brand)
    return site_context_cache.get(
        site.pk,
        lambda: build_site_context(site, *load_settings(site)),
    )


AllSettings = tuple[ClinicSettings, EditorialSettings, LookSettings, ReaderSettings]


def load_settings(site: Site) -> AllSettings:
    """Return the settings of a site, or unsaved ones, because showing a page never writes."""
    models = (ClinicSettings, EditorialSettings, LookSettings, ReaderSettings)
    related = [
        "__".join(filter(None, (model._meta.model_name, name)))
        for model in models
        for name in (model.select_related or [""])
    ]
    stored = Site.objects.select_related(*related).filter(pk=site.pk).first()
    clinic, editorial, look, readers = (
        getattr(stored, str(model._meta.model_name), None) or model(site=site) for model in models
    )
    return clinic, editorial, look, readers


def build_site_context(
    site: Site,
    clinic: ClinicSettings,
    editorial: EditorialSettings,
    look: LookSettings,
    readers: ReaderSettings,
    *,
    is_trial: bool = False,
    scheme: str = "",
) -> SiteContext:
    """Build the context from settings, which are unsaved in a preview; a trial if the look is.

    With a scheme, pages show that one whatever their reader prefers.
    """
    clinic = with_main_place(clinic, site)
    pages = VisibleQuerySet(Page).child_of(site.root_page).visible().in_menu()
    menu = pages.without_duplicates().order_by("path")
    site_look = build_site_look(look, is_trial=is_trial, scheme=scheme)
    palette = site_look.artwork.palette
    brand = BrandAssets(look, str(clinic.name), palette, inline=has_uploads(look))
    return SiteContext(
        clinic=clinic,
        editorial=editorial,
        look=look,
        readers=readers,
        site_look=replace(site_look, artwork=with_logo_and_fonts(site_look.artwork, brand)),
        brand=brand,
        booking_url=booking_link(None, clinic).url,
        health_data_url=public_page_url(clinic.health_data_page),
        readers_privacy_url=public_page_url(readers.privacy_page),
        menu=[Link(page.title, page_url(page)) for page in menu],
        footer_columns=[
            FooterColumn(
                child.value.get("heading") or "", _usable_links(child.value.get("links") or [])
            )
            for child in clinic.footer_columns
        ],
        legal_links=_usable_links(child.value for child in clinic.legal_links),
        profiles=_usable_links(child.value for child in clinic.profiles),
    )


def with_main_place(clinic: ClinicSettings, site: Site) -> ClinicSettings:
    """Return settings whose empty contact is that of the clinic's first place."""
    place = next((one for one in get_places() if one.path.startswith(site.root_page.path)), None)
    if place is None:
        return clinic
    completed = copy(clinic)
    completed.phone = clinic.phone or place.phone
    completed.email = clinic.email or place.email
    completed.address = clinic.address or "\n".join(place.address_lines)
    completed.hours = clinic.hours or summarise_week(place.opening_hours)
    return completed


def with_logo_and_fonts(artwork: Look, brand: BrandAssets) -> Look:
    """Return a look of drawings with what share images show besides."""
    fonts = font_pair(brand.look.fonts)
    return replace(
        artwork,
        sign=make_sign(brand),
        serif_files=fonts.voice_files,
        sans_files=fonts.sans_files,
    )


@complete_looks
def complete_draft_look(request: HttpRequest, look: Look) -> Look:
    context = get_site_context(Site.find_for_request(request))
    return with_logo_and_fonts(look, context.brand)


def _usable_links(values) -> list[Link]:
    """Return the links that have a text and lead to a public page or to a given URL."""
    links = (Link(value.get("text") or "", value.href) for value in values)
    return [link for link in links if link.title and link.url]


@provide_context(ClinicSettings)
def settings_preview_context(clinic: ClinicSettings, request: HttpRequest) -> dict[str, Any]:
    """Return the context for the preview of unsaved settings."""
    _stored, editorial, look, readers = load_settings(clinic.site)
    return {"site_context": build_site_context(clinic.site, clinic, editorial, look, readers)}


@provide_context(LookSettings)
def look_preview_context(look: LookSettings, request: HttpRequest) -> dict[str, Any]:
    """Return what pages show of an unsaved look, in the scheme of the preview."""
    clinic, editorial, _stored, readers = load_settings(look.site)
    _kind, scheme = SCENES[request.preview_mode]  # type: ignore[attr-defined]
    context = build_site_context(
        look.site, clinic, editorial, look, readers, is_trial=True, scheme=scheme
    )
    return {"site_context": context, "artwork": context.site_look.artwork}
