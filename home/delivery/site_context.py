"""What stands around every page: clinic, menu, footer and editorial settings.

It is the same for all pages and changes rarely, so it is read once per generation of the content
(`home.delivery.content_version`) and kept in the process.
"""

from dataclasses import dataclass, field

from wagtail.models import Page, Site

from articles.cache.versioned import Kept
from articles.models import EditorialSettings
from articles.models.base import VisibleQuerySet
from home.delivery.visibility import public_url
from home.models import ClinicSettings


@dataclass(frozen=True)
class Link:
    """A line of the menu or footer."""

    title: str
    url: str


@dataclass(frozen=True)
class Column:
    """A heading of the footer with its links."""

    heading: str
    links: list[Link]


@dataclass(frozen=True)
class Chrome:
    """Settings and links of one site, as read at one generation. Never changed once made."""

    clinic: ClinicSettings
    editorial: EditorialSettings
    booking_url: str = ""
    health_data_url: str = ""
    menu: list[Link] = field(default_factory=list)
    footer_columns: list[Column] = field(default_factory=list)
    legal_links: list[Link] = field(default_factory=list)


kept = Kept(most=100)


def chrome_for(site: Site | None) -> Chrome:
    """The chrome of a site, as of the current generation; an empty one where there is no site."""
    if site is None:
        return Chrome(ClinicSettings(), EditorialSettings())
    return kept.get(
        site.pk,
        lambda: read_chrome(
            site, settings_of(ClinicSettings, site), settings_of(EditorialSettings, site)
        ),
    )


def settings_of(model, site: Site):
    """The settings of a site, or unsaved ones: showing a page writes nothing."""
    return model.base_queryset().filter(site=site).first() or model(site=site)


def read_chrome(site: Site, clinic: ClinicSettings, editorial: EditorialSettings) -> Chrome:
    """Build the chrome from these settings, which in a preview are not saved yet."""
    menu = VisibleQuerySet(Page).child_of(site.root_page).visible().in_menu().order_by("path")
    return Chrome(
        clinic=clinic,
        editorial=editorial,
        booking_url=public_url(clinic.booking_page),
        health_data_url=public_url(clinic.health_data_page),
        menu=[Link(page.title, page.url or "") for page in menu],
        footer_columns=[
            Column(child.value.get("heading") or "", _links(child.value.get("links") or []))
            for child in clinic.footer_columns
        ],
        legal_links=_links(child.value for child in clinic.legal_links),
    )


def _links(values) -> list[Link]:
    """Links that lead somewhere: to a page visitors may see, or to the address given."""
    links = (Link(value.get("text") or "", value.href) for value in values)
    return [link for link in links if link.title and link.url]
