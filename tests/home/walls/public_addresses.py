"""Every address that visitors of one of two clinics may request."""

from collections.abc import Iterator

from wagtail.models import Page

from articles.models import ArticlePage, CategoryIndexPage
from home.discovery.syndication.markdown import MARKDOWN_TYPES
from home.paper.leaflets import FILE_NAME, LEAFLET_TYPES
from tests.home.walls.two_clinics import MarkedClinic

ARTICLE_FORMS = (
    *("references.ris", "references.json", "cite.ris", "cite.json"),
    "share-000000000000.png",
    *("clear/", "clear/words/"),
)

SITE_ADDRESSES = (
    *("/feed/", "/llms.txt", "/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml", "/robots.txt"),
    *("/.well-known/security.txt", "/security.txt", "/favicon.ico", "/apple-touch-icon.png"),
    *("/apple-touch-icon-precomposed.png", "/_util/login/"),
    *("/search/", "/search/?q=ketamine", "/search/?q=note", "/search/?q=nothing+at+all"),
    *("/search/?q=promoted", "/search/?q=ketamnie", "/search/?q=kxtamine&type=articles"),
    *("/search/?q=suicide", "/search/?q=suicide&page=9", "/suicide/", "/search/suggest/?q=suicide"),
    *("/search/suggest/?q=ket", "/search/suggest/?q=not"),
    *("/nowhere/", "/ketamin/", "/not-1/", "/old/", "/notes/?sort=title", "/notes/?page=2"),
    "/plates/000000000000/leaf.svg",
    "/look/0000000000000000.css",
    "/look/000000000000/icon.svg",
    *("/subscribe/", "/subscribe/requested/", "/subscribe/confirmed/"),
    *("/subscribe/confirm/token/", "/subscribe/leave/token/"),
    *("/notes/?page=nonsense", "/notes/note-1/?utm_source=mail"),
)


def public_addresses(clinic: MarkedClinic) -> Iterator[str]:
    """Yield the addresses of everything that visitors of a clinic may request."""
    yield from SITE_ADDRESSES
    yield f"/old-{clinic.marker}/"
    yield f"/search/?q={clinic.marker}+promoted"
    yield f"/documents/{clinic.objects['document'].pk}/{clinic.marker}.txt"
    leaflets: dict[type[Page], str] = {}  # one of each type, because each takes about a second
    for page in clinic.all_pages():
        path = page.get_url_parts()[2]
        yield from page_addresses(page, path)
        if type(page) in LEAFLET_TYPES:
            leaflets.setdefault(type(page), f"{path}{FILE_NAME}")
    yield from leaflets.values()


def page_addresses(page: Page, path: str) -> Iterator[str]:
    yield path
    yield f"{path}share-000000000000.png"
    if type(page) in MARKDOWN_TYPES:
        yield f"{path}{MARKDOWN_TYPES[type(page)].file_name}"
    if isinstance(page, ArticlePage):
        yield from (f"{path}{name}" for name in ARTICLE_FORMS)
    if isinstance(page, CategoryIndexPage) or getattr(page, "lists_corrections", False):
        yield f"{path}feed/"
    if page.specific_class.__name__ == "EnquiryPage":
        yield from (f"{path}send/", f"{path}thanks/")
