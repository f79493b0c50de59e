"""What stands around every page: clinic, menu, footer and editorial settings.

It is the same for all pages and changes rarely, so it is read once per generation of the content
(`home.generation`) and kept in the process.
"""

from dataclasses import dataclass, field

from wagtail.models import Page, Site

from articles.models import EditorialSettings
from articles.models.base import VisibleQuerySet
from home import generation
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
    policy_url: str = ""
    menu: list[Link] = field(default_factory=list)
    footer_columns: list[Column] = field(default_factory=list)
    legal_links: list[Link] = field(default_factory=list)


_kept: dict[tuple[int, int], Chrome] = {}


def chrome_for(site: Site) -> Chrome:
    """The chrome of a site at the current generation."""
    key = (site.pk, generation.current())
    kept = _kept.get(key)
    if kept is None:
        for old in [old for old in list(_kept) if old[0] == site.pk]:
            _kept.pop(old, None)
        kept = _kept[key] = read_chrome(
            site, ClinicSettings.for_site(site), EditorialSettings.for_site(site)
        )
    return kept


def forget():
    """Drop everything kept, for tests that roll the database back."""
    _kept.clear()


def read_chrome(site: Site, clinic: ClinicSettings, editorial: EditorialSettings) -> Chrome:
    """Build the chrome from these settings, which in a preview are not saved yet."""
    menu = VisibleQuerySet(Page).child_of(site.root_page).visible().in_menu().order_by("path")
    return Chrome(
        clinic=clinic,
        editorial=editorial,
        booking_url=_url(clinic.booking_page),
        policy_url=_url(editorial.policy_page),
        menu=[Link(page.title, _url(page)) for page in menu],
        footer_columns=[
            Column(child.value.get("heading") or "", _links(child.value.get("links") or []))
            for child in clinic.footer_columns
        ],
        legal_links=_links(child.value for child in clinic.legal_links),
    )


def _url(page: Page | None) -> str:
    return (page.url or "") if page and page.live else ""


def _links(values) -> list[Link]:
    """Links whose page is live; a link that leads nowhere is left out."""
    links = (Link(value.get("text") or "", value.href) for value in values)
    return [link for link in links if link.title and link.url]
